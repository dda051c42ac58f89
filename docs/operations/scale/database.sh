#!/usr/bin/env bash
# Makes the database where there is none, and runs it: no port, only a socket, in a folder that the replicas share.
# Whoever has that folder may use it, and nobody else; so there is no password to keep or to lose.
set -euo pipefail
data=/var/lib/kept/15
PATH=$PATH:$(echo /usr/lib/postgresql/*/bin)
if [ ! -s "$data/PG_VERSION" ]; then
  # Anew in one step: what a killed first start left behind would be taken for a database.
  rm -rf "$data" "$data.new"
  initdb --pgdata="$data.new" --username=prolobot --auth=trust --encoding=UTF8 --locale=C.UTF-8 --data-checksums
  echo 'CREATE DATABASE prolobot' | postgres --single -D "$data.new" postgres >/dev/null
  mv "$data.new" "$data"
fi
exec postgres -D "$data" -c listen_addresses= -c unix_socket_directories=/run/kept -c max_connections=50
