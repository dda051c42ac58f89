"""Replies as the owners of a place wish them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from adapters.incoming import NOT_READ, SilentError, is_unsaid
from adapters.manners.cooldown import Cooldown
from adapters.manners.manner import Manner
from botcore import Asked, Held, Kind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.incoming import Respond
    from adapters.manners.manners import Manners
    from botcore import Message, Reply


@dataclass(frozen=True)
class Spot:
    """Where something was asked.

    Attributes:
        server: The workspace or server; "": none.
        channels: The channel, and behind it the one it is a thread of.
        message: What was asked, or the thread it stands in.
        link: Returns the address of such a message.
        unnamed: Whether the bot was not named, and follows a thread: so it does where it behaves as usual alone.
    """

    server: str
    channels: tuple[str, ...]
    message: str
    link: Callable[[str], Awaitable[str]]
    unnamed: bool = False


def nothing() -> None:
    """Do nothing: there is nothing to take back."""


class Heeded(NamedTuple):
    """What is said.

    Attributes:
        reply: The reply.
        alone: Whether only who asked may see it although others read there.
        take_back: To be called where it does not reach them: what was noted of it holds back what they ask next.
    """

    reply: Reply
    alone: bool = False
    take_back: Callable[[], None] = nothing


class Heeding:
    """Has replies heed the manners of where they go."""

    def __init__(self, answer: Respond, manners: Manners) -> None:
        self._answer = answer
        self._manners = manners
        self._cooldown = Cooldown()

    async def heed(self, message: Message, reply: Reply, spot: Spot) -> Heeded:
        """Return a reply, or what is said in its place there.

        Raises:
            SilentError: Nothing is said there.
        """
        # A red flag is the one reply that nothing withholds.
        if not isinstance(message, Asked) or reply.kind is Kind.URGENT:
            return Heeded(reply)
        if is_unsaid(message, reply):
            raise SilentError
        manner = self._manners.manner(*spot.channels)
        if message.public and (manner is Manner.OFF or (spot.unnamed and manner is not Manner.USUAL)):
            raise SilentError
        heeded = await self._cooled(message, reply, spot) if message.public else Heeded(reply)
        if heeded.alone:
            return heeded
        if manner is Manner.OFF or (manner is Manner.PRIVATE and message.public):
            held = Held(manner is Manner.OFF, person=message.person, at=message.at)
            return heeded._replace(reply=await self._answer(held))
        return heeded

    async def _cooled(self, message: Asked, reply: Reply, spot: Spot) -> Heeded:
        """Return a reply; to somebody who was answered there a moment ago, alone, that they were.

        Raises:
            SilentError: They have been told.
        """
        # The channel that a thread belongs to, which its owners set: a flood in threads is one as well.
        seconds, channel = self._manners.rules(spot.server).cooldown, spot.channels[-1]
        if not seconds:
            return Heeded(reply)
        fresh = self._cooldown.fresh(message.person, channel, seconds=seconds, at=message.at)
        if fresh is None:
            # Whoever writes again because of that is not too soon.
            if reply.trace.because in NOT_READ:
                return Heeded(reply)
            # Noted before it is there: another message of theirs may come meanwhile.
            forget = self._cooldown.answered(message.person, channel, spot.message, at=message.at)
            return Heeded(reply, take_back=forget)
        if fresh.told:
            raise SilentError
        fresh.told = True
        link = await spot.link(fresh.message)
        held = await self._answer(Held(off=False, link=link, person=message.person, at=message.at))
        return Heeded(held, alone=True, take_back=fresh.untell)
