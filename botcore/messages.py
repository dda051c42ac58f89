"""What goes in and what comes out: frozen values that every adapter understands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botcore.faq import Entry


class Kind(StrEnum):
    """What a reply is; the words are part of the batch format."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    ABSTAIN = "abstain"
    DECLINE = "decline"
    URGENT = "urgent"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Message:
    """One message from one person.

    Attributes:
        text: What was written, as the platform delivered it; any length, any Unicode.
        person: An opaque key of who wrote it, unique across platforms. Empty: nobody in particular,
            so nothing is remembered.
        thread: An opaque key of where it was written; context never crosses it.
        at: When, in seconds on any clock that does not run backwards.
        pick: The id of an entry chosen from an earlier reply, instead of text.
        helpful: Whether an earlier reply helped, instead of text.
    """

    text: str
    person: str = ""
    thread: str = ""
    at: float = 0.0
    pick: str | None = None
    helpful: bool | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry or topic with a score, and the phrasing that earned it.

    Attributes:
        id: The id of the entry or topic.
        score: Calibrated probability in [0, 1] that this candidate is right.
        phrasing: The nearest wording in the file.
        is_entry: False for a topic, which is never answered.
        features: Named evidence behind the score, for people who ask why.
    """

    id: str
    score: float
    phrasing: str
    is_entry: bool = True
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the safety check made of a message.

    Attributes:
        verdict: `urgent`, `advice` or `clear`.
        category: The id of the red flag or kind of advice; empty when clear.
        score: Probability in [0, 1] behind the verdict.
        because: The words or the nearest example that decided, for people who ask why.
    """

    verdict: str = "clear"
    category: str = ""
    score: float = 0.0
    because: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a reply came out as it did; shown on request, never logged with what people wrote.

    Attributes:
        read: The message as it was understood, after normalisation and spelling repair.
        finding: The verdict of the safety check.
        candidates: Best first.
        thresholds: Name and value of every threshold the decision used.
        context: The id of the entry a follow-up was read against; empty when there was none.
    """

    read: str = ""
    finding: Finding = Finding()
    candidates: tuple[Candidate, ...] = ()
    thresholds: tuple[tuple[str, float], ...] = ()
    context: str = ""


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
        lead: What the bot itself says, first; empty for a plain answer.
        entry: The entry shown whole after the lead, if any.
        suggestions: Up to three entries to pick from, best first.
        disclaimer: The medical disclaimer; a reply without one cannot be built.
        trace: Why.

    Raises:
        ValueError: The disclaimer is empty, or the reply says nothing.
    """

    kind: Kind
    disclaimer: str
    lead: str = ""
    entry: Entry | None = None
    suggestions: tuple[Suggestion, ...] = ()
    trace: Trace = Trace()

    def __post_init__(self) -> None:
        if not self.disclaimer.strip():
            raise ValueError("a reply needs its disclaimer: found an empty one")
        if not (self.lead or self.entry):
            raise ValueError(f"a reply of kind {self.kind} needs a lead or an entry: found neither")

    @property
    def body(self) -> str:
        """The reply as plain text, without the disclaimer."""
        parts = [self.lead]
        if self.entry:
            parts += [self.entry.question, self.entry.answer, self.entry.attribution, self.entry.note]
        parts += [f"• {suggestion.question}" for suggestion in self.suggestions]
        return "\n\n".join(part for part in parts if part)

    @property
    def text(self) -> str:
        """The whole reply as plain text, with the disclaimer."""
        return f"{self.body}\n\n{self.disclaimer}"
