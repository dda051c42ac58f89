"""What was seen and what is owed, kept in the database for the processes that share it.

A process says every few seconds that it lives. What is owed by one that left, or was silent for `LEASE`, is
anybody's: whoever takes it over becomes its owner in the same statement, and the former one, should it only have
been frozen, asks before it sends and learns that it is no longer its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import uuid
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Float, bindparam, delete, func, or_, select, update

from adapters.once import Once
from adapters.owed import LONGEST_PAUSE, Door, Owed, pause_before, postponed
from adapters.store.sql import DatabaseTime, insert_new
from adapters.store.statements import LedgerStatements, bound
from adapters.store.store import AwayError
from adapters.store.tables import contexts, deliveries, outbox, processes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from adapters.store.store import Run, Store

_logger = structlog.get_logger(__name__)

BEAT = 3.0
"""Seconds between two signs of life."""

LEASE = 15.0
"""Seconds of silence after which a process counts as gone."""

_SEEN_FOR = 6 * 3600.0
"""Seconds for which a delivery is remembered; Slack brings one again within the hour."""

_REMEMBERED_FOR = 900.0
"""Seconds after which what a follow-up could refer to is forgotten; it is told for ten minutes."""

_GONE_FOR = 86_400.0
"""Seconds after which a process that is gone is forgotten."""

_SWEEP_EVERY = 100
"""Signs of life between two sweeps."""

_KEPT = ("id", "platform", "door", "team", "channel", "thread", "message", "person", "token", "sending", "tries")


class StoredLedger:
    """One process's hand in the shared ledger; while the database is away it goes on from memory."""

    def __init__(self, store: Store, clock: Callable[[], float] | None = None) -> None:
        """Begin; `alive` says so to the others.

        Args:
            store: Where it is kept.
            clock: Seconds since 1970; None: the database's own, which all machines share.
        """
        self._store = store
        self._now: ColumnElement[float] = (
            bindparam("now", None, Float, callable_=clock) if clock else DatabaseTime()
        )
        self._me = uuid.uuid4().hex
        self._statements = LedgerStatements(store.dialect, self._now, self._me)
        self._seen = Once()
        self._open: dict[str, Owed] = {}
        self._kept: set[str] = set()
        self._settled: set[str] = set()
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
                await self._store.run(lambda c: c.execute(delete(processes).where(processes.c.id == self._me)))
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
        settled = list(self._settled)
        unkept = [each for each in self._open.values() if each.id not in self._kept]
        state = self._store.state
        state.owed, state.owed_for = await run(partial(self._beat, settled, unkept, sweep=sweep))
        self._settled.difference_update(settled)
        self._kept.update(each.id for each in unkept if each.id in self._open)

    async def take(self, keys: Iterable[str], owed: Owed | None) -> bool:
        """Tell whether none of the keys was seen before, here or elsewhere; what is owed is kept by then."""
        keys = list(keys)
        if not self._seen.is_new(keys):
            return False
        try:
            is_new = await self._store.run(partial(self._take, keys, owed))
        except AwayError:
            if owed:
                self._open[owed.id] = owed
            return True
        if owed and is_new:
            self._open[owed.id] = owed
            self._kept.add(owed.id)
        return is_new

    async def sends(self, owed: Owed) -> bool:
        """Tell whether nobody else has taken it over, and it was not brought since it was begun."""
        if owed.id not in self._open:
            return False
        try:
            found = await self._store.run(partial(self._begin, owed.id), alone=True)
        except AwayError:
            return True
        if found or owed.id not in self._kept:
            return True
        _logger.warning("taken_over_by_another", platform=owed.platform, channel=owed.channel)
        self._forget(owed)
        return False

    async def settle(self, owed: Owed) -> None:
        """Forget it; once the database is back, when it is away."""
        self._forget(owed)
        self._settled.add(owed.id)
        try:
            await self._store.run(partial(self._delete_one, owed.id), alone=True)
        except AwayError:
            return
        self._settled.discard(owed.id)

    async def postpone(self, owed: Owed, *, unsure: bool) -> None:
        """Give it back, to be taken over when it is due, by anybody; after too many tries it is forgotten."""
        later = postponed(owed, unsure=unsure)
        if later is None:
            await self.settle(owed)
            return
        try:
            await self._store.run(partial(self._give_back, later), alone=True)
        except AwayError:
            # Kept by this process until it leaves, and known by the next one to be old.
            self._open[owed.id] = later
            return
        self._forget(owed)

    async def left(self, platform: str) -> Sequence[Owed]:
        """Take over what is due and owed by nobody who lives; nothing while the database is away."""
        now = asyncio.get_running_loop().time()
        sparing = self._alive_since is None or now - self._alive_since < LEASE
        own = platform in self._unanswered
        try:
            found = await self._store.run(partial(self._take_over, platform, sparing=sparing, own=own), alone=True)
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

    def _take(self, keys: list[str], owed: Owed | None, connection: Connection) -> bool:
        # Sorted: two processes that insert the same keys in two orders would wait for each other.
        named = {f"key{number}": key for number, key in enumerate(sorted(keys))}
        if named and len(connection.execute(self._statements.mark(len(named)), named).all()) < len(named):
            return False
        if owed:
            connection.execute(self._statements.owe, bound(_columns(owed)) | {"age": owed.age})
        return True

    def _begin(self, key: str, connection: Connection) -> int:
        return connection.execute(self._statements.sends, {"owed": key}).rowcount

    def _delete_one(self, key: str, connection: Connection) -> None:
        connection.execute(self._statements.forget, {"owed": key})

    def _take_over(self, platform: str, connection: Connection, *, sparing: bool, own: bool) -> list[Owed]:
        """Become the owner of what is left; `sparing`: only of what a process left that said it leaves.

        `own`: what it owns already counts as left, too.
        """
        alive = select(processes.c.id)
        if not sparing:
            # What lies too far ahead was said before the clock was set back.
            lately = processes.c.seen_at.between(self._now - LEASE, self._now + LEASE)
            alive = alive.where(lately)
        due = ~outbox.c.due.between(self._now, self._now + LONGEST_PAUSE)
        mine = [outbox.c.owner == self._me] if own else []
        nobodys = or_(outbox.c.owner.not_in(alive), *mine)
        left = (outbox.c.platform == platform) & due & nobodys
        age = (self._now - outbox.c.at).label("age")
        taken = update(outbox).where(left).values(owner=self._me)
        rows = connection.execute(taken.returning(*(outbox.c[name] for name in _KEPT), age)).mappings()
        return [Owed(**{**row, "door": Door(row["door"])}) for row in rows]

    def _beat(
        self, settled: list[str], unkept: list[Owed], connection: Connection, *, sweep: bool
    ) -> tuple[int, float]:
        """Say it and write; return how many are owed by all processes, and for how many seconds the first is."""
        row = {"id": self._me, "seen_at": self._now}
        connection.execute(insert_new(connection, processes, row, update=("seen_at",)))
        self._delete(settled, connection)
        for each in unkept:
            # Seen as well: the platform may bring it again, to another process, after this one is gone.
            connection.execute(insert_new(connection, deliveries, {"key": each.id, "at": self._now}))
            connection.execute(insert_new(connection, outbox, self._row(each)))
        if sweep:
            connection.execute(delete(deliveries).where(deliveries.c.at < self._now - _SEEN_FOR))
            connection.execute(delete(processes).where(processes.c.seen_at < self._now - _GONE_FOR))
            connection.execute(delete(contexts).where(contexts.c.at < self._now - _REMEMBERED_FOR))
        count, age = connection.execute(select(func.count(), self._now - func.min(outbox.c.at))).one()
        return count, max(age or 0.0, 0.0)

    def _row(self, owed: Owed) -> dict[str, Any]:
        return _columns(owed) | {"at": self._now - owed.age, "owner": self._me, "due": 0.0}

    def _give_back(self, owed: Owed, connection: Connection) -> None:
        row = self._row(owed) | {"owner": "", "due": self._now + pause_before(owed)}
        connection.execute(insert_new(connection, outbox, row, update=("owner", "due", "tries", "sending")))

    @staticmethod
    def _delete(ids: list[str], connection: Connection) -> None:
        connection.execute(delete(outbox).where(outbox.c.id.in_(ids)))

    def _forget(self, owed: Owed) -> None:
        self._open.pop(owed.id, None)
        self._kept.discard(owed.id)


def _columns(owed: Owed) -> dict[str, Any]:
    """Return what is kept of it, by the names of the columns."""
    return {name: getattr(owed, name) for name in _KEPT} | {"door": owed.door.value}
