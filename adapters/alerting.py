"""Telling those who look after people that somebody wrote something urgent: seldom enough to be looked at."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from adapters.channels import Channels

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_logger = structlog.get_logger(__name__)

EVERY = 3_600.0
"""Seconds between two alerts of the same danger to the same person in the same place."""

_MOST = 10_000
"""People, places and dangers remembered at most."""


@dataclass(frozen=True, slots=True)
class AlertTo:
    """Where alerts go; off unless a channel is set.

    Attributes:
        channel: The id of a channel that only those who look after people can see; "": nowhere.
        role: The id of the one role, or user group, that is pinged; "": none.
    """

    channel: str = ""
    role: str = ""


class Alerts:
    """Remembers who was told of lately."""

    def __init__(self) -> None:
        self._told: OrderedDict[tuple[str, str, str], float] = OrderedDict()
        self._turns = Channels()

    async def tell(
        self, person: str, place: str, danger: str, send: Callable[[], Awaitable[bool]], *, at: float
    ) -> bool:
        """Tell of a person in a place, unless somebody was told of the same there within the hour: False then.

        One alert about them at a time, and what did not arrive counts for nothing: who writes again while it is on
        its way is told of as soon as it has failed, and not told of twice where it has not.

        Args:
            person: Who wrote.
            place: Where.
            danger: What was found, by the id of its category: who cannot breathe and then wants to die is told of
                twice.
            send: Sends the alert, and tells whether it arrived.
            at: When they wrote, in seconds on any clock that does not run backwards.
        """
        async with self._turns.turn(f"{person} {place}"):
            about = (person, place, danger)
            before = self._told.get(about)
            if before is not None and at - before < EVERY:
                return False
            if await _arrives(send):
                self._note(about, at)
            return True

    def _note(self, about: tuple[str, str, str], at: float) -> None:
        self._told[about] = at
        self._told.move_to_end(about)
        if len(self._told) > _MOST:
            self._told.popitem(last=False)


async def _arrives(send: Callable[[], Awaitable[bool]]) -> bool:
    """Send an alert, and tell whether it arrived; what breaks in it must not undo the reply it tells of."""
    try:
        return await send()
    except Exception as error:  # noqa: BLE001 - whatever it is, the reply has been sent
        _logger.error("send_failed", error=type(error).__name__)  # noqa: TRY400 - no payload
        return False
