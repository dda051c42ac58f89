"""One gateway session: its numbered events, kept for a resume, and the connection it has now."""

from __future__ import annotations

import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .connection import Connection


@dataclass
class Session:
    """What a bot identified as.

    Attributes:
        intents: The bits it asked for.
        shard: This shard's number and how many there are.
        sequence: The number of the last event.
        connection: Where its events go now; `None` while it may be resumed.
        left_at: When it lost its connection, by the loop's clock.
    """

    intents: int
    shard: tuple[int, int]
    limit: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    connection: Connection | None = None
    left_at: float = 0.0

    def __post_init__(self) -> None:
        self._kept: deque[dict[str, Any]] = deque(maxlen=self.limit)

    def numbered(self, event: str, data: Any) -> dict[str, Any]:  # noqa: ANN401 - an event's JSON
        """Return the frame of one more event, and keep it for a resume."""
        self.sequence += 1
        frame = {"op": 0, "s": self.sequence, "t": event, "d": data}
        self._kept.append(frame)
        return frame

    def after(self, sequence: int) -> list[dict[str, Any]] | None:
        """Return the frames after a number, or `None` when some of them are no longer kept."""
        missed = [frame for frame in self._kept if frame["s"] > sequence]
        return missed if len(missed) == self.sequence - sequence else None

    def handles(self, guild: str | None) -> bool:
        """Return whether events of that guild, or direct messages for `None`, come to this shard."""
        # https://docs.discord.com/developers/events/gateway#sharding
        number, count = self.shard
        return number == ((int(guild) >> 22) % count if guild else 0)
