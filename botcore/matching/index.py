"""The wordings of a file as vectors, and the evidence they give for any text."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.kernel_ridge import kernel
from botcore.matching.ngrams import CharacterNgrams
from botcore.matching.products import products, weighted_sum
from botcore.matching.strangers import load_strangers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore.matching.answers import Answers

SHORTLIST = 64
"""Classes whose n-grams are compared where a file has too many wordings to compare them all."""

_BEST, _MEAN, _NGRAMS, _LEARNED = 0.425, 0.425, 0.15, 0.5
"""Shares of the kinds of evidence beside answers; measured on three public FAQ decks, see docs/tried.md."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for each class, for m texts and c classes: arrays of shape (m, c).

    Attributes:
        best: Cosine with the nearest wording of the class.
        mean: Cosine with the mean of its wordings.
        ngrams: Overlap in [0, 1] of character n-grams with its nearest wording.
        learned: What the trained classifier says: about 1 for its class, 0 for others.
        strange: Cosine with the nearest of the shipped strangers, shape (m, 1).
        answers: What the answers say, weighed: added as it is.
    """

    best: NDArray[np.float32]
    mean: NDArray[np.float32]
    ngrams: NDArray[np.float32]
    learned: NDArray[np.float32]
    strange: NDArray[np.float32]
    answers: NDArray[np.float32]

    @functools.cached_property
    def fused(self) -> NDArray[np.float32]:
        """The weighted sum by which candidates are ranked, shape (m, c)."""
        total: NDArray[np.float32] = (
            _BEST * self.best + _MEAN * self.mean + _NGRAMS * self.ngrams + _LEARNED * self.learned
        )
        total += self.answers
        return total

    def of(self, rows: NDArray[np.intp]) -> Evidence:
        """Return the evidence for some of the texts."""
        return Evidence(*(getattr(self, each.name)[rows] for each in fields(self)))

    @classmethod
    def together(cls, found: Sequence[Evidence]) -> Evidence:
        """Return the evidence for several texts as one, in their order."""
        return cls(*(np.concatenate([getattr(one, each.name) for one in found]) for each in fields(cls)))


class Index:
    """Wordings of `count` classes, in class order, with their vectors.

    Attributes:
        wordings: All wordings, those of one class side by side.
        classes: The class of each wording, ascending, shape (n,).
        count: How many classes there are; each has at least one wording.
        vectors: Of each wording, shape (n, DIMENSIONS).
        sums, means: Of the vectors of each class; the means at unit length, shape (count, DIMENSIONS).
        ngrams: Of all wordings.
        strangers: Those that are shipped.
        first: For each wording the first that it is a copy of, its own number where it is none, shape (n,).
        distinct: The numbers of the wordings that are no copies of earlier ones.
        weights: Of the trained classifier, shape (n, count); None: it was not, or the file is too big for that.
    """

    def __init__(
        self,
        wordings: Sequence[str],
        classes: Sequence[int] | NDArray[np.intp],
        vectors: NDArray[np.float32],
        weights: NDArray[np.float32] | None = None,
        answers: Answers | None = None,
        *,
        first: NDArray[np.intp] | None = None,
    ) -> None:
        """Build the index.

        Args:
            wordings: All of them, those of one class side by side.
            classes: The class of each, ascending from 0 without a gap.
            vectors: Of each, shape (n, DIMENSIONS).
            weights: What the classifier learned of the same earlier; None: nothing, until it does (`leaving_out`).
            answers: Those of the first classes; None: they say nothing.
            first: For each wording the first that it is a copy of, its own number where it is none; None: none is.
        """
        self.wordings = list(wordings)
        self.classes = np.asarray(classes, dtype=np.intp)
        self.count = int(self.classes[-1]) + 1
        self._starts = np.searchsorted(self.classes, np.arange(self.count))
        self.vectors = vectors
        self.first = np.arange(len(self.wordings)) if first is None else first
        self.distinct = np.unique(self.first)
        self.sums = np.add.reduceat(vectors, self._starts, axis=0)
        self.means = unit_rows(self.sums)
        self.ngrams = CharacterNgrams(self.wordings)
        self.strangers = load_strangers()
        self._answers = answers
        self.weights = weights

    def cosines(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of each wording with a vector, shape (n,)."""
        return products(self.vectors, vector)

    def evidence(
        self, text: str, vector: NDArray[np.float32], of_wordings: NDArray[np.float32] | None = None
    ) -> Evidence:
        """Return the evidence for one text, arrays of shape (1, count).

        Args:
            text: Normalised, repaired, without chatter.
            vector: Its vector.
            of_wordings: Its cosines, where they are known: of a file of thousands they take half a millisecond.
        """
        cosines = (self.cosines(vector) if of_wordings is None else of_wordings)[None, :]
        means = products(self.means, vector)[None, :]
        best = self.best_of_each(cosines)
        if self.weights is None:
            ngrams, learned = self._shortlisted(text, best), np.zeros_like(best)
        else:
            overlaps = self.ngrams.overlaps(text)[None, :]
            ngrams = self.best_of_each(overlaps)
            learned = weighted_sum(kernel(cosines, overlaps)[0], self.weights)[None, :]
        strange = products(self.strangers.vectors, vector).max()
        return Evidence(best, means, ngrams, learned, np.full((1, 1), strange), self.of_answers(vector[None, :]))

    def nearest(self, cosines: NDArray[np.float32], wanted: int) -> str:
        """Return the wording of one class that is nearest, by the cosines of all."""
        first = self._starts[wanted]
        last = self._starts[wanted + 1] if wanted + 1 < self.count else len(cosines)
        nearest = int(first + np.argmax(cosines[first:last]))
        return self.wordings[nearest]

    @property
    def is_learned(self) -> bool:
        """Whether the classifier was trained: the file is small enough for that, and so for calibration."""
        return self.weights is not None

    def of_answers(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what the answers say for each class, shape (m, count)."""
        if self._answers is None:
            return np.zeros((len(vectors), self.count), np.float32)
        return self._answers.evidence(vectors, self.count)

    def best_of_each(self, pairs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the greatest number of each class, shape (m, count), of one for each wording, shape (m, n)."""
        best: NDArray[np.float32] = np.maximum.reduceat(pairs, self._starts, axis=1)
        return best

    def _shortlisted(self, text: str, best: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the best overlap of the classes with the best cosines; 0 for the others."""
        # In class order, as the wordings stand: the sums below run from one class to the next.
        shortlist = np.sort(np.argpartition(-best[0], min(SHORTLIST, self.count) - 1)[:SHORTLIST])
        wanted = np.flatnonzero(np.isin(self.classes, shortlist))
        ngrams = np.zeros_like(best)
        starts = np.searchsorted(self.classes[wanted], shortlist)
        ngrams[0, shortlist] = np.maximum.reduceat(self.ngrams.overlaps(text, wanted), starts)
        return ngrams


def unit_rows(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows at unit length; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = rows / np.maximum(lengths, 1e-9)
    return unit
