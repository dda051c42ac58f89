"""The wordings of a file as vectors, and the evidence they give for any text."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.kernel_ridge import MAX_EXAMPLES, KernelRidge, kernel
from botcore.matching.ngrams import CharacterNgrams
from botcore.matching.products import products, weighted_sum
from botcore.matching.strangers import load_strangers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore.matching.answers import Answers

SHORTLIST = 64
"""Classes whose n-grams are compared where a file has too many wordings to compare them all."""

_STRANGERS_STEP = 3
"""Each third of the strangers teaches and sets thresholds: 0.2 s for the shipped file. Likeness is that to all."""

_BEST, _MEAN, _NGRAMS, _LEARNED = 0.425, 0.425, 0.15, 0.5
"""Shares of the kinds of evidence beside answers; measured on three public FAQ decks, see docs/matching.md."""


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


class Index:
    """Wordings of `count` classes, in class order, with their vectors.

    Attributes:
        wordings: All wordings, those of one class side by side.
        classes: The class of each wording, ascending, shape (n,).
        count: How many classes there are; each has at least one wording.
        weights: Of the trained classifier, shape (n, count); None: the file is too big for it.
    """

    def __init__(
        self,
        wordings: Sequence[str],
        classes: Sequence[int],
        vectors: NDArray[np.float32],
        weights: NDArray[np.float32] | None = None,
        answers: Answers | None = None,
    ) -> None:
        """Build the index.

        Args:
            wordings: All of them, those of one class side by side.
            classes: The class of each, ascending from 0 without a gap.
            vectors: Of each, shape (n, DIMENSIONS).
            weights: What the classifier learned of the same earlier: nothing can be left out then. None: it learns
                now, where the file is small enough.
            answers: Those of the first classes; None: they say nothing.
        """
        self.wordings = list(wordings)
        self.classes = np.asarray(classes, dtype=np.intp)
        self.count = int(self.classes[-1]) + 1
        self._starts = np.searchsorted(self.classes, np.arange(self.count))
        self._vectors = vectors
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

    def evidence(self, text: str, vector: NDArray[np.float32]) -> Evidence:
        """Return the evidence for one text, arrays of shape (1, count)."""
        cosines, means = products(self._vectors, vector)[None, :], products(self._means, vector)[None, :]
        best = self._best(cosines)
        if self.weights is None:
            ngrams, learned = self._shortlisted(text, best), np.zeros_like(best)
        else:
            overlaps = self._ngrams.overlaps(text)[None, :]
            ngrams = self._best(overlaps)
            learned = weighted_sum(kernel(cosines, overlaps)[0], self.weights)[None, :]
        strange = products(self._strangers.vectors, vector).max()
        return Evidence(best, means, ngrams, learned, np.full((1, 1), strange), self._told(vector[None, :]))

    def nearest(self, vector: NDArray[np.float32], wanted: int) -> str:
        """Return the wording of one class that is nearest to a vector."""
        first, last = np.searchsorted(self.classes, (wanted, wanted + 1))
        return str(self.wordings[first + int(np.argmax(products(self._vectors[first:last], vector)))])

    def leave_one_out(self) -> Evidence:
        """Return the evidence for each wording as if it were not in the file, shape (n, count)."""
        return self._held_out(np.arange(len(self.wordings)), alone=True)

    def leave_class_out(self, wanted: int) -> Evidence:
        """Return the evidence for the wordings of a class as if the class were not in the file.

        The class itself gets the evidence of nothing: -1 for cosines, 0 for the rest.
        """
        return self._held_out(np.flatnonzero(self.classes == wanted), alone=False)

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

    def _held_out(self, rows: NDArray[np.intp], *, alone: bool) -> Evidence:
        if self._learner is None:
            raise ValueError(f"found {len(self.wordings)} wordings that were not learned just now")
        own = self.classes[rows]
        cosines, overlaps = self._cosines[rows].copy(), self._overlaps[rows].copy()
        means = self._vectors[rows] @ self._means.T
        at = np.arange(len(rows))
        if alone:
            cosines[at, rows], overlaps[at, rows] = -1.0, 0.0
            without_self = _unit(self._sums[own] - self._vectors[rows])
            means[at, own] = np.einsum("ij,ij->i", self._vectors[rows], without_self)
            learned = self._learner.without_each()
        else:
            cosines[:, rows], overlaps[:, rows] = -1.0, 0.0
            means[:, own[0]] = -1.0
            learned = self._learner.without(rows)
        strange = (self._vectors[rows] @ self._strangers.vectors.T).max(axis=1, keepdims=True)
        told = self._told(self._vectors[rows])
        return Evidence(
            self._best(cosines), means, self._best(overlaps), learned.astype(np.float32), strange, told
        )

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
