"""What a follow-up refers to: the last question of the same person in the same thread, for a few minutes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botcore.messages import Message

MINUTES_REMEMBERED = 10
"""How long a question is remembered: long enough to read an answer, short enough to have gone for a walk."""

MAX_CONVERSATIONS = 10_000
"""About 5 MB at the cap; the one that has been silent longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Context:
    """What was asked last, and the entry it was answered with; empty when it was not answered.

    The question is empty as well where nothing can go on from it: an emergency is no subject.

    Attributes:
        question: What was asked.
        entry: The id of the entry that answered it.
        at: When, on the messages' own clock.
        offered: Ids of what was last offered to pick from, in order.
        missed: Whether it was about something that the file does not answer.
        alarmed: Whether it was replied to as urgent.
    """

    question: str
    entry: str
    at: float
    offered: tuple[str, ...] = ()
    missed: bool = False
    alarmed: bool = False


class Conversations:
    """The context of every person and thread, bounded, and never crossing either."""

    def __init__(self) -> None:
        self._contexts: OrderedDict[tuple[str, str], Context] = OrderedDict()

    def recall(self, message: Message) -> Context | None:
        """Return what the same person asked in the same thread, unless it is too long ago."""
        context = self._contexts.get((message.person, message.thread))
        # A clock that went back would make an old question young for ever.
        if context and 0 <= message.at - context.at <= MINUTES_REMEMBERED * 60:
            return context
        return None

    def forget(self, person: str) -> None:
        """Forget what a person asked, wherever it was."""
        # A copy: others are remembered meanwhile, on threads of their own.
        for key in list(self._contexts):
            if key[0] == person:
                self._contexts.pop(key, None)

    def remember(
        self, message: Message, question: str, entry: str, *, missed: bool = False, alarmed: bool = False
    ) -> None:
        """Keep a question as the context of the next one; without a person nothing is kept."""
        if not message.person:
            return
        self._keep(message, Context(question, entry, message.at, missed=missed, alarmed=alarmed))

    def offer(self, message: Message, offered: tuple[str, ...]) -> None:
        """Keep what is offered to pick from, beside the question that is remembered."""
        if message.person:
            before = self.recall(message) or Context("", "", message.at)
            self._keep(message, replace(before, at=message.at, offered=offered))

    def _keep(self, message: Message, context: Context) -> None:
        key = (message.person, message.thread)
        # A key that is written again keeps its old place, and would be forgotten before those silent for longer.
        # Not moved once it is written: another thread may have forgotten it by then.
        self._contexts.pop(key, None)
        self._contexts[key] = context
        while len(self._contexts) > MAX_CONVERSATIONS:
            self._contexts.popitem(last=False)
