"""What can go wrong on a platform's wire: each kind of fault, wherever it makes sense, once in every turn.

The words are those of the stand-ins' faults. A *call* is a request of the bot that brings a reply, a
*delivery* is what brings the bot a message, and *connecting* is everything before that, after the connection
was cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.standins.faults import Faults

_On = Literal["calls", "deliveries", "connecting"]

_SHORT = 0.3
"""Seconds for what is late but in time, well inside every deadline."""

_LONG = 1.6
"""Seconds for what comes after Slack has sent it again; the stand-in waits one second then."""

_WHOLE_SECOND = 1.0
"""The shortest `Retry-After` Slack can send."""

_CALL_KINDS = ("drop", "delay", "freeze", "close", "429", "500", "malformed")
_DELIVERY_KINDS = ("drop", "delay", "duplicate", "freeze", "close", "malformed")
_KINDS: dict[_On, tuple[str, ...]] = {
    "calls": _CALL_KINDS,
    "deliveries": _DELIVERY_KINDS,
    "connecting": _CALL_KINDS,
}
_PLACES: dict[str, dict[_On, tuple[str, ...]]] = {
    "slack": {
        "calls": ("api chat.postMessage", "response_url"),
        "deliveries": ("event app_mention", "event message", "command *", "interactive *"),
        "connecting": ("api apps.connections.open",),
    },
    "discord": {
        "calls": ("rest POST /channels/*", "rest POST /interactions/*", "rest PATCH /webhooks/*"),
        "deliveries": ("gateway MESSAGE_CREATE", "gateway MESSAGE_UPDATE", "gateway INTERACTION_CREATE"),
        "connecting": ("rest GET /users/@me", "rest GET /gateway*", "rest PUT /applications/*"),
    },
}
_SOCKETS = {"slack": "socket connect", "discord": "gateway connect"}
_SOCKET_KINDS = ("429", "500", "close")


@dataclass(frozen=True)
class BadDay:
    """One kind of fault in one kind of place on one platform.

    Attributes:
        platform: `slack` or `discord`.
        kind: What goes wrong; a word of the stand-ins' faults.
        on: Where, in a person's words.
        places: The same in the stand-in's: where each fault strikes once, and for how many seconds.
    """

    platform: str
    kind: str
    on: _On
    places: tuple[tuple[str, float], ...]

    def begin(self, faults: Faults) -> None:
        """Let every fault strike once from now on, whatever was left of the last turn's."""
        faults.clear()
        for place, seconds in self.places:
            faults.arm(self.kind, place, times=1, seconds=seconds)


def _bad_days() -> Iterator[BadDay]:
    for platform, places in _PLACES.items():
        for on, kinds in _KINDS.items():
            for kind in kinds:
                where = places[on] + (
                    (_SOCKETS[platform],) if on == "connecting" and kind in _SOCKET_KINDS else ()
                )
                yield BadDay(platform, kind, on, tuple((place, _seconds(kind, place)) for place in where))


def _seconds(kind: str, place: str) -> float:
    if kind == "429":
        return _WHOLE_SECOND
    return _LONG if kind == "freeze" and place.startswith("event ") else _SHORT


BAD_DAYS: tuple[BadDay, ...] = tuple(_bad_days())
"""All of them, in the order of the table."""
