"""Lines of the journal on their way into the database: nobody waits for it, and what fails is tried again."""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

import structlog

from adapters.journal.lines import forget_person, insert
from adapters.store import AwayError

if TYPE_CHECKING:
    from adapters.journal.lines import Line
    from adapters.store import Store

_logger = structlog.get_logger(__name__)

ROOM = 10_000
"""Lines that wait for the database at most; further ones are dropped, and counted."""

AT_ONCE = 500
"""Lines that are written in one transaction."""

_AGAIN = 1.0
"""Seconds until a database that was away is tried again."""


class Writing:
    """The lines that wait, in their order.

    Attributes:
        dropped: How many lines there was no room for.
    """

    def __init__(self, store: Store) -> None:
        """Write into a store, which may be away."""
        self.dropped = 0
        self._store = store
        self._waiting: deque[Line] = deque()
        self._something = asyncio.Event()
        self._writing = asyncio.Lock()

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._waiting)

    def add(self, line: Line) -> None:
        """Have a line written, where there is room."""
        if len(self._waiting) >= ROOM:
            self.dropped += 1
            return
        self._waiting.append(line)
        self._something.set()

    async def forget(self, person: str) -> bool:
        """Delete every line of a person, by their hash, those that wait included; tell whether that is done."""
        # Not while lines are being written: those of this person among them would come after what is deleted.
        async with self._writing:
            self._waiting = deque(line for line in self._waiting if line.person != person)
            try:
                await self._store.run(partial(forget_person, person))
            except AwayError:
                return False
        return True

    async def keep_writing(self) -> None:
        """Write whatever comes, until cancelled."""
        told = 0
        while True:
            await self._something.wait()
            try:
                await self._write()
            except AwayError:
                await asyncio.sleep(_AGAIN)
            if self.dropped > told:
                _logger.warning("journal_dropped", lines=self.dropped - told)
                told = self.dropped

    async def write_all(self) -> None:
        """Write all that waits.

        Raises:
            AwayError: The database is away; what is left waits on.
        """
        while self._waiting:
            await self._write()

    async def _write(self) -> None:
        """Write what waits, up to `AT_ONCE` lines; what fails waits on."""
        async with self._writing:
            # Looked at, and taken out only once they are written: what fails keeps its place.
            lines = [self._waiting[at] for at in range(min(AT_ONCE, len(self._waiting)))]
            if lines:
                await self._store.run(partial(insert, lines))
            for _ in lines:
                self._waiting.popleft()
            if not self._waiting:
                self._something.clear()
