"""Text → candidates with calibrated scores."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.answers import read_answers
from botcore.matching.calibration import calibrate
from botcore.matching.copies import first_of_each
from botcore.matching.counter_evidence import CounterEvidence
from botcore.matching.defaults import WITH_TOPICS, WITHOUT_TOPICS
from botcore.matching.features import features, nearness_and_lead
from botcore.matching.index import Index
from botcore.matching.learned import Learned, key_of
from botcore.matching.leaving_out import LeavingOut, learn
from botcore.matching.naming import Naming
from botcore.matching.thresholds import OFFERED
from botcore.matching.to_the_letter import ToTheLetter, readable
from botcore.probability import sigmoid
from botcore.trace import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from botcore.encoding import VectorCache
    from botcore.faq import Faq
    from botcore.matching.doubts import RaisedDoubt
    from botcore.matching.index import Evidence


_WEIGHED = 5
"""The best entries whose words are looked at: nobody is shown more than three."""


@dataclass(frozen=True)
class Match:
    """What a text matches.

    Attributes:
        candidates: The best entries, best first; at least one.
        topic: The nearest topic where it is nearer than every entry, else None.
        sureness: How sure that is: in [0, 1] where it was learned (`naming`), else `features.nearness_and_lead`;
            infinite for a topic's own wording.
        likeness: How near the nearest of all is: its fused evidence.
        could_be: The entries to ask back about where the file says that several fit; else empty.
    """

    candidates: tuple[Candidate, ...]
    topic: str | None
    sureness: float = 0.0
    likeness: float = 1.0
    could_be: tuple[str, ...] = ()

    @property
    def best(self) -> Candidate:
        """The best-scoring entry."""
        return self.candidates[0]


class Matcher:
    """Finds the entries of one file."""

    def __init__(
        self, faq: Faq, vectors: VectorCache, *, progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Index and calibrate.

        Args:
            faq: Its entries and topics.
            vectors: Who encodes.
            progress: Called with how many wordings are encoded, of how many.
        """
        wordings = [readable(wording) for wordings in faq.wordings.values() for wording in wordings]
        classes = [number for number, wordings in enumerate(faq.wordings.values()) for _ in wordings]
        answers = [each.answer for each in faq.entries]
        self._ids = list(faq.wordings)
        self._entries = len(faq.entries)
        self._numbers = {entry.id: number for number, entry in enumerate(faq.entries)}
        encoded = vectors.encode_all(wordings, progress=progress)
        key = key_of(wordings, classes, answers)
        earlier = Learned.unpack(vectors.learned[key]) if key in vectors.learned else None
        first = first_of_each(wordings, classes, encoded)
        distinct = np.asarray(classes)[np.unique(first)]
        told = read_answers(answers, int((distinct < self._entries).sum()), vectors)
        self._index = Index(wordings, classes, encoded, earlier.weights if earlier else None, told, first=first)
        self._to_the_letter = ToTheLetter(faq)
        own = [[readable(wording) for wording in said] for said in faq.wordings.values()][: self._entries]
        self._against = CounterEvidence(own, answers)
        self._naming: Naming | None = None
        if earlier:
            self.calibration, self._naming = earlier.calibration, earlier.naming
            self._against.weights = earlier.doubts
        else:
            self._learn(vectors, key)

    def _learn(self, vectors: VectorCache, key: bytes) -> None:
        """Learn what scores, doubts and topics mean from the file itself; a big file teaches none of it."""
        leaving_out = learn(self._index)
        if leaving_out is None:
            self.calibration = WITH_TOPICS if self._index.count > self._entries else WITHOUT_TOPICS
            return
        self.calibration = calibrate(leaving_out, self._entries)
        if self._index.count > 1:
            self._against.learn(leaving_out, self.calibration, vectors)
        if self._index.count > self._entries and (naming := Naming.learn(leaving_out, self._entries)):
            thresholds = replace(self.calibration.thresholds, topic=naming.least)
            self._naming, self.calibration = naming, replace(self.calibration, thresholds=thresholds)
        learned = Learned(leaving_out.weights, self.calibration, self._against.weights, self._naming)
        vectors.learned[key] = learned.pack()

    def match(self, text: str, vector: NDArray[np.float32], *, without: str = "") -> Match:
        """Return the candidates for a text.

        Args:
            text: Normalised, repaired, without chatter.
            vector: Its vector.
            without: The id of an entry that is no candidate.
        """
        cosines = self._index.cosines(vector)
        evidence = self._index.evidence(text, vector, cosines)
        described = features(evidence, self._entries)[0]
        scores, raised = self._scores(text, described)
        left_out = self._numbers.get(without)
        # A file of one entry has nothing else to go on to.
        if left_out is not None and self._entries > 1:
            scores[left_out] = 0.0
        # A person may write what the file says to the letter; the regression never saw a wording beside itself.
        entry, topic = self._to_the_letter.entry(text), self._to_the_letter.topic(text)
        if entry is not None and entry != left_out:
            scores[entry], raised[entry] = 1.0, []
        if topic is not None:
            # A topic's own wording is never answered with an entry, near as one may be: just below that door.
            scores = np.minimum(scores, np.nextafter(self.calibration.thresholds.answer, 0))
        candidates = tuple(
            self._candidate(
                number, scores, raised, self._index.nearest(cosines, number), self._named(described[number])
            )
            for number in _best_first(scores, described)
        )
        # A wording of a topic to the letter is of that topic, whichever class its vector is nearest to.
        nearest = int(np.argmax(evidence.fused[0])) if topic is None else topic
        sure = self._sureness(evidence) if topic is None else math.inf
        likeness, could_be = float(evidence.fused[0, nearest]), self._to_the_letter.could_be(text)
        return Match(candidates, self._topic(nearest), sure, likeness, could_be)

    def leave_one_out(self) -> tuple[Evidence, list[Match]] | None:
        """Return the evidence for each wording of the file, and what it matches, as if it were not there.

        None where the file is too big to be learned from, or has nothing to tell apart. What was learned from all
        wordings is left as it is: the calibration, what doubts weigh, and how sure a topic is.
        """
        if not self._index.is_learned or self._index.count == 1:
            return None
        evidence = LeavingOut(self._index).leave_one_out()
        described = features(evidence, self._entries)
        asked = enumerate(zip(self._index.wordings, self._index.classes, described, strict=True))
        return evidence, [
            self._left_out(text, int(own), evidence.of(np.array([row])), of_text)
            for row, (text, own, of_text) in asked
        ]

    def _left_out(self, text: str, own: int, evidence: Evidence, described: NDArray[np.float64]) -> Match:
        scores, raised = self._scores(text, described, own)
        nearest = int(np.argmax(evidence.fused[0]))
        return Match(
            tuple(self._candidate(number, scores, raised, text) for number in _best_first(scores, described)),
            self._topic(nearest),
            self._sureness(evidence),
            float(evidence.fused[0, nearest]),
        )

    def _candidate(
        self,
        number: int,
        scores: NDArray[np.float64],
        raised: dict[int, list[RaisedDoubt]],
        phrasing: str,
        named: tuple[tuple[str, float], ...] = (),
    ) -> Candidate:
        """Return the entry of a number as a candidate.

        Args:
            number: The entry's.
            scores: What `_scores` found, as the next.
            raised: The doubts about the likeliest entries.
            phrasing: What earned it its score.
            named: Its features, for people who ask why.
        """
        doubts = raised.get(number, ())
        return Candidate(
            id=self._ids[number],
            score=float(scores[number]),
            phrasing=phrasing,
            features=named,
            against=tuple(each.told for each in doubts),
            is_doubted=any(each.is_sure for each in doubts),
        )

    def _topic(self, number: int) -> str | None:
        """Return the id of a topic by its number; None where that is an entry's."""
        return self._ids[number] if number >= self._entries else None

    def _named(self, described: NDArray[np.float64]) -> tuple[tuple[str, float], ...]:
        """Return the features of one entry by name, to four digits."""
        rounded = [round(float(value), 4) for value in described]
        return tuple(zip(self.calibration.names, rounded, strict=True))

    def _scores(
        self, text: str, described: NDArray[np.float64], own: int | None = None
    ) -> tuple[NDArray[np.float64], dict[int, list[RaisedDoubt]]]:
        """Return the score of each entry, with the doubts about the likeliest; `own` as of `CounterEvidence`."""
        logits = self.calibration.logits(described)
        weighed = [int(number) for number in np.argsort(-logits)[:_WEIGHED]]
        raised = dict(zip(weighed, self._against.doubts(text, weighed, own), strict=True))
        logits[weighed] += self._against.shifts(list(raised.values()))
        return sigmoid(logits), raised

    def knows(self, text: str) -> bool:
        """Tell whether a normalised text is a wording of the file, to the letter."""
        return self._to_the_letter.knows(text)

    def is_of_a_topic(self, text: str) -> bool:
        """Tell whether a normalised text is a wording of a topic, to the letter."""
        return self._to_the_letter.topic(text) is not None

    def _sureness(self, evidence: Evidence) -> float:
        if self._naming:
            return self._naming.sureness(evidence, self._entries)
        return float(nearness_and_lead(evidence.fused)[0])


def _best_first(scores: NDArray[np.float64], described: NDArray[np.float64]) -> list[int]:
    """Return the numbers of the entries worth offering; of equal scores, the one with more evidence first.

    Args:
        scores: Of each entry.
        described: The features of each, fused evidence first, shape (entries, features).
    """
    return [int(number) for number in np.lexsort((-described[:, 0], -scores))[:OFFERED]]
