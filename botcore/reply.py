"""The only place that builds a `Reply`, so the only place that attaches the disclaimer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.messages import Because, Kind, Reply, Suggestion, Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.faq import Entry, Faq, Topic

HELP = (
    "I am a bot, not a doctor: I answer questions from one short FAQ, in its own words. Ask me in a sentence, "
    "for example:"
)
THANKS = "You are welcome. Ask me anything else about the FAQ whenever you like."
CLARIFY = "I am not sure which of these you mean. Pick one, or put your question another way:"
ABSTAIN = (
    "I don't have a vetted answer to that, and I would rather say so than guess. A doctor, or the clinic that "
    "knows you, can help."
)
NEAR = "This may be close to what you are looking for:"
IN_GENERAL = "What the FAQ says in general:"
APOLOGY = "Sorry, something went wrong on my side and I could not answer. Please try again in a moment."
NOTED = "Thank you, noted."
GONE = "That question is no longer in the FAQ. Please ask again in your own words."


@dataclass(frozen=True)
class Composer:
    """Builds every reply of one file.

    Attributes:
        faq: Where entries, topics and the disclaimer come from.
    """

    faq: Faq

    def answer(self, entry: Entry, trace: Trace) -> Reply:
        """Show one entry."""
        return Reply(kind=Kind.ANSWER, entry=entry, disclaimer=self.faq.disclaimer, trace=trace)

    def clarify(self, entries: Sequence[Entry], trace: Trace) -> Reply:
        """Offer entries to pick from."""
        return self._said(Kind.CLARIFY, CLARIFY, entries, trace)

    def abstain(self, trace: Trace, topic: Topic | None = None, near: Sequence[Entry] = ()) -> Reply:
        """Say that there is no answer; a known topic names who could tell."""
        lead = ABSTAIN
        if topic:
            lead = f"The FAQ does not cover {topic.about}. {topic.pointer}"
        return self._said(Kind.ABSTAIN, f"{lead}\n\n{NEAR}" if near else lead, near, trace)

    def decline(self, guidance: str, trace: Trace, near: Sequence[Entry] = ()) -> Reply:
        """Say kindly that this is a question for a person, with what the file says in general."""
        return self._said(Kind.DECLINE, f"{guidance}\n\n{IN_GENERAL}" if near else guidance, near, trace)

    def urgent(self, guidance: str, trace: Trace, entry: Entry | None = None) -> Reply:
        """Put urgent-care guidance first, then the entry that fits, if one does."""
        return Reply(kind=Kind.URGENT, lead=guidance, entry=entry, disclaimer=self.faq.disclaimer, trace=trace)

    def help(self, trace: Trace) -> Reply:
        """Explain what the bot does, with the first questions of the file as examples."""
        return self._said(Kind.HELP, HELP, self.faq.entries[:3], trace)

    def thanks(self, trace: Trace) -> Reply:
        """Return thanks."""
        return self._said(Kind.HELP, THANKS, (), trace)

    def gone(self, trace: Trace) -> Reply:
        """Say that a picked entry is no longer there."""
        return self._said(Kind.ABSTAIN, GONE, (), trace)

    def noted(self, trace: Trace) -> Reply:
        """Thank for saying whether a reply helped."""
        return self._said(Kind.HELP, NOTED, (), trace)

    def apology(self) -> Reply:
        """Say that something broke, and nothing about what."""
        return self._said(Kind.ABSTAIN, APOLOGY, (), Trace(Because.BROKEN))

    def _said(self, kind: Kind, lead: str, entries: Sequence[Entry], trace: Trace) -> Reply:
        suggestions = tuple(Suggestion(entry.id, entry.question) for entry in entries)
        return Reply(kind=kind, lead=lead, suggestions=suggestions, disclaimer=self.faq.disclaimer, trace=trace)
