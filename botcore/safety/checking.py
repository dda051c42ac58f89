"""The decision: urgent, advice or clear. Runs before matching, on every message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from botcore.messages import Finding
from botcore.safety.classifier import Recogniser
from botcore.safety.cues import named_cues
from botcore.safety.knowledge import Category, Knowledge, Services, compile_any, load_knowledge
from botcore.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from botcore.faq import Faq
    from botcore.matching import VectorCache

URGENT = 0.5
ADVICE = 0.5
"""Chosen by `prolobot eval` on decks written apart from the examples; see docs/matching.md."""

EXONERATING = frozenset(
    {"negation", "history", "resolved", "hypothetical", "study", "asks if possible", "figurative"}
)
"""Cues that stop a certain pattern from deciding alone; the classifier then decides."""

MAX_SENTENCES = 6
_SENTENCE = re.compile(r"[^.!?\n;]+[.!?;]*")


class Safety:
    """Judges messages by the shipped data and a file's additions."""

    def __init__(self, faq: Faq, vectors: VectorCache, services: Services) -> None:
        """Learn from the examples; the file's own wordings are examples of what is neither."""
        self._knowledge = load_knowledge(faq.safety)
        self._services = services
        self._categories = [
            (each, compile_any(each.mentions), compile_any(each.certain)) for each in self._knowledge.categories
        ]
        ordinary = [text for entry in faq.entries for text in entry.wordings]
        ordinary += [text for topic in faq.topics for text in topic.phrasings]
        self._urgent, self._advice = _train(self._knowledge, ordinary, vectors)

    @property
    def vocabulary(self) -> set[str]:
        """The words of red flags, for spelling repair."""
        return {word for each in self._knowledge.categories for text in each.examples for word in words(text)}

    def check(self, text: str, repaired: str, encode: Callable[[str], NDArray[np.float32]]) -> Finding:
        """Return the verdict on one message.

        Args:
            text: Normalised, as written.
            repaired: The same after spelling repair.
            encode: Turns a text into its vector.
        """
        mentioned = [
            each
            for each, mention, _ in self._categories
            if mention and (mention.search(repaired) or mention.search(text))
        ]
        certain = self._certain(text) or self._certain(repaired)
        views = _views(repaired)
        vectors = np.stack([encode(view) for view in views])
        urgent = float(self._urgent.probabilities(views, vectors).max())
        if certain:
            return Finding("urgent", certain.id, max(urgent, 0.99), f"pattern of {certain.label}")
        if mentioned and urgent >= URGENT:
            return Finding("urgent", mentioned[0].id, urgent, ", ".join(named_cues(repaired)))
        advice = float(self._advice.probabilities(views[:1], vectors[:1])[0])
        if advice >= ADVICE:
            return Finding("advice", "advice", advice, ", ".join(named_cues(repaired)))
        return Finding("clear", "", max(urgent, advice))

    def guidance(self, finding: Finding) -> str:
        """Return what to say for a finding, with the configured services filled in."""
        if finding.verdict == "advice":
            return self._knowledge.messages["advice"]
        category = self._knowledge.category(finding.category)
        message = self._knowledge.messages[category.guidance if category else "urgent"]
        return message.replace("{emergency}", self._services.emergency).replace(
            "{crisis_line}", self._services.crisis_line
        )

    def _certain(self, text: str) -> Category | None:
        for sentence in _sentences(text):
            for category, _, certain in self._categories:
                if certain and certain.search(sentence) and not EXONERATING & set(named_cues(sentence)):
                    return category
        return None


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.findall(text) if any(map(str.isalpha, part))]


def _views(text: str) -> list[str]:
    """Return the whole text, then its sentences where there are several."""
    whole = " ".join(text.split())
    sentences = _sentences(text)
    return [whole, *sentences[:MAX_SENTENCES]] if len(sentences) > 1 else [whole]


def _train(knowledge: Knowledge, ordinary: Sequence[str], vectors: VectorCache) -> tuple[Recogniser, Recogniser]:
    urgent = [text for category in knowledge.categories for text in category.examples]
    advice = [text for group in knowledge.advice.values() for text in group]
    harmless = [*knowledge.harmless, *knowledge.not_advice]
    texts = [*urgent, *advice, *harmless, *ordinary]
    encoded = vectors.encode_all(texts)
    is_urgent = [index < len(urgent) for index in range(len(texts))]
    is_advice = [len(urgent) <= index < len(urgent) + len(advice) for index in range(len(texts))]
    return Recogniser(texts, encoded, is_urgent), Recogniser(texts, encoded, is_advice)
