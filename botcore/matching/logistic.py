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

_STEPS = 50
_CLOSE = 1e-9


def fit_logistic(
    features: NDArray[np.float64],
    right: NDArray[np.bool_],
    *,
    weighs: NDArray[np.float64] | None = None,
    towards: NDArray[np.float64] | None = None,
    ridge: float = 1.0,
) -> tuple[NDArray[np.float64], float]:
    """Return the weights of the features and the bias, with a ridge of ½‖weights − towards‖² (the bias is free).

    Args:
        features: On one scale, shape (n, f).
        right: Shape (n,).
        weighs: How much each row counts, shape (n,); None: 1.
        towards: What the weights, and at the end the bias, are where nothing speaks against it, shape (f + 1,);
            None: 0.
        ridge: How much must speak against it.

    Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, 2009, section 4.4.1.
    """
    rows = np.column_stack([features, np.ones(len(features))])
    held = np.diag([ridge] * features.shape[1] + [1e-9])
    counts = np.ones(len(rows)) if weighs is None else weighs
    start = np.zeros(rows.shape[1]) if towards is None else towards
    found = start.copy()
    for _ in range(_STEPS):
        share = sigmoid(rows @ found)
        slope = rows.T @ (counts * (share - right)) + held @ (found - start)
        curve = (rows * (counts * share * (1 - share))[:, None]).T @ rows + held
        # A step moves no weight by more than 1 (below), and weights of 30 are usual: hence as many as fifty steps.
        step = np.linalg.solve(curve, slope)
        # Far from the end a whole step may overshoot where the classes are easily told apart.
        found -= step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < _CLOSE:
            break
    return found[:-1], float(found[-1])
