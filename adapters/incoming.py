"""What an adapter makes of something that reached the bot: the same for every platform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from botcore import Rated, Relayed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from botcore import Message, Reply

Respond: TypeAlias = "Callable[[Message], Awaitable[Reply]]"
"""What turns a message into its reply; `answering.Answerer` is the real one."""

Refuse: TypeAlias = "Callable[[Message], Awaitable[Reply | None]]"
"""What gives the reply to a message that there is no room for; None for one there is."""


class SilentError(Exception):
    """Nothing is to be said, as a place's owners wish."""


def asks_to_be_forgotten(command: str) -> bool:
    """Tell whether what is typed behind `/prolo` asks for that."""
    return command.strip().casefold() in {"forget", "forget me"}


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
    """

    message: Message
    keys: tuple[str, ...]
    private: bool = False
    shareable: bool = False
    unnamed: bool = False

    @property
    def asks_nothing(self) -> bool:
        """Whether a late reply would be no use: to a press that opens a form, or says whether a reply helped."""
        match self.message:
            case Rated(reason=said) | Relayed(words=said):
                return not said
            case _:
                return False
