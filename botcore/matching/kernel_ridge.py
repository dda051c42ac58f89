"""A classifier that learns from few examples and knows what it would have said without each of them.

Kernel ridge regression onto one-hot classes (the mean of a Gaussian process), with a radial kernel over
sentence vectors and character n-grams. Its leave-one-out predictions, and those with a whole class left
out, come in closed form from the inverse that training needs anyway (Rasmussen & Williams, *Gaussian
Processes for Machine Learning*, 2006, eq. 5.12), so calibration costs no second training.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RIDGE = 0.03
_WIDTH = 3.0
_VECTOR_SHARE = 0.8
"""Chosen on three public FAQ decks among ridge 0.01–1, width 0.75–10, share 0.6–0.9: see docs/tried.md."""

MAX_EXAMPLES = 4_000
"""Training inverts a matrix of this order: 2 s on one core at the cap."""


def kernel(cosines: NDArray[np.float32], ngrams: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the similarity in (0, 1] of every pair, from its cosine and its n-gram overlap."""
    blend = _VECTOR_SHARE * cosines + (1 - _VECTOR_SHARE) * ngrams
    return np.exp(_WIDTH * (blend - 1), dtype=np.float32)


class KernelRidge:
    """Trained on a kernel matrix of examples.

    Attributes:
        weights: All that predicting needs, shape (n, count); the rest, several times as much, is for leaving out.
    """

    def __init__(self, gram: NDArray[np.float32], classes: NDArray[np.intp], count: int) -> None:
        """Train.

        Args:
            gram: The kernel of every pair of examples, shape (n, n).
            classes: The class of each example, shape (n,), from 0 to count - 1.
            count: How many classes there are.
        """
        self._targets = np.eye(count, dtype=np.float64)[classes]
        ridged = gram.astype(np.float64)
        np.fill_diagonal(ridged, ridged.diagonal() + _RIDGE)
        self._inverse = np.linalg.inv(ridged)
        self._solution = self._inverse @ self._targets
        self.weights: NDArray[np.float32] = self._solution.astype(np.float32)

    def without(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return what would be predicted for these examples had none of them been learned from."""
        block = self._inverse[np.ix_(rows, rows)]
        held_out: NDArray[np.float64] = self._targets[rows] - np.linalg.solve(block, self._solution[rows])
        return held_out

    def without_each(self) -> NDArray[np.float64]:
        """Return what would be predicted for every example had it alone not been learned from."""
        diagonal = np.diag(self._inverse)[:, None]
        held_out: NDArray[np.float64] = self._targets - self._solution / diagonal
        return held_out
