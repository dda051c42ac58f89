"""Logistic regression for a handful of features, by Newton's method.

What scikit-learn's `LogisticRegression` finds, to six digits (a test holds them together), without the
second that importing it adds to every start.

Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, 2009, section 4.4.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from botcore.probability import sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEPS = 50
"""A step moves no weight by more than 1, and weights of 30 are usual: hence so many at most."""

_CLOSE = 1e-9
"""How little the last step moves any weight."""

_FREE = 1e-9
"""The ridge of the bias: as good as none, and enough for a step to be found where all rows are of one class."""


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
    """
    rows = np.column_stack([features, np.ones(len(features))])
    found = newton(
        rows,
        right,
        weighs=np.ones(len(rows)) if weighs is None else weighs,
        towards=np.zeros(rows.shape[1]) if towards is None else towards,
        ridges=np.array([ridge] * features.shape[1] + [_FREE]),
    )
    return found[:-1], float(found[-1])


def newton(
    rows: NDArray[np.float64],
    right: NDArray[np.bool_],
    *,
    weighs: NDArray[np.float64],
    towards: NDArray[np.float64],
    ridges: NDArray[np.float64],
    logits: NDArray[np.float64] | float = 0.0,
) -> NDArray[np.float64]:
    """Return the weights that make the most of rows as they are, shape (f,).

    Args:
        rows: Shape (n, f).
        right: Shape (n,).
        weighs: How much each row counts, shape (n,).
        towards: What the weights are where nothing speaks against it, shape (f,).
        ridges: How much must speak against each of these, shape (f,).
        logits: What is said of each row already, shape (n,); the weights come on top of it.
    """
    held = np.diag(ridges)
    found = towards.copy()
    for _ in range(_STEPS):
        share = sigmoid(logits + rows @ found)
        slope = rows.T @ (weighs * (share - right)) + held @ (found - towards)
        curve = (rows * (weighs * share * (1 - share))[:, None]).T @ rows + held
        step = np.linalg.solve(curve, slope)
        # Far from the end a whole step may overshoot where the classes are easily told apart.
        found -= step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < _CLOSE:
            break
    return found
