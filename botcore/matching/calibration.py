"""From evidence to a probability, and from probabilities to thresholds, with no deck needed.

The file judges itself (`held_out`): its wordings left out, its entries and topics left out whole, and strangers
that are shipped for every file. The pairs of such a message with its nearest entries train a logistic regression,
drawn to weights that suit any file; its probabilities choose the thresholds (`thresholds`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.features import PLAIN_FEATURES, TOPIC_FEATURES, nearness_and_lead
from botcore.matching.held_out import HeldOut, Kind, hold_out
from botcore.matching.logistic import fit_logistic
from botcore.matching.thresholds import OFFERED, choose_thresholds
from botcore.probability import sigmoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from botcore.matching.leaving_out import LeavingOut
    from botcore.trace import Thresholds

_LEAST_NAMED = 0.7
"""The share of topics' wordings, of those recognised as their topic's, that are sure enough for it to be named. Of
the shipped file's, held out, 71 % are then named rightly, 65 % at 0.9: "when will I feel better" was named
"stress, sleep and mood"."""

_LEAST_NEAR = 0.9
"""The share of the same that are near enough to be about the file's subject at all."""

_SPREADS = {
    "fused": 0.2,
    "behind": 0.15,
    "strange": 0.12,
    "learned": 0.3,
    "topics_learned": 0.3,
    "behind_topics": 0.2,
}
"""How far each feature reaches, about; the same for every file, so that a few wordings decide no scale."""

USUAL = {
    "fused": 14.0,
    "behind": 14.0,
    "strange": 0.0,
    "learned": 0.0,
    "topics_learned": 0.0,
    "behind_topics": 14.0,
}
USUAL_BIAS = -8.4
"""The weights that a file's own are drawn to: answers from 0.6 of fused evidence on, where nothing is nearer."""

_DRAWN = 5.0
"""How strongly: of 1, 5, 20 and 60 the best on small files with topics, and as good as any elsewhere."""

TOGETHER = {Kind.STRANGER: 1.0, Kind.NO_TOPIC: 1.0, Kind.NO_ENTRY: 0.1}
"""What all messages of a kind weigh together in training, beside the file's own wordings."""

FEW = 20
"""Beside fewer wordings than these, strangers weigh as if there were as many."""


@dataclass(frozen=True)
class Calibration:
    """Turns the features of a candidate into the probability that it is right."""

    names: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: float
    thresholds: Thresholds

    def scores(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return one probability a candidate, shape (…,), from features of shape (…, len(names))."""
        return sigmoid(self.logits(features))

    def logits(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the same before it is made a probability."""
        logits: NDArray[np.float64] = features @ self.weights + self.bias
        return logits


def calibrate(leaving_out: LeavingOut, entries: int) -> Calibration:
    """Learn what a score means from the file itself."""
    held = hold_out(leaving_out, entries)
    names = TOPIC_FEATURES if leaving_out.index.count > entries else PLAIN_FEATURES
    usual = np.array([USUAL[name] for name in names])
    # Strangers alone would teach that nothing is ever right.
    weights, bias = _fitted(held, names) if held.count(Kind.OWN) else (usual, USUAL_BIAS)
    thresholds = choose_thresholds(held, sigmoid(held.features @ weights + bias))
    topic = float(np.quantile(nearness_and_lead(held.recognised), 1 - _LEAST_NAMED))
    near = float(np.quantile(held.recognised.max(axis=1), 1 - _LEAST_NEAR))
    return Calibration(names, weights, bias, replace(thresholds, topic=topic, near=near))


def _fitted(held: HeldOut, names: tuple[str, ...]) -> tuple[NDArray[np.float64], float]:
    """Return the weights of the features and the bias that the messages held out ask for."""
    count, _, width = held.features.shape
    # Learned from what people may be offered alone: the many entries far behind would only teach that 0 is right.
    shortlist = np.argsort(-held.features[:, :, 0])[:, :OFFERED]
    pairs = held.features[np.arange(count)[:, None], shortlist].reshape(-1, width)
    right = (shortlist == held.truth[:, None]).ravel()
    spreads = np.array([_SPREADS[name] for name in names])
    usual = np.array([USUAL[name] for name in names]) * spreads
    weighs = np.repeat(_weighs(held), shortlist.shape[1])
    towards = np.append(usual, USUAL_BIAS)
    weights, bias = fit_logistic(pairs / spreads, right, weighs=weighs, towards=towards, ridge=_DRAWN)
    return weights / spreads, bias


def _weighs(held: HeldOut) -> NDArray[np.float64]:
    """Return how much each message counts."""
    weighs = np.ones(len(held.kinds))
    for kind, together in TOGETHER.items():
        if count := held.count(kind):
            weighs[held.kinds == kind] = min(1.0, together * max(held.count(Kind.OWN), FEW) / count)
    return weighs
