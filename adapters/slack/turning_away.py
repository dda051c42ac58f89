"""Tells people at the door that there is no room for what they wrote, before their message is acknowledged.

Nothing is owed to them then: where the bot ends in that moment, or Slack does not take the line in time, the
message is not acknowledged, and Slack brings it again.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from adapters.incoming import SilentError
from adapters.owed import Door
from adapters.replying import ready
from adapters.slack.making_up import owed_for
from adapters.slack.parsing import message_place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.incoming import Incoming
    from adapters.slack.places import Place
    from adapters.slack.replying import Replying
    from botcore import Reply

_WITHIN = 2.0
"""Seconds for Slack to take the line, of the three in which a message is acknowledged."""

_AT_ONCE = 100
"""Lines on their way, at most. A Slack that takes one in half a second takes two hundred a second so."""

_HOLDS_FOR = 3.0
"""Seconds for which a line says it of whatever the same person writes in the same place: Slack takes about one
post a second in a channel, and who writes ten lines need not read ten."""


class Admitted(StrEnum):
    """What is to be done with an event; the words are labels of a metric."""

    OTHER = "other"
    """It is no message: slack_bolt hears it."""
    TAKEN = "taken"
    """It is answered, or not for us."""
    TOLD = "told"
    """Its sender was told that there is no room: it is acknowledged."""
    FULL = "event while full"
    """There is not even room to say so: it is not acknowledged, and Slack brings it again."""
    STOPPING = "event while stopping"

    @property
    def is_refused(self) -> bool:
        """Whether it is not acknowledged, so that Slack brings it again, perhaps to another process."""
        return self in {Admitted.FULL, Admitted.STOPPING}


class _Line(NamedTuple):
    """What is said to one person in one place.

    Attributes:
        told: Whether Slack took it.
        at: When it was begun, by the event loop's clock.
    """

    told: asyncio.Task[bool]
    at: float


class TurningAway:
    """Says so once to each person in a place, to a bounded number at a time."""

    def __init__(self, replying: Replying) -> None:
        self._replying = replying
        self._lines: dict[tuple[str, str], _Line] = {}
        self._on_their_way = 0

    async def tell(self, incoming: Incoming, reply: Reply, body: Mapping[str, Any]) -> bool:
        """Say it to whoever wrote a message, unless it was just said there; tell whether they know."""
        now, place = asyncio.get_running_loop().time(), message_place(body)
        self._forget_until(now - _HOLDS_FOR)
        key = (incoming.message.person, place.channel)
        if key not in self._lines:
            if self._on_their_way >= _AT_ONCE:
                return False
            self._on_their_way += 1
            telling = asyncio.create_task(self._say(incoming, reply, place, body))
            self._replying.in_flight.add(telling, place.channel)
            self._lines[key] = _Line(telling, now)
        # Several deliveries may wait for one line: whoever gives up waiting must not take it from the others.
        is_told = await asyncio.shield(self._lines[key].told)
        if not is_told:
            self._lines.pop(key, None)
        return is_told

    async def _say(self, incoming: Incoming, reply: Reply, place: Place, body: Mapping[str, Any]) -> bool:
        try:
            return await self._said(incoming, reply, place, body)
        finally:
            self._on_their_way -= 1

    async def _said(self, incoming: Incoming, reply: Reply, place: Place, body: Mapping[str, Any]) -> bool:
        replying = self._replying
        try:
            heeded = await replying.heeded(incoming, reply)
        except SilentError:
            return True
        post = partial(replying.post, place, owed_for(incoming, place, body, Door.MESSAGE))
        try:
            async with asyncio.timeout(_WITHIN):
                return await replying.send(None, ready(replying.render(incoming, heeded)), place, post)
        except TimeoutError:
            return False

    def _forget_until(self, when: float) -> None:
        """Forget the lines that were begun by then; they stand in that order."""
        while (first := next(iter(self._lines), None)) and self._lines[first].at <= when:
            del self._lines[first]
