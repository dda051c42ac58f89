"""The database as an event loop sees it: one piece of work after the other, and an honest word when it is away."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from adapters.backoff import Backoff
from adapters.database_state import DatabaseState
from adapters.store.engine import build_engine, look_for_file, troubles_of
from adapters.store.sql import NOT_WAITING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from sqlalchemy import Connection, Engine

    _Work = Callable[[Connection], Any]
    Run = Callable[[_Work], Awaitable[Any]]
    _CatchUp = Callable[[Run], Awaitable[None]]
    """Is handed what does work at once, whatever was said of the database before."""

_T = TypeVar("_T")

_logger = structlog.get_logger(__name__)

TIMEOUT, _STEPS = 1.5, 6
"""Seconds to wait for a piece of work: Slack gives three for an acknowledgement, which comes after it. They are
waited in steps: a process that stood still finds all of them gone at once, and its database is not away."""

_LOOK_EVERY = 1.0
"""Seconds between two looks at a database that answered; one that is away is asked again as `Backoff` says."""

_LONGEST_PAUSE = 5.0

_DEADLOCK = "40P01"
"""PostgreSQL's word for two transactions that waited for each other, of which it undid one
(https://www.postgresql.org/docs/current/errcodes-appendix.html)."""


class AwayError(Exception):
    """The database cannot be had now; whoever asked goes on without it."""


class Store:
    """A database that may be away.

    Attributes:
        state: Told whether it is there.
    """

    def __init__(self, address: str, state: DatabaseState | None = None) -> None:
        """Prepare; `open` connects.

        Args:
            address: Where it is.
            state: Told whether it is there; None: nobody asks.

        Raises:
            AddressError: No database can be meant.
        """
        self._engine = build_engine(address)
        self._alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._troubles = troubles_of(self._engine)  # a TimeoutError is an OSError
        self.state = state or DatabaseState()
        self.state.is_set, self.state.reason = True, "not opened yet"
        self._held: dict[bool, Connection] = {}
        self._migrated = False
        self._returns: list[_CatchUp] = []
        # One thread: what one person sends stays in its order, and an interrupted wait leaves no half transaction.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @property
    def is_there(self) -> bool:
        """Whether it answered when it was last asked."""
        return not self.state.reason

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[Store]:
        """Keep looking after the database while the block lasts, from a first look on."""
        await self._look()
        looking = asyncio.create_task(self._keep_looking())
        try:
            yield self
        finally:
            looking.cancel()
            # On the thread, behind what is under way there: a connection of SQLite's belongs to its thread.
            self._thread.submit(self._let_go)
            await asyncio.to_thread(self._thread.shutdown)
            self._engine.dispose()

    def on_return(self, catch_up: _CatchUp) -> None:
        """Call `catch_up` whenever the database is back, before anybody else gets at it."""
        self._returns.append(catch_up)

    async def run(self, work: Callable[[Connection], _T], *, alone: bool = False) -> _T:
        """Return what `work` returns, done in one transaction.

        Args:
            work: What to do.
            alone: Whether that is a single statement, which is a transaction by itself. Nobody waits until it is
                on the disk: not for what is promised to somebody once it is done, as with an acknowledgement.

        Raises:
            AwayError: The database is away; what was begun may or may not have been done.
        """
        if not self.is_there:
            raise AwayError(self.state.reason)
        return await self._run(work, alone=alone)

    async def _run(self, work: Callable[[Connection], _T], *, alone: bool = False) -> _T:
        loop, done = asyncio.get_running_loop(), self._work_alone if alone else self._work
        try:
            return await _in_time(loop.run_in_executor(self._thread, self._once_more, done, work))
        except self._troubles as error:
            self._goes(code_of(error))
            raise AwayError(self.state.reason) from None

    def _once_more(self, done: Callable[[_Work], _T], work: _Work) -> _T:
        """Do it, and again where that was undone for the sake of somebody else's, which is done by then."""
        try:
            return done(work)
        except self._troubles as error:
            if code_of(error) != _DEADLOCK:
                raise
            return done(work)

    def _work(self, work: Callable[[Connection], _T]) -> _T:
        with self._letting_go():
            connection = self._connection(self._engine, alone=False)
            with connection.begin():
                return work(connection)

    def _work_alone(self, work: Callable[[Connection], _T]) -> _T:
        with self._letting_go():
            return work(self._connection(self._alone, alone=True))

    def _connection(self, engine: Engine, *, alone: bool) -> Connection:
        """Return one that is held between pieces of work: to borrow it anew costs as much as most of them."""
        if alone not in self._held:
            connection = self._held[alone] = engine.connect()
            if alone:
                connection.exec_driver_sql(NOT_WAITING[self.dialect])
        return self._held[alone]

    @contextlib.contextmanager
    def _letting_go(self) -> Iterator[None]:
        """Hold no connection any more after whatever went wrong on one."""
        try:
            yield
        except BaseException:
            self._let_go()
            raise

    def _let_go(self) -> None:
        held, self._held = list(self._held.values()), {}
        for each in held:
            with contextlib.suppress(*self._troubles):
                each.invalidate()
                each.close()

    def _goes(self, reason: str) -> None:
        if self.state.reason != reason:
            _logger.error("database_away", reason=reason)
        self.state.reason = reason

    async def _look(self) -> None:
        """Ask the database for an answer; one that was away is made ready first."""
        try:
            if not self._migrated:
                await asyncio.get_running_loop().run_in_executor(self._thread, self._migrate)
                self._migrated = True
            await self._run(_answers, alone=True)
            if not self.is_there:
                # Before it counts as there: what was noted meanwhile is in the database when others read it.
                for catch_up in self._returns:
                    await catch_up(self._run)
                self.state.reason = ""
                _logger.info("database_there", dialect=self._engine.dialect.name)
        except AwayError:
            # What comes back may be another one, without tables.
            self._migrated = False
        except self._troubles as error:
            self._goes(code_of(error))

    def _migrate(self) -> None:
        from adapters.store.migrating import migrate  # Alembic takes its time

        migrate(self._engine)

    async def _keep_looking(self) -> None:
        backoff = Backoff(_LOOK_EVERY, _LONGEST_PAUSE)
        while True:
            await asyncio.sleep(_LOOK_EVERY if self.is_there else backoff.delay())
            await self._look()


def _answers(connection: Connection) -> None:
    """Return where the database answers, still has tables, and is still at its address."""
    connection.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar()
    look_for_file(connection)


async def _in_time(working: asyncio.Future[_T]) -> _T:
    """Return what comes of it, waiting for `TIMEOUT` seconds of this process's own.

    Raises:
        TimeoutError: Nothing did.
    """
    try:
        for _ in range(_STEPS):
            if (await asyncio.wait({working}, timeout=TIMEOUT / _STEPS))[0]:
                return working.result()
    finally:
        # What has not begun is dropped; what is under way on the thread ends there, and nobody waits for it.
        working.cancel()
    raise TimeoutError


def code_of(error: Exception) -> str:
    """Return what kind of error it is; its text may hold an address or values."""
    original = getattr(error, "orig", None) or error
    # Such as SQLITE_FULL or SQLITE_BUSY; it has none where the driver itself complains.
    if name := getattr(original, "sqlite_errorname", ""):
        return str(name)
    found = original.args[0] if original.args else None
    # pg8000 hands on the server's fields: C is the SQLSTATE.
    state = found.get("C") if isinstance(found, dict) else None
    return str(state or type(original).__name__)
