"""Does what is planned, to the replicas, to what stands before the platforms, to the database and to the file."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import structlog

from adapters.benchmarks.chaos.plan import Deed, Kind
from adapters.benchmarks.chaos.tally import Struck
from adapters.standins.slack import Delivery
from adapters.store.engine import troubles_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from adapters.benchmarks.chaos.databases import Database, Looked
    from adapters.benchmarks.chaos.programs import Program
    from adapters.standins.discord import DiscordStandIn
    from adapters.standins.faults import Fault
    from adapters.standins.slack import SlackStandIn

_logger = structlog.get_logger(__name__)

_UNDER_LOAD = 20
"""Questions asked in the moment before a process is stopped or killed."""

_A_MOMENT = 0.3
"""Seconds until some of them are acknowledged, and few of them answered."""

_JUMPS = (3600.0, -3600.0, 60.0, -60.0)
"""Seconds by which the clock is wrong for a while."""

_LONG_WAIT = 90.0
"""Seconds a platform may ask to wait, once in four storms: longer than a reply is held back for others."""

_BROKEN_FILE = "entries:\n  - id: ["

_Armed = tuple[tuple[str, str, int], ...]
"""Kind of fault, place and number of times, as the stand-ins' `faults` have them."""

_TWICE: dict[str, _Armed] = {
    "slack": (("duplicate", "event *", 12), ("duplicate", "command *", 3), ("duplicate", "interactive *", 3)),
    "discord": (("duplicate", "gateway MESSAGE_CREATE", 12), ("duplicate", "gateway INTERACTION_CREATE", 6)),
}
_LOST: dict[str, _Armed] = {
    "slack": (
        ("drop", "event *", 4),
        ("drop", "command *", 1),
        ("drop", "api chat.postMessage", 3),
        ("drop", "response_url", 2),
    ),
    "discord": (("drop", "gateway MESSAGE_CREATE", 1), ("drop", "rest POST /channels/*", 3)),
}
_LIMITED: dict[str, _Armed] = {
    "slack": (("429", "api chat.postMessage", 15), ("429", "response_url", 4)),
    "discord": (("429", "rest POST /channels/*", 15), ("429", "rest PATCH /webhooks/*", 4)),
}
_UNKNOWN: dict[str, _Armed] = {
    "slack": (("500", "api auth.test", 1000),),
    "discord": (("500", "rest GET /users/@me", 1000),),
}
_UNREADABLE: dict[str, _Armed] = {
    "slack": (("malformed", "event *", 4), ("malformed", "interactive *", 1)),
    "discord": (("malformed", "gateway MESSAGE_CREATE", 1),),
}
_ODD: tuple[dict[str, Any], ...] = ({}, {"id": "soon"}, {"id": "1", "channel_id": None, "author": {}})
"""Messages that discord.py cannot parse."""


