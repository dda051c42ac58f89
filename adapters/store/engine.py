"""From an address to an engine: what differs between SQLite and PostgreSQL in how they are reached.

What differs in what they are told stands in `sql`, `claims` and `migrating`.
"""

from __future__ import annotations

import os
import re
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.pool import ConnectionPoolEntry

_TIMEOUT = 5.0
"""Seconds for one answer of the database; then the connection counts as broken."""

_POSTGRESQL = frozenset({"postgresql", "postgres", "postgresql+pg8000"})

_ENCRYPTED = frozenset({"require", "verify-ca", "verify-full"})
"""libpq's `sslmode`; all three check the certificate here."""

_UNENCRYPTED = frozenset({"disable", "allow", "prefer"})

_PORT = 5432

_TAKEN = ("application_name", "channel_binding", "connect_timeout", "host", "password", "port", "sslmode", "user")
"""Of libpq's names behind the `?`; pg8000's own `unix_sock` is taken, too.

Name and timeout of a connection are ours whatever stands there. pg8000 binds the channel wherever a server can.
"""

_EXPECTED = "sqlite:////a/path.db or postgresql://user@host/name"

_ENCODED = f"{_EXPECTED}, in which a password's @ is written %40, : as %3A, / as %2F, ? as %3F, % as %25"


_FILE = "file"
"""What a connection to SQLite notes: the path of its file, and which file stood there."""


class AddressError(Exception):
    """An address cannot be used; the message is one line without the address, which may hold a password."""


class NotMadeError(AddressError):
    """The address may be meant, but SQLite's file is not there."""


def build_engine(address: str, *, create: bool = True) -> Engine:
    """Return the engine of an address; nothing is connected yet.

    Args:
        address: Where the database is.
        create: Whether SQLite's file may be made; else it must be there: whoever only reads would take a mistyped
            path for an empty database.

    Raises:
        AddressError: No database can be meant, or none is there (`NotMadeError`).
    """
    try:
        url = make_url(address)
    except ArgumentError:
        raise AddressError(f"found no address of a database; expected {_ENCODED}") from None
    except ValueError:  # it quotes what stands where a port does, which may be the end of a password
        raise AddressError(f"found a port that is no number; expected {_ENCODED}") from None
    if url.drivername == "sqlite":
        return _sqlite(url, create=create)
    if url.drivername in _POSTGRESQL:
        return _postgresql(url)
    raise AddressError(f"found {url.drivername!r}; expected {_EXPECTED}")


def troubles_of(engine: Engine) -> tuple[type[Exception], ...]:
    """Return what is raised when the database cannot be had.

    SQLAlchemy hands on those of the driver's errors as they are that come while a connection is being prepared.
    """
    driver: type[Exception] = engine.dialect.loaded_dbapi.Error
    return SQLAlchemyError, OSError, driver


def look_for_file(connection: Connection) -> None:
    """Return where a connection writes to what is at its address.

    A file that was removed, or put aside for another, goes on taking what nobody will ever read.

    Raises:
        FileNotFoundError: SQLite's file is not there any more, or is another.
    """
    if _FILE in connection.info:
        path, found = connection.info[_FILE]
        if not os.path.samestat(found, path.stat()):
            raise FileNotFoundError


def _sqlite(url: URL, *, create: bool) -> Engine:
    if not url.database or url.database == ":memory:":
        raise AddressError(f"found no path; expected {_EXPECTED}")
    if url.host or url.username or url.password or url.port or url.query:
        raise AddressError(f"found more than a path; expected {_EXPECTED}")
    path = Path(url.database).absolute()
    if create:
        _make_folder(path.parent)
    elif not path.is_file():
        raise NotMadeError(f"no database there; found no file {path}, expected the one that the service writes to")
    # IMMEDIATE: two processes that read before they write would else refuse each other.
    engine = create_engine(url, connect_args={"timeout": _TIMEOUT, "isolation_level": "IMMEDIATE"})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's own
        cursor = connection.cursor()
        # Whoever reads, a backup for one, keeps nobody from writing (https://sqlite.org/wal.html).
        cursor.execute("PRAGMA journal_mode=WAL")
        # What is committed before an acknowledgement outlives a power cut, too (https://sqlite.org/pragma.html).
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()
        record.info[_FILE] = path, path.stat()

    return engine


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        found = f"a folder that cannot be made, {path} ({error.strerror})"
        raise AddressError(f"found {found}; expected one that this user may write") from None


def _postgresql(url: URL) -> Engine:
    url, query = _settled(url)
    options: dict[str, Any] = {"timeout": _TIMEOUT, "application_name": "prolobot"}
    if url.host and url.host.startswith("/"):
        # pg8000 takes the socket itself where libpq takes its folder for a host.
        options["unix_sock"] = f"{url.host}/.s.PGSQL.{url.port or _PORT}"
        url = url.set(host="")
    elif "unix_sock" in query:
        options["unix_sock"] = query["unix_sock"]
    # Whoever requires a bound channel requires an encrypted one.
    if query.get("sslmode") in _ENCRYPTED or query.get("channel_binding") == "require":
        options["ssl_context"] = ssl.create_default_context()
    # Every word to the server is a journey, and pg8000 makes many: whoever borrows a connection gives it back in
    # order, and one that broke is noticed by `Store`, which looks every second.
    url = url.set(drivername="postgresql+pg8000", query={})
    return create_engine(url, connect_args=options, pool_reset_on_return=None)


def _settled(url: URL) -> tuple[URL, dict[str, str]]:
    """Return an address with what was said of it behind the `?`, and all that was said there.

    What is wrong is never quoted: where a password's special characters stand as they are, its end is taken for a
    host, a port, or a name behind the `?`.

    Raises:
        AddressError: The driver could not make a connection of it.
    """
    query = {name: value for name, value in url.query.items() if isinstance(value, str)}
    if query.keys() - {*_TAKEN, "unix_sock"} or query.keys() != url.query.keys():
        expected = f"an address with nothing behind the ? but {', '.join(_TAKEN)}, each once"
        raise AddressError(f"found more behind the ? than is taken; expected {expected}")
    if query.get("sslmode", "prefer") not in _ENCRYPTED | _UNENCRYPTED:
        known = ", ".join(sorted({*_ENCRYPTED, *_UNENCRYPTED}))
        raise AddressError(f"found an unknown sslmode; expected an address with one of {known}")
    port = query.get("port", str(_PORT if url.port is None else url.port))
    if not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 65536:  # noqa: PLR2004 - ports
        raise AddressError(f"found no port from 1 to 65535; expected {_ENCODED}")
    url = url.set(
        username=query.get("user", url.username),
        password=query.get("password", url.password),
        host=query.get("host", url.host),
        port=int(port) if "port" in query else url.port,
    )
    if not url.username:
        raise AddressError(f"found no user; expected {_EXPECTED}")
    if not _may_be_host(url.host or ""):
        raise AddressError(f"found no name of a host; expected {_ENCODED}")
    return url, query


def _may_be_host(host: str) -> bool:
    try:
        host.encode("idna")
    except UnicodeError:
        return host.startswith("/")
    return "@" not in host
