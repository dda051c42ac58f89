"""Formulas that more than one room needs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FURTHEST = 30.0
"""Beyond, a probability is 0 or 1 to thirteen digits, and its exponential would overflow some day."""


def sigmoid(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each logit, in any shape."""
    probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(logits, -_FURTHEST, _FURTHEST)))
    return probabilities


def probability(logit: float) -> float:
    """Return the probability of one logit: an array of one takes ten times as long, and a message has several."""
    return 1 / (1 + math.exp(-max(-_FURTHEST, min(_FURTHEST, logit))))


def wilson_interval(events: int, trials: int, z: float) -> tuple[float, float]:
    """Return Wilson's score interval for a share; all of [0, 1] when there was nothing to count.

    Args:
        events: How often it happened.
        trials: Out of how many.
        z: Standard deviations to either side.

    Source: Wilson, *Probable inference, the law of succession, and statistical inference*, 1927.
    """
    if not trials:
        return 0.0, 1.0
    share, squared = events / trials, z * z
    middle = share + squared / (2 * trials)
    margin = z * math.sqrt(share * (1 - share) / trials + squared / (4 * trials**2))
    scale = 1 + squared / trials
    return max(0.0, (middle - margin) / scale), min(1.0, (middle + margin) / scale)