@dataclass
class Deeds:
    """Everything that can go wrong, and what did.

    Attributes:
        replicas: The service.
        fronts: What stands before a platform, by its name.
        slack, discord: The platforms.
        database: What the replicas share.
        looked: The same, with its clock.
        faq: The file.
        crowd: Lets so many people ask at once.
        struck: What went wrong, and when.
    """

    replicas: Sequence[Program]
    fronts: dict[str, Program]
    slack: SlackStandIn
    discord: DiscordStandIn
    database: Database
    looked: Looked
    faq: Path
    crowd: Callable[[int], None]
    struck: list[Struck] = field(default_factory=list)

    async def do(self, deed: Deed) -> None:
        """Let one thing go wrong, and put it right after its time."""
        began = time.time()
        on = sorted(self.fronts)[deed.number % len(self.fronts)] if deed.kind in {Kind.FROZEN, Kind.GONE} else ""
        await getattr(self, f"_{deed.kind.name.lower()}")(deed)
        self.struck.append(Struck(deed.kind, began, time.time(), on))

    async def heal(self) -> None:
        """Put everything right."""
        for faults in (self.slack.faults, self.discord.faults):
            faults.clear()
        for each in (*self.fronts.values(), *self.replicas):
            each.thaw()
            await each.start()
        await self._jump(0.0)

    async def _kill(self, deed: Deed) -> None:
        replica = self._one(deed)
        self.crowd(_UNDER_LOAD)
        await asyncio.sleep(_A_MOMENT)
        await replica.kill()
        await asyncio.sleep(deed.seconds)
        await replica.start()

    async def _stop(self, deed: Deed) -> None:
        replica = self._one(deed)
        self.crowd(_UNDER_LOAD)
        await asyncio.sleep(_A_MOMENT)
        await replica.stop()
        await asyncio.sleep(deed.seconds)
        await replica.start()

    async def _still(self, deed: Deed) -> None:
        replica = self._one(deed)
        replica.freeze()
        await asyncio.sleep(deed.seconds)
        replica.thaw()

    async def _frozen(self, deed: Deed) -> None:
        front = self._front(deed)
        front.freeze()
        await asyncio.sleep(deed.seconds)
        front.thaw()

    async def _gone(self, deed: Deed) -> None:
        front = self._front(deed)
        await front.kill()
        await asyncio.sleep(deed.seconds)
        await front.start()

    async def _twice(self, deed: Deed) -> None:
        with self._armed(_TWICE, 1.0):
            await asyncio.sleep(deed.seconds)

    async def _lost(self, deed: Deed) -> None:
        with self._armed(_LOST, 1.0):
            await asyncio.sleep(deed.seconds)

    async def _limited(self, deed: Deed) -> None:
        with self._armed(_LIMITED, _LONG_WAIT if deed.number % 4 == 0 else 1.0 + deed.number % 4):
            await asyncio.sleep(deed.seconds)

    async def _unknown(self, deed: Deed) -> None:
        replica = self._one(deed)
        with self._armed(_UNKNOWN, 1.0):
            await replica.stop()
            await replica.start()
            await asyncio.sleep(deed.seconds)

    async def _unreadable(self, deed: Deed) -> None:
        for odd in _ODD:
            for session in list(self.discord.backend.sessions.connected):
                self.discord.backend.dispatcher.send(session, "MESSAGE_CREATE", odd)
            event = {"type": "event_callback", "event": {"type": "message", **odd}}
            self.slack.backend.deliverer.send(Delivery("events_api", "message", event))
        with self._armed(_UNREADABLE, 1.0):
            await asyncio.sleep(deed.seconds)

    async def _database(self, deed: Deed) -> None:
        await self.database.away(deed.seconds)

    async def _file(self, deed: Deed) -> None:
        good = self.faq.read_text(encoding="utf-8")
        self.faq.write_text(_BROKEN_FILE, encoding="utf-8")
        await asyncio.sleep(deed.seconds)
        self.faq.write_text(good, encoding="utf-8")

    async def _clock(self, deed: Deed) -> None:
        await self._jump(_JUMPS[deed.number % len(_JUMPS)])
        await asyncio.sleep(deed.seconds)
        await self._jump(0.0)

    async def _jump(self, seconds: float) -> None:
        while True:
            try:
                await self.looked.jump(seconds)
            except troubles_of(self.looked.engine):
                await asyncio.sleep(_A_MOMENT)  # it is away
            else:
                return

    def _one(self, deed: Deed) -> Program:
        """Return the replica that it strikes: one that runs, where there is one."""
        running = [each for each in self.replicas if each.is_up] or self.replicas
        return running[deed.number % len(running)]

    def _front(self, deed: Deed) -> Program:
        return self.fronts[sorted(self.fronts)[deed.number % len(self.fronts)]]

    @contextlib.contextmanager
    def _armed(self, armed: dict[str, _Armed], seconds: float) -> Iterator[None]:
        """Arm faults on both platforms while the block lasts."""
        mine: list[tuple[list[Fault], Fault]] = []
        for name, faults in (("slack", self.slack.faults), ("discord", self.discord.faults)):
            for kind, where, times in armed[name]:
                faults.arm(kind, where, times=2 if seconds == _LONG_WAIT else times, seconds=seconds)
                mine.append((faults.armed, faults.armed[-1]))
        try:
            yield
        finally:
            for those, each in mine:
                with contextlib.suppress(ValueError):
                    those.remove(each)
