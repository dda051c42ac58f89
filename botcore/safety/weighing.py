"""How likely a message is urgent: its signals, weighed by a logistic regression with a handful of weights."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from botcore.probability import probability

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from botcore.safety.signals import Signals

FURTHEST = 6.0
"""Logits are cut off here, at 0.998 and 0.002: a model that is surer of itself has seen nothing more."""


_FOR_URGENT = frozenset({"reader_whole", "reader_worst", "classifier", "heard"})
"""Signals that never make a message calmer."""


class Weights(NamedTuple):
    """What each signal counts for.

    Attributes:
        of: Name of a signal → its weight.
        bias: Added to their sum.
    """

    of: Mapping[str, float]
    bias: float

    def probability(self, signals: Signals) -> float:
        """Return the probability that a message with these signals is urgent."""
        total = sum(self.of[name] * _cut_off(value) for name, value in signals._asdict().items())
        return probability(total + self.bias)


def _cut_off(signal: float) -> float:
    """Return the number that is weighed for a signal."""
    # Fitted and applied through this one place, so that what is cut off in training is cut off in use.
    return math.copysign(min(abs(signal), FURTHEST), signal)


def fit_weights(signals: Sequence[Signals], urgent: NDArray[np.bool_]) -> Weights:
    """Return the weights that tell best which messages are urgent.

    A witness that is surer never speaks for calm. Of two that say nearly the same, the fit may give one too
    much and take it back by the other: that one is left out.

    Args:
        signals: Of messages that neither reader nor classifier has read.
        urgent: Whether each is urgent.
    """
    # Only training needs it, and it takes a second to import.
    from sklearn.linear_model import LogisticRegression

    rows, names = np.array([list(map(_cut_off, each)) for each in signals]), signals[0]._fields
    kept = list(range(len(names)))
    while True:
        model = LogisticRegression(max_iter=1000).fit(rows[:, kept], urgent)
        weights = np.zeros(len(names))
        weights[kept] = model.coef_[0]
        wrong = [each for each in kept if names[each] in _FOR_URGENT and weights[each] < 0]
        if not wrong:
            return Weights({name: float(weights[at]) for at, name in enumerate(names)}, float(model.intercept_[0]))
        kept.remove(min(wrong, key=weights.__getitem__))
