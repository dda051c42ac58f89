"""What a file says of its own wordings where they are left out, and of the shipped strangers.

The classifier is trained here, for what it would say without some of its examples comes from what training needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.index import Evidence, unit_rows
from botcore.matching.kernel_ridge import MAX_EXAMPLES, KernelRidge, kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from botcore.matching.index import Index

_STRANGERS_STEP = 3
"""Each third of the strangers teaches and sets thresholds: 0.2 s for the shipped file. Likeness is that to all."""


class LeavingOut:
    """An index whose classifier was trained just now. It takes many times the memory of the index: let go of it.

    Attributes:
        index: Of all wordings.
        weights: What the classifier learned of them, shape (n, count).
    """

    def __init__(self, index: Index) -> None:
        """Train the classifier."""
        self.index = index
        self._cosines = index.vectors @ index.vectors.T
        self._overlaps = index.ngrams.between()
        self._learner = KernelRidge(kernel(self._cosines, self._overlaps), index.classes, index.count)
        self.weights = self._learner.weights

    def leave_one_out(self) -> Evidence:
        """Return the evidence for each wording as if it and its copies were not in the file, shape (n, count)."""
        index = self.index
        learned = self._learner.without_each()
        for copies in self._copied():
            learned[copies] = self._learner.without(copies)
        rows = np.arange(len(index.wordings))
        means = index.vectors @ index.means.T
        means[rows, index.classes] = np.einsum("ij,ij->i", index.vectors, self._means_without_each())
        return self._left(rows, index.first[:, None] == index.first, means, learned)

    def leave_class_out(self, wanted: int) -> Evidence:
        """Return the evidence for the distinct wordings of a class as if the class were not in the file.

        The class itself gets the evidence of nothing: -1 for cosines, 0 for the rest.
        """
        index = self.index
        rows = np.flatnonzero(index.classes == wanted)
        means = index.vectors[rows] @ index.means.T
        means[:, wanted] = -1.0
        gone = np.broadcast_to(index.classes == wanted, (len(rows), len(index.wordings)))
        left = self._left(rows, gone, means, self._learner.without(rows))
        return left.of(np.flatnonzero(index.first[rows] == rows))

    def of_strangers(self) -> Evidence:
        """Return the evidence for some of the shipped strangers, of every subject, shape (s, count)."""
        index = self.index
        some = index.strangers.every(_STRANGERS_STEP)
        cosines = some.vectors @ index.vectors.T
        overlaps = np.stack([index.ngrams.overlaps(text) for text in some.texts])
        others = some.vectors @ index.strangers.vectors.T
        # Nobody is his own stranger: what a new one is like is seen from the others.
        others[np.arange(len(others)), np.arange(0, others.shape[1], _STRANGERS_STEP)] = -1.0
        return Evidence(
            index.best_of_each(cosines),
            some.vectors @ index.means.T,
            index.best_of_each(overlaps),
            kernel(cosines, overlaps) @ self.weights,
            others.max(axis=1, keepdims=True),
            index.of_answers(some.vectors),
        )

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
        index = self.index
        cosines = np.where(gone, np.float32(-1.0), self._cosines[rows])
        overlaps = np.where(gone, np.float32(0.0), self._overlaps[rows])
        strange = (index.vectors[rows] @ index.strangers.vectors.T).max(axis=1, keepdims=True)
        told = index.of_answers(index.vectors[rows])
        return Evidence(
            index.best_of_each(cosines),
            means,
            index.best_of_each(overlaps),
            learned.astype(np.float32),
            strange,
            told,
        )

    def _means_without_each(self) -> NDArray[np.float32]:
        """Return the mean of each wording's class without it and its copies; zeros where nothing is left."""
        index = self.index
        left = index.sums[index.classes] - index.vectors
        for copies in self._copied():
            left[copies] = index.sums[index.classes[copies]] - index.vectors[copies].sum(axis=0)
        # What rounding leaves of a class of copies would be a direction as good as any.
        left[np.bincount(index.classes[index.distinct])[index.classes] == 1] = 0.0
        return unit_rows(left)

    def _copied(self) -> Iterator[NDArray[np.intp]]:
        """Yield the numbers of wordings that are copies of each other."""
        index = self.index
        for original in np.flatnonzero(np.bincount(index.first) > 1):
            yield np.flatnonzero(index.first == original)


def learn(index: Index) -> LeavingOut | None:
    """Have an index trained; None, and nothing learned, where it has too many wordings."""
    if len(index.wordings) > MAX_EXAMPLES:
        return None
    leaving_out = LeavingOut(index)
    index.weights = leaving_out.weights
    return leaving_out
