"""The decision: urgent, advice or clear. Runs before matching, on every message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.messages import Guidance
from botcore.safety.cues import named_cues
from botcore.safety.knowledge import Category, compile_any, load_knowledge
from botcore.safety.training import choose, cross_validate, fit, gather, read_shipped
from botcore.safety.views import sentences, until_boundary, views
from botcore.text import words
from botcore.trace import Finding, Verdict

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from botcore.encoding import VectorCache
    from botcore.faq import Faq

EXONERATING = frozenset(
    {
        "negation",
        "history",
        "resolved",
        "hypothetical",
        "study",
        "asks if possible",
        "figurative",
        "other systems",
        "quoted",
    }
)
"""Cues that stop a certain pattern from deciding alone; the classifier then decides."""

AFTERWARDS = frozenset({"history", "resolved", "figurative", "quoted", "study"})
"""Those of them that count in all of a sentence; the others only up to the end of the clause that reports."""

UNMENTIONED = 0.9
"""The least probability of urgent for a message in which no pattern sees any symptom."""


class Safety:
    """Judges messages by the shipped data and a file's additions."""

    def __init__(self, faq: Faq, vectors: VectorCache) -> None:
        """Read the shipped classifier; train anew where a file adds examples, or the shipped one is stale."""
        self._knowledge = load_knowledge(faq.safety)
        self._categories = [
            (each, compile_any(each.mentions), compile_any(each.certain)) for each in self._knowledge.categories
        ]
        adds = bool(faq.safety.examples or faq.safety.harmless)
        shipped = None if adds else read_shipped(self._knowledge)
        if shipped is None:
            examples = gather(self._knowledge, faq)
            thresholds = choose(cross_validate(examples, self._knowledge, vectors), examples.group)
            shipped = fit(examples, self._knowledge, vectors), thresholds
        self._classifier, self.thresholds = shipped

    @property
    def vocabulary(self) -> list[str]:
        """The words of red flags, for spelling repair, as often as they are used."""
        return [word for each in self._knowledge.categories for text in each.examples for word in words(text)]

    def check(self, text: str, repaired: str, encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> Finding:
        """Return the verdict on one message.

        Args:
            text: Normalised, as written.
            repaired: The same after spelling repair.
            encode: Turns texts into their vectors, one row each.
        """
        if not any(map(str.isalpha, text)):
            return Finding(Verdict.CLEAR, "", 0.0)
        if certain := self._certain(text) or (repaired != text and self._certain(repaired)):
            return Finding(Verdict.URGENT, certain.id, 0.99, f"pattern of {certain.label}")
        seen = views(repaired, self._knowledge.mentions)
        probabilities = self._classifier.probabilities(seen, encode(seen))
        urgent, advice = float(probabilities[:, 0].max()), float(probabilities[0, 1])
        worst = seen[int(probabilities[:, 0].argmax())]
        mentioned = [each for each, mention, _ in self._categories if mention and mention.search(worst)]
        mentioned = mentioned or [
            each for each, mention, _ in self._categories if mention and mention.search(text)
        ]
        if urgent >= (self.thresholds.urgent if mentioned else max(UNMENTIONED, self.thresholds.urgent)):
            category = self._category(mentioned)
            return Finding(Verdict.URGENT, category, urgent, ", ".join(named_cues(worst)))
        if advice >= self.thresholds.advice:
            return Finding(Verdict.ADVICE, "advice", advice, ", ".join(named_cues(repaired)))
        return Finding(Verdict.CLEAR, "", max(urgent, advice))

    def guidance(self, finding: Finding) -> Guidance:
        """Return what a finding asks the bot to say; a category nobody knows is urgent all the same."""
        if finding.verdict is Verdict.ADVICE:
            return Guidance.NORMAL if finding.category == Guidance.NORMAL else Guidance.ADVICE
        category = self._knowledge.category(finding.category)
        return category.guidance if category else Guidance.URGENT

    @staticmethod
    def _category(mentioned: list[Category]) -> str:
        """Return the category to name: self-harm wherever it is mentioned, for it has its own guidance."""
        if any(each.id == "self-harm" for each in mentioned):
            return "self-harm"
        return mentioned[0].id if mentioned else "unnamed"

    def _certain(self, text: str) -> Category | None:
        for sentence in sentences(text):
            for category, _, certain in self._categories:
                if certain and (found := certain.search(sentence)) and not _is_excused(sentence, found):
                    return category
        return None


def _is_excused(sentence: str, found: re.Match[str]) -> bool:
    """Tell whether a cue beside a report speaks against it.

    What is denied or supposed after a "because" or a comma is about something else; "lol" or "years ago" counts
    wherever it stands. The report itself may hold a cue: "he is not answering".
    """
    before, after = sentence[: found.start()], sentence[found.end() :]
    clause = f"{before} | {until_boundary(after)}"
    return bool(EXONERATING & set(named_cues(clause)) or AFTERWARDS & set(named_cues(f"{before} | {after}")))
