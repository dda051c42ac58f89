"""What one process at a time may do: claimed with PostgreSQL's advisory locks, taken over when the process dies.

The lock lives as long as its connection. A process that only stands still would keep it for ever: the server ends
a connection that is silent for `_IDLE`, and a process that thaws learns within seconds that its claim is lost.
SQLite is on one machine, where nothing has to be claimed.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import text

from adapters.store.engine import build_engine, troubles_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection

_logger = structlog.get_logger(__name__)

_LOOK_EVERY = 2.0
"""Seconds between two looks at a claim, ours or somebody else's."""

_IDLE = 10
"""Seconds of silence after which the server ends the connection that holds a claim."""


class Claim:
    """One thing that one process at a time may do."""

    def __init__(self, address: str, name: str) -> None:
        """Prepare; `held` claims it.

        Raises:
            AddressError: No database can be meant.
        """
        self._engine = build_engine(address)
        self._troubles = troubles_of(self._engine)
        self._name = name
        digest = hashlib.sha256(f"prolobot {name}".encode()).digest()
        # PostgreSQL knows such a lock by a signed number of 64 bits.
        self._number = int.from_bytes(digest[:8], signed=True)
        self._connection: Connection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="claim")

    @contextlib.asynccontextmanager
    async def held(self, *, after: float = 0.0) -> AsyncIterator[asyncio.Event]:
        """Wait until it is ours, or nobody can say whose it is; gives what is set once it is another's.

        Args:
            after: Seconds to let others go first.
        """
        lost = asyncio.Event()
        try:
            while await self._is_ours() is False:  # noqa: ASYNC110 - the server has no event for it
                await asyncio.sleep(_LOOK_EVERY + after)
            _logger.info("claimed", name=self._name)
            looking = asyncio.create_task(self._keep_looking(lost))
            try:
                yield lost
            finally:
                looking.cancel()
        finally:
            # Also where waiting was broken off. The thread first: a look under way there would claim it again.
            await asyncio.to_thread(self._thread.shutdown)
            self._let_go()

    async def _keep_looking(self, lost: asyncio.Event) -> None:
        while not lost.is_set():
            await asyncio.sleep(_LOOK_EVERY)
            if await self._is_ours() is False:
                _logger.warning("claim_lost", name=self._name)
                lost.set()

    async def _is_ours(self) -> bool | None:
        """Tell whether it is ours, claimed now where nobody had it; None while the database is away."""
        if self._engine.dialect.name == "sqlite":
            return True
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._claim)
        except self._troubles:
            self._let_go()
            return None

    def _claim(self) -> bool:
        if self._connection is not None:
            # Asking keeps the connection from being silent, and tells whether it, and so the lock, is still there.
            self._connection.exec_driver_sql("SELECT 1")
            return True
        # No transaction is left open: the server's limit on silence does not hold inside one.
        self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._connection.exec_driver_sql(f"SET idle_session_timeout = '{_IDLE}s'")
        found = self._connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": self._number})
        if not found:
            self._let_go()
        return bool(found)

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(*self._troubles):
                # Not back into the pool, where the connection, and the lock with it, would live on.
                connection.invalidate()
                connection.close()
