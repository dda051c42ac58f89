"""Bad days on demand: what a stand-in should do wrong, where, and how often."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    """What goes wrong.

    On a request from the bot: `drop` closes the connection without a response after doing the work and
    `close` before it, `429` and `500` refuse it, `malformed` answers with a broken body, `delay` is late
    before the work and `freeze` after it.
    On a delivery to the bot: `drop` loses it once (on a Discord gateway with everything after it, until the
    bot connects anew: TCP loses no single frame), `duplicate` sends it twice, `delay` and `freeze` hold
    it back, `close` cuts the connection it would have used, `malformed` sends a broken frame before it.
    """

    drop = "drop"
    delay = "delay"
    duplicate = "duplicate"
    freeze = "freeze"
    too_many_requests = "429"
    server_error = "500"
    close = "close"
    malformed = "malformed"


@dataclass
class Fault:
    """One armed fault.

    Attributes:
        kind: What goes wrong.
        where: A glob over places such as `api chat.postMessage`, `rest POST /channels/*/messages`,
            `event app_mention`, `gateway MESSAGE_CREATE`.
        times: How often it still strikes; counts down to 0.
        seconds: How long `delay` and `freeze` hold, and the `Retry-After` of `429`.
    """

    kind: FaultKind
    where: str = "*"
    times: int = 1
    seconds: float = 1.0


@dataclass
class Faults:
    """The faults armed on one stand-in, and how many have struck."""

    armed: list[Fault] = field(default_factory=list)
    struck: int = 0

    def arm(self, kind: str, where: str = "*", *, times: int = 1, seconds: float = 1.0) -> None:
        """Arm one fault; an unknown `kind` raises `ValueError`."""
        self.armed.append(Fault(FaultKind(kind), where, times, seconds))

    def clear(self) -> None:
        """Disarm everything; the count of strikes stays."""
        self.armed.clear()

    def take(self, where: str, *kinds: FaultKind) -> Fault | None:
        """Return the first armed fault of `kinds` (all, when none are named) for this place, used once."""
        for fault in self.armed:
            if fault.times > 0 and (not kinds or fault.kind in kinds) and fnmatch.fnmatch(where, fault.where):
                fault.times -= 1
                self.struck += 1
                return fault
        return None
