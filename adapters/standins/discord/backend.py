"""Everything behind the server, put together once."""

from __future__ import annotations

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

    def is_busy(self) -> bool:
        """Tell whether anything is under way."""
        return bool(self.requests_in_progress or self.dispatcher.in_progress or self.interactions.waiting)

    async def stop(self) -> None:
        """Close what is open and forget what waits."""
        self.interactions.stop()
        await self.dispatcher.stop()
        await self.gateway.stop()
