"""When the nearest topic is sure enough to be named: learned from the topics' own wordings, each left out.

Topics overlap, and some wordings could stand in two of them: "how many shots" is near to the sessions and to the
details of an appointment. So how near and how far ahead a topic is does not say enough: how often each was the
right one when a wording was left out counts, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.logistic import fit_logistic
from botcore.probability import probability, sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from botcore.matching.index import Evidence
    from botcore.matching.leaving_out import LeavingOut

LEAST_RIGHT = 0.82
"""The share of the wordings left out for which the topic that is named must be their own. These are harder than
what people send: of 91 strangers (tests/decks/topics.jsonl) 52 are named then, 51 rightly. At 0.8 "bitcoin price"
is named a question of cost."""


@dataclass(frozen=True)
class Naming:
    """How sure the nearest topic of a message is.

    Attributes:
        least: The least sureness for a topic to be named.
    """

    weights: NDArray[np.float64]
    bias: float
    center: NDArray[np.float64]
    spread: NDArray[np.float64]
    reliable: NDArray[np.float64]
    least: float

    @classmethod
    def learn(cls, leaving_out: LeavingOut, entries: int) -> Naming | None:
        """Return what the wordings teach, each judged as if it were not there; None where none is near to a topic.

        Args:
            leaving_out: The first `entries` classes of its index are entries, the rest topics.
            entries: How many entries there are.
        """
        index, distinct = leaving_out.index, leaving_out.index.distinct
        found, classes = leaving_out.leave_one_out().of(distinct), index.classes[distinct]
        topics = _nearest_topic(found, entries)
        looked_at = (topics == found.fused.argmax(axis=1)) & (classes >= entries)
        if not looked_at.any():
            return None
        topics, right = topics[looked_at], (topics == classes)[looked_at]
        named = np.bincount(topics, minlength=index.count)
        rightly = np.bincount(topics, weights=right, minlength=index.count).astype(np.float64)
        # Of a wording itself nothing may be known: its topic is as reliable as the others say.
        rows = np.column_stack(
            [
                _described(found, entries)[looked_at],
                _log_odds(rightly[topics] - right.astype(np.float64), named[topics] - 1),
            ]
        )
        center, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
        weights, bias = fit_logistic((rows - center) / spread, right)
        sure = sigmoid((rows - center) / spread @ weights + bias)
        return cls(weights, bias, center, spread, _log_odds(rightly, named), least_sure(sure, right))

    def sureness(self, evidence: Evidence, entries: int) -> float:
        """Return how sure the nearest topic of one message is, in [0, 1]."""
        reliable = self.reliable[_nearest_topic(evidence, entries)]
        row = np.column_stack([_described(evidence, entries), reliable])[0]
        return probability(float((row - self.center) / self.spread @ self.weights) + self.bias)


def least_sure(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the lowest sureness from which on a share `LEAST_RIGHT` is right; 1 where there is none."""
    order = np.argsort(-sure, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(shares >= LEAST_RIGHT)
    return float(sure[order][enough[-1]]) if len(enough) else 1.0


def _nearest_topic(evidence: Evidence, entries: int) -> NDArray[np.intp]:
    nearest: NDArray[np.intp] = evidence.fused[:, entries:].argmax(axis=1) + entries
    return nearest


def _described(evidence: Evidence, entries: int) -> NDArray[np.float64]:
    """Return what is known of the nearest topic of each message, shape (m, 8)."""
    fused, learned = evidence.fused.astype(np.float64), evidence.learned.astype(np.float64)
    rows, topics = np.arange(len(fused)), _nearest_topic(evidence, entries)
    return np.stack(
        [
            fused[rows, topics],
            fused[rows, topics] - _best_beside(fused, topics),
            learned[rows, topics],
            learned[rows, topics] - _best_beside(learned, topics),
            fused[rows, topics] - fused[:, :entries].max(axis=1),
            evidence.ngrams[rows, topics],
            evidence.best[rows, topics],
            evidence.mean[rows, topics],
        ],
        axis=1,
    )


def _best_beside(scores: NDArray[np.float64], left_out: NDArray[np.intp]) -> NDArray[np.float64]:
    others = scores.copy()
    others[np.arange(len(scores)), left_out] = -np.inf
    best: NDArray[np.float64] = others.max(axis=1)
    return best


def _log_odds(rightly: NDArray[np.float64], named: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the log odds of a share, as if each had been named twice more, and rightly one and a half times."""
    share = (rightly + 1.5) / (named + 2)
    odds: NDArray[np.float64] = np.log(share / (1 - share))
    return odds
