"""Products of many rows with one vector, on the core that asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 16
"""Rows multiplied at once. OpenBLAS hands a product of 9,216 numbers or more to threads (`interface/gemv.c`),
which costs more than it saves for one message, and many times as much on a busy machine; 16 rows it does not."""


def products(rows: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the product of each row with a vector, shape (n,).

    Args:
        rows: Shape (n, d), one after the other in memory.
        vector: Shape (d,).
    """
    whole = len(rows) - len(rows) % _BLOCK
    blocks = rows[:whole].reshape(-1, _BLOCK, rows.shape[1]) @ vector
    found: NDArray[np.float32] = np.concatenate([blocks.ravel(), rows[whole:] @ vector])
    return found


def weighted_sum(weights: NDArray[np.float32], rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the sum of rows, each times its weight, shape (c,).

    Args:
        weights: Shape (n,).
        rows: Shape (n, c), one after the other in memory.
    """
    whole = len(rows) - len(rows) % _BLOCK
    blocks = weights[:whole].reshape(-1, 1, _BLOCK) @ rows[:whole].reshape(-1, _BLOCK, rows.shape[1])
    found: NDArray[np.float32] = blocks.sum(axis=(0, 1)) + weights[whole:] @ rows[whole:]
    return found
