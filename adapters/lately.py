"""What somebody asked lately and was not answered: kept for minutes, so that they need not write it again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore import Asked

if TYPE_CHECKING:
    from botcore import Message, Reply

SECONDS = 600.0
"""As long as the core remembers a question."""

_MOST = 2_000
"""People and places at most; about 2 MB."""


@dataclass(frozen=True, slots=True)
class Open:
    """A question that was left open.

    Attributes:
        words: As they were written.
        offered: The ids of what the file had to offer.
        at: When, in seconds.
    """

    words: str = ""
    offered: tuple[str, ...] = ()
    at: float = 0.0


class Lately:
    """The last open question of each person in each place."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[str, str], Open] = OrderedDict()

    def note(self, message: Message, reply: Reply, place: str) -> None:
        """Remember a question that a reply leaves open, and forget the one before it."""
        key = (message.person, place)
        self._open.pop(key, None)
        if isinstance(message, Asked) and reply.leaves_open and not message.others:
            offered = tuple(each.entry for each in reply.suggestions)
            self._open[key] = Open(message.text, offered, message.at)
            if len(self._open) > _MOST:
                self._open.popitem(last=False)

    def forget(self, person: str) -> None:
        """Forget a person's questions, wherever they were asked."""
        for key in [each for each in self._open if each[0] == person]:
            del self._open[key]

    def recall(self, person: str, place: str, *, at: float) -> Open:
        """Return somebody's open question there; an empty one where there is none, or it is too long ago."""
        found = self._open.get((person, place), Open())
        return found if at - found.at <= SECONDS else Open()
