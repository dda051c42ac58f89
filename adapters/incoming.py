"""What an adapter makes of something that reached the bot: the same for every platform."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from botcore import Asked, Because, Kind, Rated, Relayed, Step

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from botcore import Message, Reply

Respond: TypeAlias = "Callable[[Message], Awaitable[Reply]]"
"""What turns a message into its reply; `answering.Answerer` is the real one."""

Refuse: TypeAlias = "Callable[[Message], Awaitable[Reply | None]]"
"""What gives the reply to a message that there is no room for; None for one there is."""


NOT_READ = frozenset({Because.BROKEN, Because.BUSY, Because.STOPPING, Because.INTERRUPTED})
"""Why somebody is asked to write again."""

EDITED = ":edited:"
"""In the key of an edit: before it stands the message's, behind it the version."""

EDITED_WITHIN = 600.0
"""Seconds in which a message that nobody heard is heard once it is edited to be meant for the bot. Later nobody
waits for an answer, and a bot that has forgotten what it heard may answer an edit once more."""


class SilentError(Exception):
    """Nothing is to be said, as a place's owners wish."""


def asks_to_be_forgotten(command: str) -> bool:
    """Tell whether what is typed behind `/prolo` asks for that."""
    return command.strip().casefold() in {"forget", "forget me"}


def is_unsaid(message: Message, reply: Reply) -> bool:
    """Tell whether a reply is not said: to an edit that was read and reports no red flag."""
    is_edit = isinstance(message, Asked) and message.edited
    return is_edit and reply.kind is not Kind.URGENT and reply.trace.because not in NOT_READ


def missed(step: Relayed) -> Relayed:
    """Return that a step led nowhere, with what somebody asked: of what others answer nobody is in danger."""
    return replace(step, step=Step.MISSED, words=step.words if step.step is Step.SENT else "")


async def never(_: Message) -> Reply | None:
    """Tell that there is room."""
    return None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message, what marks it as seen, and who may see the reply.

    Attributes:
        message: What the core reads.
        keys: Any one of them seen before makes it a repetition.
        private: Whether only the person who wrote sees the reply.
        shareable: Whether that person may have the others of the place see it, too.
        unnamed: Whether the bot was not named, and follows a thread.
        version: Which words of the message these are, as the platform tells them apart; empty: the first.
        late: Whether these words make no message of it that was not heard before: they came too late, or do not
            name the bot.
    """

    message: Message
    keys: tuple[str, ...]
    private: bool = False
    shareable: bool = False
    unnamed: bool = False
    version: str = ""
    late: bool = False

    @property
    def edit(self) -> Incoming:
        """The same as an edit of a message that was heard before, with a key for this version of it."""
        if not isinstance(self.message, Asked):
            return self
        keys = (f"{self.keys[-1]}{EDITED}{self.version}",)
        return replace(self, message=replace(self.message, edited=True), keys=keys)

    @property
    def readings(self) -> tuple[Incoming, ...]:
        """What this may be: the first of which no key was seen before, it is."""
        if not self.version:
            return (self,)
        return (self.edit,) if self.late else (self, self.edit)

    @property
    def asks_nothing(self) -> bool:
        """Whether a late reply would be no use: to a press that opens a form, or says whether a reply helped."""
        match self.message:
            case Rated(reason=said) | Relayed(words=said):
                return not said
            case _:
                return False
