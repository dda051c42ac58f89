"""The wordings of a file as vectors, and the evidence they give for any text."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.kernel_ridge import MAX_EXAMPLES, KernelRidge, kernel
from botcore.matching.ngrams import CharacterNgrams
from botcore.matching.products import products, weighted_sum
from botcore.matching.strangers import load_strangers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from botcore.matching.answers import Answers

SHORTLIST = 64
"""Classes whose n-grams are compared where a file has too many wordings to compare them all."""

_STRANGERS_STEP = 3
"""Each third of the strangers teaches and sets thresholds: 0.2 s for the shipped file. Likeness is that to all."""

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
        weights: Of the trained classifier, shape (n, count); None: the file is too big for it.
        distinct: The numbers of the wordings that are no copies of earlier ones.
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
            weights: What the classifier learned of the same earlier: nothing can be left out then. None: it learns
                now, where the file is small enough.
            answers: Those of the first classes; None: they say nothing.
            first: For each wording the first that it is a copy of, its own number where it is none; None: none is.
        """
        self.wordings = list(wordings)
        self.classes = np.asarray(classes, dtype=np.intp)
        self.count = int(self.classes[-1]) + 1
        self._starts = np.searchsorted(self.classes, np.arange(self.count))
        self._vectors = vectors
        self._first = np.arange(len(self.wordings)) if first is None else first
        self.distinct = np.unique(self._first)
        self._sums = np.add.reduceat(vectors, self._starts, axis=0)
        self._means = _unit(self._sums)
        self._ngrams = CharacterNgrams(self.wordings)
        self._strangers = load_strangers()
        self._answers = answers
        self._learner: KernelRidge | None = None
        self.weights = weights
        if weights is None and len(self.wordings) <= MAX_EXAMPLES:
            self._cosines = vectors @ vectors.T
            self._overlaps = self._ngrams.between()
            self._learner = KernelRidge(kernel(self._cosines, self._overlaps), self.classes, self.count)
            self.weights = self._learner.weights

    def cosines(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of each wording with a vector, shape (n,)."""
        return products(self._vectors, vector)

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
        means = products(self._means, vector)[None, :]
        best = self._best(cosines)
        if self.weights is None:
            ngrams, learned = self._shortlisted(text, best), np.zeros_like(best)
        else:
            overlaps = self._ngrams.overlaps(text)[None, :]
            ngrams = self._best(overlaps)
            learned = weighted_sum(kernel(cosines, overlaps)[0], self.weights)[None, :]
        strange = products(self._strangers.vectors, vector).max()
        return Evidence(best, means, ngrams, learned, np.full((1, 1), strange), self._told(vector[None, :]))

    def nearest(self, cosines: NDArray[np.float32], wanted: int) -> str:
        """Return the wording of one class that is nearest, by the cosines of all."""
        first = self._starts[wanted]
        last = self._starts[wanted + 1] if wanted + 1 < self.count else len(cosines)
        nearest = int(first + np.argmax(cosines[first:last]))
        return self.wordings[nearest]

    def trained(self) -> Index:
        """Return an index of the same from which wordings can be left out: itself, or one that learns anew."""
        if self._learner or self.weights is None:
            return self
        return Index(self.wordings, self.classes, self._vectors, None, self._answers, first=self._first)

    def leave_one_out(self) -> Evidence:
        """Return the evidence for each wording as if it and its copies were not in the file, shape (n, count)."""
        learned = self._trained().without_each()
        for copies in self._copied():
            learned[copies] = self._trained().without(copies)
        rows = np.arange(len(self.wordings))
        means = self._vectors @ self._means.T
        means[rows, self.classes] = np.einsum("ij,ij->i", self._vectors, self._means_without_each())
        return self._left(rows, self._first[:, None] == self._first, means, learned)

    def leave_class_out(self, wanted: int) -> Evidence:
        """Return the evidence for the distinct wordings of a class as if the class were not in the file.

        The class itself gets the evidence of nothing: -1 for cosines, 0 for the rest.
        """
        rows = np.flatnonzero(self.classes == wanted)
        means = self._vectors[rows] @ self._means.T
        means[:, wanted] = -1.0
        gone = np.broadcast_to(self.classes == wanted, (len(rows), len(self.wordings)))
        left = self._left(rows, gone, means, self._trained().without(rows))
        return left.of(np.flatnonzero(self._first[rows] == rows))

    def of_strangers(self) -> Evidence:
        """Return the evidence for some of the shipped strangers, of every subject, shape (s, count)."""
        some = self._strangers.every(_STRANGERS_STEP)
        cosines = some.vectors @ self._vectors.T
        overlaps = np.stack([self._ngrams.overlaps(text) for text in some.texts])
        others = some.vectors @ self._strangers.vectors.T
        # Nobody is his own stranger: what a new one is like is seen from the others.
        others[np.arange(len(others)), np.arange(0, others.shape[1], _STRANGERS_STEP)] = -1.0
        learned = np.zeros((1, 1)) if self.weights is None else kernel(cosines, overlaps) @ self.weights
        return Evidence(
            self._best(cosines),
            some.vectors @ self._means.T,
            self._best(overlaps),
            np.broadcast_to(learned.astype(np.float32), (len(cosines), self.count)),
            others.max(axis=1, keepdims=True),
            self._told(some.vectors),
        )

    def forget_training(self) -> None:
        """Free what only leaving out needs, most of the memory of an index; nothing can be left out after."""
        if self._learner:
            self._learner = None
            del self._cosines, self._overlaps

    @property
    def is_learned(self) -> bool:
        """Whether the file is small enough for the trained classifier, and so for calibration."""
        return self.weights is not None

    def _trained(self) -> KernelRidge:
        if self._learner is None:
            raise ValueError(f"found {len(self.wordings)} wordings that were not learned just now")
        return self._learner

    def _left(
        self,
        rows: NDArray[np.intp],
        gone: NDArray[np.bool_],
        means: NDArray[np.float32],
        learned: NDArray[np.float64],
    ) -> Evidence:
        """Return the evidence for m of the wordings.

        Args:
            rows: Their numbers.
            gone: Which wordings are gone for each of them, shape (m, n).
            means: Cosines with the means of what is left, shape (m, count).
            learned: What the classifier says that learned from what is left, shape (m, count).
        """
        cosines = np.where(gone, np.float32(-1.0), self._cosines[rows])
        overlaps = np.where(gone, np.float32(0.0), self._overlaps[rows])
        strange = (self._vectors[rows] @ self._strangers.vectors.T).max(axis=1, keepdims=True)
        told = self._told(self._vectors[rows])
        return Evidence(
            self._best(cosines), means, self._best(overlaps), learned.astype(np.float32), strange, told
        )

    def _means_without_each(self) -> NDArray[np.float32]:
        """Return the mean of each wording's class without it and its copies; zeros where nothing is left."""
        left = self._sums[self.classes] - self._vectors
        for copies in self._copied():
            left[copies] = self._sums[self.classes[copies]] - self._vectors[copies].sum(axis=0)
        # What rounding leaves of a class of copies would be a direction as good as any.
        left[np.bincount(self.classes[self.distinct])[self.classes] == 1] = 0.0
        return _unit(left)

    def _copied(self) -> Iterator[NDArray[np.intp]]:
        """Yield the numbers of wordings that are copies of each other."""
        for original in np.flatnonzero(np.bincount(self._first) > 1):
            yield np.flatnonzero(self._first == original)

    def _told(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what the answers say for each class, shape (m, count)."""
        if self._answers is None:
            return np.zeros((len(vectors), self.count), np.float32)
        return self._answers.evidence(vectors, self.count)

    def _best(self, pairs: NDArray[np.float32]) -> NDArray[np.float32]:
        best: NDArray[np.float32] = np.maximum.reduceat(pairs, self._starts, axis=1)
        return best

    def _shortlisted(self, text: str, best: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the best overlap of the classes with the best cosines; 0 for the others."""
        # In class order, as the wordings stand: the sums below run from one class to the next.
        shortlist = np.sort(np.argpartition(-best[0], min(SHORTLIST, self.count) - 1)[:SHORTLIST])
        wanted = np.flatnonzero(np.isin(self.classes, shortlist))
        ngrams = np.zeros_like(best)
        starts = np.searchsorted(self.classes[wanted], shortlist)
        ngrams[0, shortlist] = np.maximum.reduceat(self._ngrams.overlaps(text, wanted), starts)
        return ngrams


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows at unit length; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = rows / np.maximum(lengths, 1e-9)
    return unit
