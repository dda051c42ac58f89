"""What was seen and what is owed, kept in the database for the processes that share it.

A process says every few seconds that it lives. What is owed by one that left, or was silent for `LEASE`, is
anybody's: whoever takes it over becomes its owner in the same statement, and the former one, should it only have
been frozen, asks before it sends and learns that it is no longer its own. What the database is asked for that
stands in `ledger_rows`.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import uuid
from functools import partial
from typing import TYPE_CHECKING

import structlog

from adapters.once import Once
from adapters.owed import Owed, postponed
from adapters.store.ledger_rows import LEASE, LedgerRows
from adapters.store.store import AwayError
from adapters.store.together import Together

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence

    from adapters.store.store import Run, Store

_logger = structlog.get_logger(__name__)

BEAT = 3.0
"""Seconds between two signs of life."""

_SWEEP_EVERY = 100
"""Signs of life between two sweeps."""


class StoredLedger:
    """One process's hand in the shared ledger; while the database is away it goes on from memory."""

    def __init__(self, store: Store, clock: Callable[[], float] | None = None) -> None:
        """Begin; `alive` says so to the others.

        Args:
            store: Where it is kept.
            clock: Seconds since 1970; None: the database's own, which all machines share.
        """
        self._store = store
        self._rows = LedgerRows(store.dialect, uuid.uuid4().hex, clock)
        self._take = Together(store, self._rows.take)
        self._knows = Together(store, self._rows.know, alone=True)
        self._begin = Together(store, self._rows.begin, alone=True)
        self._delete = Together(store, self._rows.forget, alone=True)
        self._seen = Once()
        self._open: dict[str, Owed] = {}
        self._kept: set[str] = set()
        self._settled: set[str] = set()
        self._put_off: dict[str, Owed] = {}
        self._unanswered: set[str] = set()
        self._alive_since: float | None = None
        store.on_return(self._write)

    @contextlib.asynccontextmanager
    async def alive(self) -> AsyncIterator[StoredLedger]:
        """Say that this process lives while the block lasts; then leave what is owed to whoever comes next."""
        await self._beat_once()
        beating = asyncio.create_task(self._keep_beating())
        try:
            yield self
        finally:
            beating.cancel()
            try:
                await self._store.run(self._rows.leave)
            except AwayError:
                _logger.warning("leaves_without_word", left=len(self._open))

    async def _keep_beating(self) -> None:
        for count in itertools.count():
            await asyncio.sleep(BEAT)
            await self._beat_once(sweep=count % _SWEEP_EVERY == 0)

    async def _beat_once(self, *, sweep: bool = False) -> None:
        """Say that this process lives, and write down what could not be when it happened."""
        try:
            await self._write(self._store.run, sweep=sweep)
        except AwayError:
            # Others were cut off as well, perhaps: they are given a whole lease to show that they live.
            self._alive_since = None
        else:
            self._alive_since = self._alive_since or asyncio.get_running_loop().time()

    async def _write(self, run: Run, *, sweep: bool = False) -> None:
        # Copies: more may be settled, and taken, while the database is asked.
        settled = list(self._settled)
        unkept = [each for each in self._open.values() if each.id not in self._kept]
        state = self._store.state
        state.owed, state.owed_for = await run(partial(self._rows.beat, settled, unkept, sweep=sweep))
        self._settled.difference_update(settled)
        self._kept.update(each.id for each in unkept if each.id in self._open)
        for later in list(self._put_off.values()):
            # Once, whoever else is writing: by then it may be another process's.
            if self._put_off.pop(later.id, None):
                await self._give_back(later, run)

    async def take(self, keys: Iterable[str], owed: Owed | None) -> bool:
        """Tell whether none of the keys was seen before, here or elsewhere; what is owed is kept by then."""
        keys = list(keys)
        if not self._seen.is_new(keys):
            return False
        try:
            is_new = await self._take((keys, owed))
        except AwayError:
            if owed:
                self._open[owed.id] = owed
            return True
        if owed and is_new:
            self._open[owed.id] = owed
            self._kept.add(owed.id)
        return is_new

    async def knows(self, keys: Iterable[str]) -> bool:
        """Tell whether any of the keys was seen before, here or elsewhere; the database is away: here."""
        keys = list(keys)
        if self._seen.knows(keys):
            return True
        try:
            return await self._knows(keys)
        except AwayError:
            return False

    async def sends(self, owed: Owed) -> bool:
        """Tell whether nobody else has taken it over, and it was not brought since it was begun."""
        if owed.id not in self._open:
            return False
        try:
            found = await self._begin(owed.id)
        except AwayError:
            return True
        # What never was in the database nobody can have taken over.
        if found or owed.id not in self._kept:
            return True
        _logger.warning("taken_over_by_another", platform=owed.platform, channel=owed.channel)
        self._forget(owed)
        return False

    async def settle(self, owed: Owed) -> None:
        """Forget it; once the database is back, when it is away."""
        self._forget(owed)
        # Noted first: where the database does not answer, the next sign of life deletes it.
        self._settled.add(owed.id)
        try:
            await self._delete(owed.id)
        except AwayError:
            return
        self._settled.discard(owed.id)

    async def postpone(self, owed: Owed, *, unsure: bool) -> None:
        """Give it back, to be taken over when it is due, by anybody; after too many tries it is forgotten."""
        later = postponed(owed, unsure=unsure)
        if later is None:
            await self.settle(owed)
            return
        with contextlib.suppress(AwayError):
            await self._give_back(later)

    async def _give_back(self, later: Owed, run: Run | None = None) -> None:
        try:
            await (run or self._store.run)(partial(self._rows.give_back, later))
        except AwayError:
            # The next sign of life gives it back.
            self._open[later.id] = self._put_off[later.id] = later
            raise
        self._forget(later)

    async def left(self, platform: str) -> Sequence[Owed]:
        """Take over what is due and owed by nobody who lives; nothing while the database is away."""
        now = asyncio.get_running_loop().time()
        sparing = self._alive_since is None or now - self._alive_since < LEASE
        own = platform in self._unanswered
        try:
            taking = partial(self._rows.take_over, platform, sparing=sparing, own=own)
            found = await self._store.run(taking, alone=True)
        except AwayError:
            # It may have become the owner of some all the same, whom nobody would make up for while it lives.
            self._unanswered.add(platform)
            return []
        self._unanswered.discard(platform)
        found = [each for each in found if each.id not in self._settled]
        self._kept.update(each.id for each in found)
        # One that stood still may get back, from another that took it over and left, what it is still at work on.
        new = [each for each in found if each.id not in self._open]
        self._open.update((each.id, each) for each in new)
        return new

    def _forget(self, owed: Owed) -> None:
        self._open.pop(owed.id, None)
        self._kept.discard(owed.id)
