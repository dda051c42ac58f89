"""Everything behind the server, put together once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from ..changes import Changes
from ..faults import Faults
from ..recorder import Recorder
from .dispatcher import Dispatcher
from .gateway import Gateway
from .handshake import Handshake
from .interactions import Interactions
from .posting import Posting
from .rate_limits import RateLimits
from .reactions import Reactions
from .sessions import Sessions
from .settings import Settings
from .state import State


@dataclass
class Backend:
    """The parts of one stand-in; REST, the gateway, the people and the control interface share them.

    Attributes:
        requests_in_progress: REST requests that are being answered.
    """

    settings: Settings = field(default_factory=Settings)
    faults: Faults = field(default_factory=Faults)
    recorder: Recorder = field(default_factory=Recorder)
    changes: Changes = field(default_factory=Changes)
    requests_in_progress: int = 0

    def __post_init__(self) -> None:
        self.state = State(self.settings, self.changes)
        self.sessions = Sessions()
        self.dispatcher = Dispatcher(self.state, self.sessions, self.faults)
        self.handshake = Handshake(self.settings, self.state, self.sessions, self.dispatcher, self.changes)
        self.gateway = Gateway(
            self.settings,
            self.faults,
            self.recorder,
            self.changes,
            sessions=self.sessions,
            handshake=self.handshake,
        )
        self.posting = Posting(self.state, self.dispatcher)
        self.reactions = Reactions(self.state, self.dispatcher)
        self.interactions = Interactions(self.settings, self.state, self.changes, self.dispatcher)
        self.limits = RateLimits(self.settings)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self.requests_in_progress or self.dispatcher.in_progress or self.interactions.waiting)

    async def settle(self, quiet: float, seconds: float) -> None:
        """Return once nothing is under way and nothing has happened for `quiet` seconds.

        Raises:
            TimeoutError: When it has not come to rest after `seconds`.
        """
        async with asyncio.timeout(seconds):
            while not await self._rests_for(quiet):
                pass

    async def stop(self) -> None:
        """Close what is open and forget what waits."""
        self.interactions.stop()
        await self.dispatcher.stop()
        await self.gateway.stop()

    async def _rests_for(self, quiet: float) -> bool:
        """Return whether `quiet` seconds pass without a change and with nothing under way at their end."""
        # Not `wait_for`: in Python 3.11 it loses a cancellation that comes together with a change.
        try:
            async with asyncio.timeout(quiet):
                await self.changes.wait()
        except TimeoutError:
            return not self.busy
        return False
