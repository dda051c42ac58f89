"""Everything behind the server, put together once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from ..changes import Changes
from ..faults import Faults
from ..recorder import Recorder
from .delivery import Deliverer
from .events import Events
from .limits import PostingLimit
from .posting import Posting
from .response_urls import ResponseUrls
from .settings import Settings
from .socket_mode import SocketMode
from .triggers import Triggers
from .workspace import Workspace


@dataclass
class Backend:
    """The parts of one stand-in; the Web API, the people and the control interface share them.

    Attributes:
        requests_in_progress: Web API and response URL requests that are being answered.
    """

    settings: Settings = field(default_factory=Settings)
    faults: Faults = field(default_factory=Faults)
    recorder: Recorder = field(default_factory=Recorder)
    requests_in_progress: int = 0

    def __post_init__(self) -> None:
        settings = self.settings
        self.changes = Changes()
        self.workspace = Workspace(settings, self.changes)
        self.socket_mode = SocketMode(settings, self.faults, self.recorder, self.changes)
        self.deliverer = Deliverer(settings, self.faults, self.changes, self.socket_mode)
        self.events = Events(self.workspace, self.deliverer)
        self.posting = Posting(self.workspace, self.events)
        self.limit = PostingLimit(settings.messages_per_second, settings.burst, settings.clock)
        self.response_urls = ResponseUrls(self.workspace, self.posting)
        self.triggers = Triggers(settings.clock)

    async def settle(self, quiet: float, seconds: float) -> None:
        """Return once nothing is under way and nothing has happened for `quiet` seconds.

        Raises:
            TimeoutError: When it has not come to rest after `seconds`.
        """
        async with asyncio.timeout(seconds):
            while not await self._rests_for(quiet):
                pass

    async def _rests_for(self, quiet: float) -> bool:
        """Return whether `quiet` seconds pass without a change and with nothing under way at their end."""
        # Not `wait_for`: in Python 3.11 it loses a cancellation that comes together with a change.
        try:
            async with asyncio.timeout(quiet):
                await self.changes.wait()
        except TimeoutError:
            return not (self.deliverer.in_progress or self.requests_in_progress)
        return False
