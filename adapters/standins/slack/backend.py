"""Everything behind the server, put together once."""

from __future__ import annotations

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

    def is_busy(self) -> bool:
        """Tell whether anything is under way."""
        return bool(self.deliverer.in_progress or self.requests_in_progress)
