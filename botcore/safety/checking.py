"""The decision: urgent, advice or clear. Runs before matching, on every message."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from botcore.languages import read_languages
from botcore.messages import Guidance
from botcore.safety.cues import named_cues
from botcore.safety.knowledge import compile_any, load_knowledge
from botcore.safety.likeness import HARMLESS, Likeness
from botcore.safety.other_languages import OtherLanguages
from botcore.safety.plain_speech import PlainSpeech
from botcore.safety.table import read_frames, read_table
from botcore.safety.training import read_shipped
from botcore.safety.views import views
from botcore.text import SmallTalk, mentions_injection, small_talk, words
from botcore.trace import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from botcore.encoding import VectorCache
    from botcore.faq import Faq

UNMENTIONED = 0.9
"""The least probability of urgent for a part of a message in which no pattern sees any symptom."""

CALM = 0.97
"""The same for a part that names a symptom in nothing but calm frames: "what if someone gets X"."""

CERTAIN = 0.99
"""The score of what is heard by rule: nothing that a model says is as sure."""

SAYS_NOTHING = frozenset(SmallTalk) - {SmallTalk.HELP}
"""Small talk to the letter that names no symptom reports nothing, whatever a model makes of "shut up"; whoever
asks for help may need it."""

TAKEN = ("overdose", "poisoned")
SELF_HARM, UNNAMED = "self-harm", "unnamed"


class Safety:
    """Judges messages by the shipped data and a file's additions."""

    def __init__(self, faq: Faq, vectors: VectorCache) -> None:
        """Read the shipped rules and classifier.

        Args:
            faq: What a file adds: examples, harmless ones, and whether it has an entry on when to seek help.
            vectors: Encodes what a file adds.

        Raises:
            SafetyModelError: The shipped classifier was not made of the shipped data.
        """
        self._knowledge = load_knowledge(faq.safety)
        self._mentions = [(each.id, compile_any(each.mentions)) for each in self._knowledge.categories]
        table = read_table().with_examples(faq.safety.examples, faq.safety.harmless)
        self._plain_speech = PlainSpeech(table, read_frames(), vectors.encoder.vocabulary)
        others = [each for each in read_languages() if each.base != faq.language.split("-")[0]]
        self._other_languages = OtherLanguages(others, self._knowledge.english, vectors.encoder.vocabulary)
        self._likeness = Likeness(faq.safety, vectors)
        self._classifier, self.thresholds = read_shipped(self._knowledge)
        self._says_when_to_seek_help = bool(faq.seek_help)

    @property
    def vocabulary(self) -> list[str]:
        """The words of red flags, for spelling repair, as often as they are used."""
        return [word for each in self._knowledge.categories for text in each.examples for word in words(text)]

    def check(self, text: str, repaired: str, encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> Finding:
        """Return the verdict on one message: each of its sentences counts, and the worst wins.

        Args:
            text: Normalised, as written.
            repaired: The same after spelling repair.
            encode: Turns texts into their vectors, one row each.
        """
        if not any(map(str.isalpha, text)):
            return Finding()
        heard = self._plain_speech.hear(text)
        if repaired != text:
            heard += self._plain_speech.hear(repaired)
        heard = heard or self._other_languages.hear(text)
        told, urgent, advice = self._read(repaired, encode)
        if heard or told:
            category = _first(
                [each.category for each in heard], [name for each in told for name in each.categories]
            )
            because = [each.phrase for each in heard] or named_cues(told[0].part)
            return Finding(
                Verdict.URGENT,
                category,
                CERTAIN if heard else urgent,
                ", ".join(dict.fromkeys(because)),
                language=heard[0].language if heard else "",
            )
        if (
            self._says_when_to_seek_help
            and mentions_injection(text)
            and self._plain_speech.asks_if_normal(repaired)
        ):
            return Finding(Verdict.ADVICE, Guidance.NORMAL, CERTAIN, "asks whether that is normal")
        if advice >= self.thresholds.advice:
            return Finding(Verdict.ADVICE, "advice", advice, ", ".join(named_cues(repaired)))
        return Finding(Verdict.CLEAR, "", max(urgent, advice))

    def guidance(self, finding: Finding) -> Guidance:
        """Return what a finding asks the bot to say; a category nobody knows is urgent all the same."""
        if finding.verdict is Verdict.ADVICE:
            return Guidance.NORMAL if finding.category == Guidance.NORMAL else Guidance.ADVICE
        category = self._knowledge.category(finding.category)
        return category.guidance if category else Guidance.URGENT

    def _read(
        self, text: str, encode: Callable[[Sequence[str]], NDArray[np.float32]]
    ) -> tuple[list[_Told], float, float]:
        """Return the parts taken for a report, likeliest first, and how likely urgent and advice are."""
        parts = views(text, self._knowledge.mentions)
        vectors = encode(parts)
        probabilities = self._classifier.probabilities(parts, vectors)
        told = []
        for part, score, like in zip(parts, probabilities[:, 0], self._likeness.judge(vectors), strict=True):
            categories = [name for name, mention in self._mentions if mention and mention.search(part)]
            if not categories and small_talk(part) in SAYS_NOTHING:
                continue
            limit = self._limit(part, mentions=bool(categories))
            if like or (like != HARMLESS and score >= limit):
                told.append(_Told(float(score), part, [like] if like else categories))
        told.sort(key=lambda each: -each.score)
        return told, float(probabilities[:, 0].max()), float(probabilities[0, 1])

    def _limit(self, part: str, *, mentions: bool) -> float:
        """Return the least probability at which the classifier's word for a part is taken."""
        if self._plain_speech.is_calm(part):
            return max(CALM, self.thresholds.urgent)
        return self.thresholds.urgent if mentions else max(UNMENTIONED, self.thresholds.urgent)


class _Told(NamedTuple):
    """A part of a message that is taken for a report, and what it may be a report of."""

    score: float
    part: str
    categories: list[str]


def _first(heard: Sequence[str], told: Sequence[str]) -> str:
    """Return the category to speak of: what was taken, then self-harm wherever it is said, then the first."""
    if taken := [each for each in heard if each in TAKEN]:
        return taken[0]
    categories = [*heard, *told]
    return SELF_HARM if SELF_HARM in categories else next(iter(categories), UNNAMED)
