"""From an address to an engine: what differs between SQLite and PostgreSQL in how they are reached.

What differs in what they are told stands in `sql`, `claims` and `migrating`.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

_TIMEOUT = 5.0
"""Seconds for one answer of the database; then the connection counts as broken."""

_POSTGRESQL = frozenset({"postgresql", "postgres", "postgresql+pg8000"})

_ENCRYPTED = frozenset({"require", "verify-ca", "verify-full"})
"""libpq's `sslmode`; all three check the certificate here."""

_EXPECTED = "sqlite:////a/path.db or postgresql://user@host/name"


class AddressError(Exception):
    """An address cannot be used; the message is one line without the address, which may hold a password."""


def build_engine(address: str, *, create: bool = True) -> Engine:
    """Return the engine of an address; nothing is connected yet.

    Args:
        address: Where the database is.
        create: Whether SQLite's file may be made; else it must be there: whoever only reads would take a mistyped
            path for an empty database.

    Raises:
        AddressError: No database can be meant, or none is there.
    """
    try:
        url = make_url(address)
    except ArgumentError:
        raise AddressError(f"found no address of a database; expected {_EXPECTED}") from None
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


def _sqlite(url: URL, *, create: bool) -> Engine:
    if not url.database or url.database == ":memory:":
        raise AddressError(f"found no path; expected {_EXPECTED}")
    path = Path(url.database).absolute()
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.is_file():
        raise AddressError(f"no database there; found no file {path}, expected the one that the service writes to")
    # IMMEDIATE: two processes that read before they write would else refuse each other.
    engine = create_engine(url, connect_args={"timeout": _TIMEOUT, "isolation_level": "IMMEDIATE"})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
        cursor = connection.cursor()
        # Whoever reads, a backup for one, keeps nobody from writing (https://sqlite.org/wal.html).
        cursor.execute("PRAGMA journal_mode=WAL")
        # What is committed before an acknowledgement outlives a power cut, too (https://sqlite.org/pragma.html).
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    return engine


def _postgresql(url: URL) -> Engine:
    query = dict(url.query)
    options: dict[str, Any] = {"timeout": _TIMEOUT, "application_name": "prolobot"}
    host, mode = query.pop("host", None), query.pop("sslmode", None)
    if isinstance(host, str) and host.startswith("/"):
        # pg8000 takes the socket itself where libpq takes its folder for a host.
        options["unix_sock"] = f"{host}/.s.PGSQL.{url.port or 5432}"
    elif isinstance(host, str):
        url = url.set(host=host)
    if mode in _ENCRYPTED:
        options["ssl_context"] = ssl.create_default_context()
    # Every word to the server is a journey, and pg8000 makes many: whoever borrows a connection gives it back in
    # order, and one that broke is noticed by `Store`, which looks every second.
    url = url.set(drivername="postgresql+pg8000", query=query)
    return create_engine(url, connect_args=options, pool_reset_on_return=None)
