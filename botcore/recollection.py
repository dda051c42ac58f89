"""What a message may go on from, of what a file knows: what was asked before, shown, offered, or told with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.conversation import Context, Conversations
from botcore.messages import Asked
from botcore.picking import ALL_AT_MOST
from botcore.reply import Kind
from botcore.trace import Because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.decision import Decision
    from botcore.faq import Faq
    from botcore.messages import Message

_MISSED = frozenset({Because.TOPIC, Because.STRANGE, Because.UNLIKELY})
"""Reasons for which a question near to the file's subject has no answer in it."""


class Recollection:
    """Remembers the conversations about one file."""

    def __init__(self, faq: Faq) -> None:
        self._faq = faq
        self._entries = {entry.id: entry for entry in faq.entries}
        self._conversations = Conversations()

    def recall(self, message: Message) -> Context | None:
        """Return what was asked before: here, or as another bot tells, of which the words are not known."""
        follows = message.follows if isinstance(message, Asked) else ""
        # The message tells what it goes on from, so this process need not have been the one that answered.
        if entry := self._entries.get(follows):
            return Context(entry.question, entry.id, message.at)
        if follows and (topic := self._faq.topic(follows)):
            return Context(topic.phrasings[0], "", message.at, missed=True)
        return self._conversations.recall(message)

    def remember(self, message: Message, question: str, decision: Decision) -> None:
        """Remember what was asked, and what was decided about it, for what may go on from it."""
        # What was not read is no other subject: "and for the neck?" goes on from what was asked before it.
        if decision.because is Because.OTHER_LANGUAGE:
            return
        # A reply that sends somebody to a person is no subject to go on from.
        is_subject = decision.kind not in {Kind.URGENT, Kind.DECLINE}
        missed, alarmed = decision.because in _MISSED, decision.kind is Kind.URGENT
        before = self._conversations.recall(message)
        self._conversations.remember(
            message, question if is_subject else "", decision.entry, missed=missed, alarmed=alarmed
        )
        # "The one about the neck", right after an offer: "and the other two" is of the same.
        if before and not before.entry and decision.entry in before.offered and len(before.offered) <= ALL_AT_MOST:
            self._conversations.offer(message, before.offered)

    def remember_picked(self, message: Message, entry: str) -> None:
        """Remember an entry that was picked as if it was asked for, and what it was picked from."""
        context = self._conversations.recall(message)
        self._conversations.remember(message, self._entries[entry].question, entry)
        if context:
            self._conversations.offer(message, context.offered)

    def remember_offered(self, message: Message, entries: Sequence[str]) -> None:
        """Remember what somebody was offered to pick from, as ids in order."""
        self._conversations.offer(message, tuple(entries))

    def forget(self, person: str) -> None:
        """Forget what a person asked."""
        self._conversations.forget(person)

    def forget_everybody(self) -> None:
        """Forget every conversation."""
        # Replaced, not emptied: other threads may be reading the old one.
        self._conversations = Conversations()
