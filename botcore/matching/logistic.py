"""Logistic regression for a handful of features, by Newton's method.

What scikit-learn's `LogisticRegression` finds, to six digits (a test holds them together), without the
second that importing it adds to every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from botcore.probability import sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS = 50
CLOSE = 1e-9


def fit_logistic(features: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """Return the weights of the features and the bias, with a ridge of ½‖weights‖² (the bias is free).

    Args:
        features: Centred and scaled, shape (n, f).
        right: Shape (n,).

    Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, 2009, section 4.4.1.
    """
    rows = np.column_stack([features, np.ones(len(features))])
    ridge = np.diag([1.0] * features.shape[1] + [1e-9])
    found = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        share = sigmoid(rows @ found)
        slope = rows.T @ (share - right) + ridge @ found
        curve = (rows * (share * (1 - share))[:, None]).T @ rows + ridge
        step = np.linalg.solve(curve, slope)
        # Far from the end a whole step may overshoot where the classes are easily told apart.
        found -= step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < CLOSE:
            break
    return found[:-1], float(found[-1])
