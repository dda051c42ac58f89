"""A recorder of everything on a stand-in's wire."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

from .clock import now


@dataclass(frozen=True)
class Frame:
    """One request, response or frame.

    Attributes:
        at: Seconds since the epoch, by the stand-in's clock.
        direction: `in` from the bot to the stand-in, `out` from the stand-in to the bot.
        transport: What carried it.
        name: The method, route, event or envelope type.
        body: What was sent, parsed; bearer tokens are never part of it.
    """

    at: float
    direction: Literal["in", "out"]
    transport: Literal["http", "websocket"]
    name: str
    body: Any


@dataclass
class Recorder:
    """The last `limit` frames, oldest first."""

    limit: int = 10_000
    frames: deque[Frame] = field(init=False)

    def __post_init__(self) -> None:
        self.frames = deque(maxlen=self.limit)

    def record(
        self,
        direction: Literal["in", "out"],
        transport: Literal["http", "websocket"],
        name: str,
        body: Any,  # noqa: ANN401 - whatever the wire carried
    ) -> None:
        """Keep one frame, stamped now."""
        self.frames.append(Frame(now(), direction, transport, name, body))

    def named(self, name: str) -> list[Frame]:
        """Return the frames of one name, oldest first."""
        return [frame for frame in self.frames if frame.name == name]
