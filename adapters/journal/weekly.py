"""Telling those who look after the file what the last week was like: once, however many processes there are.

Whoever finds that nobody has begins, and says so in the database. Who began and then died is taken over from: a
report that comes twice harms nobody, one that never comes is missed.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import Float, delete, literal, update

from adapters.journal.activity import monday, read_activity
from adapters.reports.activity import share
from adapters.reports.numbers import whole_percent
from adapters.store.engine import build_engine, troubles_of
from adapters.store.sql import insert_new
from adapters.store.tables import told_weeks
from botcore import Summed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from sqlalchemy import Connection

    _Announce = Callable[[Summed], Awaitable[bool]]
    """Posts it; tells whether it is there."""

_logger = structlog.get_logger(__name__)

_FIRST_LOOK = 30.0
"""Seconds after a start; nobody waits for a report, and a start has enough to do."""

_LOOK_EVERY = 300.0
"""Seconds between two looks."""

_FROM = timedelta(hours=9)
"""When a week is told of: on the Monday after it, not in the middle of that night (UTC)."""

TAKEN_OVER_AFTER = 600.0
"""Seconds after which whoever began to tell must have died."""


class Weekly:
    """Tells of each week, on every platform by itself.

    It has a connection and a thread of its own: counting a week takes longer than an answer may wait.
    """

    def __init__(self, address: str, clock: Callable[[], float] = time.time) -> None:
        """Read the journal at an address.

        Args:
            address: Where it is.
            clock: Seconds since 1970.

        Raises:
            AddressError: No database can be meant.
        """
        self._engine = build_engine(address)
        self._troubles = troubles_of(self._engine)
        self._clock = clock

    @contextlib.asynccontextmanager
    async def telling(self, platform: str, announce: _Announce) -> AsyncIterator[None]:
        """Tell of each week that is over while the block lasts."""
        task = asyncio.create_task(self._keep_telling(platform, announce))
        try:
            yield
        finally:
            task.cancel()

    async def _keep_telling(self, platform: str, announce: _Announce) -> None:
        await asyncio.sleep(_FIRST_LOOK)
        while True:
            await self.tell(platform, announce)
            await asyncio.sleep(_LOOK_EVERY)

    async def tell(self, platform: str, announce: _Announce) -> bool:
        """Tell of the last week unless somebody has; tell whether that was done now."""
        begins = self._last_week()
        key = f"{platform} {begins.isoformat()}"
        try:
            summed = await asyncio.to_thread(self._take, key, begins)
            if summed is None:
                return False
            is_told = await announce(summed)
            await asyncio.to_thread(self._settle, key, is_told=is_told)
        except self._troubles as error:
            _logger.warning("week_not_told", platform=platform, error=type(error).__name__)
            return False
        _logger.info("week_told" if is_told else "week_not_told", platform=platform, week=begins.isoformat())
        return is_told

    def _last_week(self) -> date:
        """Return the Monday of the last week that is to be told of by now."""
        now = datetime.fromtimestamp(self._clock(), UTC) - _FROM
        return monday(now.date()) - timedelta(days=7)

    def _take(self, key: str, begins: date) -> Summed | None:
        """Return what to tell, which from now on is this process's to tell; None where there is nothing to do."""
        with self._engine.begin() as connection:
            if not self._is_ours(connection, key):
                return None
            activity = read_activity(connection, begins, begins)
            if activity.is_empty:
                self._forget(connection, key)
                return None
        week = activity.weeks[0]
        return Summed(
            f"{begins.day} {begins:%B}",
            replies=week.replies,
            people=week.people,
            answered=whole_percent(share(week.answered, week.open)),
            urgent=week.urgent,
            helped=week.helped,
            not_helped=week.not_helped,
        )

    def _is_ours(self, connection: Connection, key: str) -> bool:
        now = literal(self._clock(), Float)
        new = insert_new(connection, told_weeks, {"key": key, "at": now, "told": False})
        # Whoever inserts the row tells; of all others the insertion returns nothing.
        if connection.execute(new.returning(told_weeks.c.key)).all():
            return True
        left = (told_weeks.c.key == key) & ~told_weeks.c.told & (told_weeks.c.at < now - TAKEN_OVER_AFTER)
        return bool(connection.execute(update(told_weeks).where(left).values(at=now)).rowcount)

    def _settle(self, key: str, *, is_told: bool) -> None:
        """Say that it is told, or let anybody try again."""
        with self._engine.begin() as connection:
            if is_told:
                connection.execute(update(told_weeks).where(told_weeks.c.key == key).values(told=True))
            else:
                self._forget(connection, key)

    @staticmethod
    def _forget(connection: Connection, key: str) -> None:
        connection.execute(delete(told_weeks).where(told_weeks.c.key == key))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
