"""What is owed to people, from the acknowledgement of what they sent until its reply was brought."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import structlog

from adapters.delivery import OUTCOME_UNKNOWN, DeliveryError
from adapters.incoming import EDITED
from adapters.once import Once

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

_logger = structlog.get_logger(__name__)

READ_BACK_WITHIN = 900.0
"""Seconds after which what was asked is not answered any more: its asker is told that the bot was interrupted."""

MOST_TRIES = 8
"""How often a reply is tried again later, at pauses that double: two hours in all."""

_FIRST_PAUSE, LONGEST_PAUSE = 60.0, 3600.0
"""Seconds."""

LOOK_EVERY = 3.0
"""Seconds between two looks at what is left."""


_ALERT = ":alert:"
"""In the id of an alert: before it stands the reply's, behind it the danger."""


class Door(StrEnum):
    """How something reached the bot, which decides how it can be made up for."""

    MESSAGE = "message"
    COMMAND = "command"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Owed:
    """A reply that is owed, or the alert that follows it: ids and a place, and nothing of what was said.

    Attributes:
        id: What marks the delivery as seen.
        platform: `slack` or `discord`.
        door: How it came.
        channel, thread, message, person: The platform's ids; "" where there is none.
        team: Slack's workspace, or Discord's server; "" in a direct message of Discord.
        token: What Discord takes a reply to an interaction with, for a quarter of an hour.
        age: Seconds since it came, when it was last looked at.
        sending: Whether the reply may have arrived.
        tries: How often it was begun again.
    """

    id: str
    platform: str
    door: Door
    channel: str
    person: str
    team: str = ""
    thread: str = ""
    message: str = ""
    token: str = ""
    age: float = 0.0
    sending: bool = False
    tries: int = 0

    @property
    def message_key(self) -> str:
        """What marks the message as seen, whichever version of it this is owed for."""
        return self.reply_id.partition(EDITED)[0]

    @property
    def version(self) -> str:
        """The version of the message, where it was edited after it was heard; "" where it was not."""
        return self.reply_id.partition(EDITED)[2]

    @property
    def reply_id(self) -> str:
        """The id of the reply; its own where it is one."""
        return self.id.partition(_ALERT)[0]

    @property
    def reached(self) -> str:
        """What marks the reply as taken by the platform, for an alert that another process tells of."""
        return f"reached:{self.reply_id}"

    @property
    def danger(self) -> str:
        """Of an alert: what those who look after people are told of, by the id of its category; "" for a reply."""
        return self.id.partition(_ALERT)[2]

    def alert(self, danger: str) -> Owed:
        """Return the alert that is owed for a reply to what reports a danger."""
        return replace(self, id=f"{self.id}{_ALERT}{danger}", sending=False, tries=0)

    @property
    def was_left(self) -> bool:
        """Whether it was begun before: by another process, or by this one, and put off."""
        return self.age > 0

    @property
    def is_readable(self) -> bool:
        """Whether what was said may be read back from the platform, and is still worth an answer."""
        return self.door is Door.MESSAGE and self.age <= READ_BACK_WITHIN


class Ledger(Protocol):
    """What was seen, and what is owed; every process that serves a platform asks it before it acts."""

    async def take(self, keys: Iterable[str], owed: Owed | None) -> bool:
        """Tell whether none of the keys was seen before, and remember them and what is owed for them."""
        ...

    async def knows(self, keys: Iterable[str]) -> bool:
        """Tell whether any of the keys was seen before, and remember none."""
        ...

    async def sends(self, owed: Owed) -> bool:
        """Tell whether the reply is still this process's to send; it counts as one that may have arrived."""
        ...

    async def settle(self, owed: Owed) -> None:
        """Forget what was brought, or what never can be."""
        ...

    async def postpone(self, owed: Owed, *, unsure: bool) -> None:
        """Try it again later; `unsure` says that it may have arrived."""
        ...

    async def left(self, platform: str) -> Sequence[Owed]:
        """Return what nobody is at work on and is due; from now on this process is."""
        ...


@dataclass
class InMemory:
    """A ledger that ends with its process.

    Attributes:
        once: What was seen.
    """

    once: Once = field(default_factory=Once)
    _later: list[tuple[float, float, Owed]] = field(default_factory=list)

    async def take(self, keys: Iterable[str], owed: Owed | None) -> bool:  # noqa: ARG002 - it ends with the process
        """Tell whether none of the keys was seen before."""
        return self.once.is_new(keys)

    async def knows(self, keys: Iterable[str]) -> bool:
        """Tell whether any of the keys was seen before."""
        return self.once.knows(keys)

    async def sends(self, owed: Owed) -> bool:  # noqa: ARG002 - there is no other process
        """Tell so: it is."""
        return True

    async def settle(self, owed: Owed) -> None:
        """There is nothing to forget."""

    async def postpone(self, owed: Owed, *, unsure: bool) -> None:
        """Try again what was refused; where a place cannot be read back, what may have arrived is left at that."""
        if (later := postponed(owed, unsure=unsure)) and not unsure:
            now = asyncio.get_running_loop().time()
            self._later.append((now + pause_before(later), now - owed.age, later))

    async def left(self, platform: str) -> Sequence[Owed]:
        """Return what was refused and is due."""
        now = asyncio.get_running_loop().time()
        due = [each for each in self._later if each[0] <= now and each[2].platform == platform]
        self._later = [each for each in self._later if each not in due]
        return [replace(owed, age=now - came) for _, came, owed in due]


async def bring(ledger: Ledger, owed: Owed, send: Callable[[], Awaitable[None]]) -> bool:
    """Send a reply; what the platform may take later is tried then. False: somebody else has taken it over.

    Raises:
        DeliveryError: It was not taken.
    """
    # Asked right before it is sent: whoever stood still meanwhile may have lost it to another process.
    if not await ledger.sends(owed):
        return False
    try:
        await send()
    except DeliveryError as error:
        if error.is_for_later:
            await ledger.postpone(owed, unsure=str(error) == OUTCOME_UNKNOWN)
        else:
            await ledger.settle(owed)
        raise
    # A fault of ours would only happen again, for two hours.
    except Exception:
        await ledger.settle(owed)
        raise
    await ledger.settle(owed)
    return True


def postponed(owed: Owed, *, unsure: bool) -> Owed | None:
    """Return what is tried again later; None after `MOST_TRIES`."""
    if owed.tries >= MOST_TRIES:
        _logger.error("given_up", platform=owed.platform, channel=owed.channel, tries=owed.tries)
        return None
    return replace(owed, sending=unsure, tries=owed.tries + 1)


def pause_before(owed: Owed) -> float:
    """Return the seconds until the next try."""
    return float(min(_FIRST_PAUSE * 2.0 ** (owed.tries - 1), LONGEST_PAUSE))
