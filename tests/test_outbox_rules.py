"""Whatever happens to two processes and their database: answered once or told once, never in silence."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import owned_clock
from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from hypothesis.strategies import sampled_from
from proving import TIMES, proof, size
from replicas import Replica

from adapters.owed import Door, Owed, bring

if TYPE_CHECKING:
    from collections.abc import Coroutine

WHO = sampled_from([0, 1])


class Outbox(RuleBasedStateMachine):
    """Two processes on one SQLite file, and a platform that can be read back."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = owned_clock.OwnedClock()
        self._folder = tempfile.TemporaryDirectory()
        self._address = f"sqlite:///{Path(self._folder.name) / 'kept.db'}"
        self._ids = itertools.count()
        self.posts: dict[str, int] = {}
        self.work: list[list[Owed]] = [[], []]
        self.cut = [False, False]
        # What a process took while it was cut off: nobody else can know of it.
        self.unshared: list[set[str]] = [set(), set()]
        self.in_the_window: set[str] = set()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(work)

    @initialize()
    def begin(self) -> None:
        self.replicas = [self.run(self._begun()), self.run(self._begun())]

    async def _begun(self) -> Replica:
        return await Replica(self._address).__aenter__()

    @rule(who=WHO)
    def deliver(self, who: int) -> None:
        key = f"message:{next(self._ids)}"
        self.posts[key] = 0
        self._take(who, key)

    @precondition(lambda self: self.posts)
    @rule(who=WHO)
    def deliver_again(self, who: int) -> None:
        key = list(self.posts)[-1]
        if self.cut[who] or any(key in each for each in self.unshared):
            self.in_the_window.add(key)
        self._take(who, key)

    def _take(self, who: int, key: str) -> None:
        owed = Owed(key, "slack", Door.MESSAGE, "D1", "U1", message=key)
        if self.run(self.replicas[who].ledger.take([key], owed)):
            self.work[who].append(owed)
            if self.cut[who]:
                self.unshared[who].add(key)

    @rule(who=WHO)
    def answer(self, who: int) -> None:
        if self.work[who]:
            self.run(self._answer(who, self.work[who].pop(0)))

    async def _answer(self, who: int, owed: Owed) -> None:
        async def post() -> None:
            self.posts[owed.id] += 1

        await bring(self.replicas[who].ledger, owed, post)

    @rule(who=WHO)
    def post_and_crash(self, who: int) -> None:
        if self.work[who]:
            owed = self.work[who].pop(0)
            if self.run(self.replicas[who].ledger.sends(owed)):
                self.posts[owed.id] += 1
            self.crash(who)

    @rule(who=WHO)
    def crash(self, who: int) -> None:
        self.in_the_window |= self.unshared[who]
        self.replicas[who].cut()
        self.run(self.replicas[who].__aexit__())
        self.replicas[who] = self.run(self._begun())
        self.work[who], self.cut[who], self.unshared[who] = [], False, set()

    @rule(who=WHO)
    def leave(self, who: int) -> None:
        if self.cut[who]:
            self.in_the_window |= self.unshared[who]
        self.run(self.replicas[who].__aexit__())
        self.replicas[who] = self.run(self._begun())
        self.work[who], self.cut[who], self.unshared[who] = [], False, set()

    @rule(who=WHO)
    def cut_off(self, who: int) -> None:
        self.replicas[who].cut()
        self.cut[who] = True

    @rule(who=WHO)
    def mend(self, who: int) -> None:
        self.replicas[who].mend()
        self.cut[who] = False
        self.run(asyncio.sleep(10.0))
        self.unshared[who] = set()

    @rule(who=WHO)
    def freeze_and_thaw(self, who: int) -> None:
        """Stand still for longer than a lease, while the other one makes up for what is left."""
        self.cut_off(who)
        self.wait(20.0)
        self.make_up(1 - who)
        self.mend(who)

    @rule(who=WHO)
    def take_while_cut_off_and_crash_after(self, who: int) -> None:
        self.cut_off(who)
        self.deliver(who)
        self.mend(who)
        self.crash(who)

    @rule(seconds=sampled_from([1.0, 4.0, 20.0]))
    def wait(self, seconds: float) -> None:
        self.run(asyncio.sleep(seconds))

    @rule(who=WHO)
    def make_up(self, who: int) -> None:
        self.run(self._make_up(who))

    async def _make_up(self, who: int) -> None:
        for owed in await self.replicas[who].ledger.left("slack"):
            if self.posts[owed.id]:
                await self.replicas[who].ledger.settle(owed)
            else:
                self.work[who].append(owed)

    def teardown(self) -> None:
        try:
            if hasattr(self, "replicas"):
                self._end()
        finally:
            self._loop.close()
            self._folder.cleanup()

    def _end(self) -> None:
        for who in (0, 1):
            self.mend(who)
        for _ in range(3):
            self.wait(20.0)
            for who in (0, 1):
                self.make_up(who)
                while self.work[who]:
                    self.answer(who)
        for replica in self.replicas:
            self.run(replica.__aexit__())
        assert {
            key: count for key, count in self.posts.items() if count != 1 and key not in self.in_the_window
        } == {}


# Not explained: what hypothesis tries to say which steps matter would take an hour of such lives.
Outbox.TestCase.settings = settings(
    max_examples=size(15, 15 * TIMES),
    stateful_step_count=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
TestOutbox = proof("15 lives of two processes", "300 lives of two processes")(Outbox.TestCase)
