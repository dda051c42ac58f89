"""What comes out: a frozen value that every adapter shows, and that cannot be built without its disclaimer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from botcore.faq import Messages
from botcore.trace import Because

if TYPE_CHECKING:
    from botcore.faq import Entry
    from botcore.trace import Trace

_DEFAULTS = Messages()

_OPEN = frozenset({Because.UNSURE, Because.AMBIGUOUS, Because.TOPIC, Because.STRANGE, Because.UNLIKELY})
"""Reasons for which somebody is left without an answer that a person may have."""


class Kind(StrEnum):
    """What a reply is; the words are part of the batch format."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    ABSTAIN = "abstain"
    DECLINE = "decline"
    URGENT = "urgent"
    HELP = "help"


class Guidance(StrEnum):
    """What a finding asks the bot to say; each is a key of the file's `messages`."""

    URGENT = "urgent"
    CRISIS = "crisis"
    POISON = "poison"
    CALL = "call"
    UNNAMED = "unnamed"
    ADVICE = "advice"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry offered to pick from: its id and its question."""

    entry: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One reply, complete: an adapter renders it and adds nothing.

    Attributes:
        kind: What the reply is.
        disclaimer: The medical disclaimer; a reply without one cannot be built.
        trace: Why.
        headline: One bold line before everything else; an urgent reply cannot be built without one.
        lead: What the bot itself says, first but for the headline; empty for a plain answer.
        entry: The entry shown after the lead, if any.
        quote: The one sentence of the entry that is shown in its place; empty: the entry is shown whole.
        suggestions: Entries to pick from, best first; more than three only where all questions are listed.
        closing: What the bot says last: how to go on.
        forgettable: Whether it offers to forget whoever reads it.
        words: How the file calls a note, a source and the buttons.

    Raises:
        ValueError: The disclaimer is empty, or the reply says nothing, or it is urgent and does not begin with
            the call, or shows more than a sentence of an entry.
    """

    kind: Kind
    disclaimer: str
    trace: Trace
    headline: str = ""
    lead: str = ""
    entry: Entry | None = None
    quote: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    closing: str = ""
    forgettable: bool = False
    words: Messages = _DEFAULTS

    def __post_init__(self) -> None:
        if not self.disclaimer.strip():
            raise ValueError("a reply needs its disclaimer: found an empty one")
        if not (self.lead or self.entry):
            raise ValueError(f"a reply of kind {self.kind} needs a lead or an entry: found neither")
        if self.kind is Kind.URGENT and not self.headline:
            raise ValueError("an urgent reply needs a headline that says whom to call: found none")
        if self.kind is Kind.URGENT and self.entry and not self.quote:
            raise ValueError("an urgent reply quotes one sentence of an entry: found all of it")

    @property
    def leaves_open(self) -> bool:
        """Whether a question about the field stays without its answer, so that a person may have it."""
        return self.kind in {Kind.ABSTAIN, Kind.CLARIFY} and self.trace.because in _OPEN

    @property
    def note(self) -> str:
        """The note of an entry that is shown whole; empty when there is none."""
        return self.entry.note if self.entry and not self.quote else ""

    @property
    def attribution(self) -> str:
        """One line that says whose words the entry's are; empty without a source."""
        source = self.entry.source if self.entry else None
        return f"{self.words.source_heading} {source.title}" if source else ""

    @property
    def said(self) -> tuple[str, ...]:
        """Everything that people have to be shown whole, beside the disclaimer, in order."""
        parts = [self.headline, self.lead]
        if self.entry:
            parts += [self.quote] if self.quote else [self.entry.question, self.entry.answer, self.note]
        parts += [*(suggestion.question for suggestion in self.suggestions), self.closing]
        return tuple(part for part in parts if part)

    @property
    def body(self) -> str:
        """The reply as plain text, without the disclaimer."""
        parts = [self.headline, self.lead]
        if self.entry:
            parts += [self.quote] if self.quote else [self.entry.question, self.entry.answer]
            parts += [f"{self.words.note_heading} {self.note}" if self.note else "", self.attribution]
        parts += [*(f"• {suggestion.question}" for suggestion in self.suggestions), self.closing]
        return "\n\n".join(part for part in parts if part)

    @property
    def text(self) -> str:
        """The whole reply as plain text, with the disclaimer."""
        return f"{self.body}\n\n{self.disclaimer}"
