"""Do what a turn says on a stand-in, wait for what comes back, and notice what came twice."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from adapters.harness.replay.platforms import Shown
    from adapters.harness.replay.transcripts import Turn
    from adapters.incoming import Respond
    from adapters.standins.changes import Changes
    from botcore import Message, Reply

Did = TypeVar("Did")
Written = TypeVar("Written")
_Did_contra = TypeVar("_Did_contra", contravariant=True)
_Written_co = TypeVar("_Written_co", covariant=True)

_LOST_AFTER = 20.0
"""Seconds until a reply counts as lost: longer than every pause and redelivery of a bad day together."""

_ASKED_AGAIN = 2
"""Times a person asks again, at most, when the platform says that it failed: a bot takes seconds to reconnect."""

FORM_SECONDS = 5.0
"""Seconds for a form to open; a platform gives three."""

_QUIET = 0.05
"""Seconds without anything on the wire before a turn counts as over. What comes later is not missed:
`unaccounted` counts everything shown in the end."""


def apart(answer: Respond, place: str) -> Respond:
    """Return an answer callable for which the people of one stand-in are not those of another."""

    async def elsewhere(message: Message) -> Reply:
        person, thread = f"{place}:{message.person}", f"{place}:{message.thread}"
        return await answer(dataclasses.replace(message, person=person, thread=thread))

    return elsewhere


class StandIn(Protocol[_Did_contra, _Written_co]):
    """What both stand-ins have: what people do on them brings messages of the bot."""

    @property
    def changes(self) -> Changes:
        """The log of what happened."""
        ...

    def replies_to(self, asked: _Did_contra, /) -> Sequence[_Written_co]:
        """Return what the bot has shown since, oldest first."""
        ...

    async def settle(self, quiet: float, /, *, seconds: float) -> None:
        """Return once nothing has happened for `quiet` seconds."""
        ...


class WirePlatform(ABC, Generic[Did, Written]):
    """One conversation on a stand-in, among people and in a channel of its own.

    `Did` is what the stand-in knows a person's deed by, `Written` a message as the stand-in keeps it.

    Attributes:
        again: How often the platform told a person that it had failed, and they asked again.
    """

    name: str

    def __init__(
        self,
        standin: StandIn[Did, Written],
        drain: Callable[[], Awaitable[None]],
        *,
        title: str = "1",
        before: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare a conversation.

        Args:
            standin: The platform.
            drain: Returns once the bot has no reply in the making.
            title: What sets this conversation apart on its stand-in; letters and digits.
            before: Called before every turn, to let something go wrong.
        """
        self.standin = standin
        self.again = 0
        self.title = title
        self._drain = drain
        self._before = before
        self._accounted: set[int] = set()
        self._last: Written | None = None

    async def play(self, turn: Turn) -> list[Shown]:
        """Play one turn and return everything the bot showed because of it."""
        if (turn.picks is not None or turn.rates) and self._last is None:
            return []  # What would have been pressed was lost; so is this.
        self._before()
        asked = await self._do(turn)
        await self._wait(asked, turn)
        for _ in range(_ASKED_AGAIN):
            if self._new(asked, turn) or not self.has_failed(asked):
                break
            self.again += 1
            asked = await self._do(turn)
            await self._wait(asked, turn)
        replies = self._new(asked, turn)
        self._accounted |= {id(each) for each in replies}
        if replies:
            self._last = replies[-1]
        return [self.shown(each) for each in replies]

    def unaccounted(self) -> int:
        """Return how many of the bot's messages of this conversation no turn has counted: those too late."""
        return sum(id(message) not in self._accounted for message in self.own_messages())

    @property
    def last(self) -> Written:
        """The last reply as the stand-in keeps it."""
        if self._last is None:
            raise ValueError("a pick needs an earlier reply: found none")
        return self._last

    def replies(self, asked: Did) -> Sequence[Written]:
        """Return what the bot has shown since, oldest first."""
        return self.standin.replies_to(asked)

    @abstractmethod
    def act(self, turn: Turn) -> Did:
        """Let a person do what the turn says; return what the stand-in knows it by."""

    @abstractmethod
    async def send_form(self, asked: Did, text: str) -> Did:
        """Write into the form that was opened, and send it; raise `TimeoutError` where there is none."""

    @abstractmethod
    def has_failed(self, asked: Did) -> bool:
        """Tell whether the platform has told the person that this has failed."""

    @abstractmethod
    def shown(self, message: Written) -> Shown:
        """Return what a person sees of a message."""

    @abstractmethod
    def own_messages(self) -> list[Written]:
        """Return the bot's messages of this conversation, private ones too."""

    @abstractmethod
    def key(self, message: Written) -> str:
        """Return what the stand-in's log of changes knows a message by."""

    def acknowledged(self, asked: Did) -> float | None:  # noqa: ARG002 - where the stand-in keeps times
        """Return after how many seconds the platform knew that the bot has it; None: it cannot tell."""
        return None

    def interaction(self, asked: Did) -> str:  # noqa: ARG002 - where the log of changes has interactions
        """Return what the log of changes knows a command by once it is settled; "" where it does not."""
        return ""

    async def _do(self, turn: Turn) -> Did:
        """Do what the turn says, with what is sent in the form that it opens."""
        asked = self.act(turn)
        if not turn.reason:
            return asked
        try:
            return await self.send_form(asked, turn.reason)
        except TimeoutError:
            return asked

    async def _wait(self, asked: Did, turn: Turn) -> None:
        """Return once the turn is over: answered, refused or lost, and nothing under way any more."""
        if turn.expect.reply != "none":
            try:
                await self.standin.changes.until(lambda: self._decided(asked, turn), _LOST_AFTER)
            except TimeoutError:
                return
        await self.standin.settle(_QUIET, seconds=_LOST_AFTER)
        await self._drain()
        await self.standin.settle(_QUIET, seconds=_LOST_AFTER)

    def _decided(self, asked: Did, turn: Turn) -> bool | None:
        return bool(self._new(asked, turn)) or self.has_failed(asked) or None

    def _new(self, asked: Did, turn: Turn) -> Sequence[Written]:
        """Return what the bot has shown because of a turn: what was edited may have had its reply before."""
        shown = self.replies(asked)
        if turn.way != "edit last":
            return shown
        return [each for each in shown if id(each) not in self._accounted]
