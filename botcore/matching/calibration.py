"""From evidence to a probability, and from probabilities to thresholds, with no deck needed.

Every wording of the file is judged as if it were not in it: once alone (it should be recognised), and for
topics once more with the whole topic gone (a stranger that shares the file's words should not be). The
pairs of such a message with its nearest entries train a logistic regression; its probabilities choose the
thresholds by `choose_thresholds`, from the messages held out alone where the file has topics: strangers of
topics nobody thought of are judged harder than those people really send (docs/matching.md has both figures).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.logistic import fit_logistic
from botcore.probability import sigmoid, wilson_interval
from botcore.trace import Thresholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from botcore.matching.index import Evidence, Index

OFFERED = 3
"""How many candidates a person is offered at most: three gain 16 to 26 points over one on public decks."""

MOST_ANSWERED = 0.05
"""The share of strangers that may be answered, at the upper end of its confidence interval."""

ONE_SIDED_90 = 1.2816
"""Standard deviations: nine in ten of the shares that could lie behind what was seen are below this end."""

LEAST_OFFERED = 0.05
"""No candidate less likely than this is offered, whatever the file: it would be a guess."""

LEAST_NAMED = 0.7
"""The share of topics' wordings, of those recognised as their topic's, that are sure enough for it to be named. Of
the shipped file's, held out, 71 % are then named rightly, 65 % at 0.9: "when will I feel better" was named
"stress, sleep and mood"."""

LEAST_NEAR = 0.9
"""The share of the same that are near enough to be about the file's subject at all."""

LEAST_REACHED = 0.99
"""The share of answerable messages whose right entry must at least be offered."""

PLAIN_FEATURES = ("fused", "behind")
TOPIC_FEATURES = ("fused", "behind", "lead", "over_topics", "ngrams", "learned", "topics_learned")


@dataclass(frozen=True)
class Calibration:
    """Turns the features of a candidate into the probability that it is right."""

    names: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: float
    center: NDArray[np.float64]
    spread: NDArray[np.float64]
    thresholds: Thresholds

    def scores(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return one probability a candidate, shape (…,), from features of shape (…, len(names))."""
        return sigmoid(self.logits(features))

    def logits(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the same before it is made a probability."""
        logits: NDArray[np.float64] = ((features - self.center) / self.spread) @ self.weights + self.bias
        return logits


def features(evidence: Evidence, entries: int) -> NDArray[np.float64]:
    """Return what a score is made of, for each message and entry: shape (m, entries, features).

    Args:
        evidence: For m messages; the first `entries` classes are entries, the rest topics.
        entries: How many entries there are.
    """
    fused = evidence.fused.astype(np.float64)
    own, topics = fused[:, :entries], fused[:, entries:]
    behind = own - _best_other(own)
    columns = [own, np.minimum(behind, 0.0)]
    if topics.shape[1]:
        learned = evidence.learned.astype(np.float64)
        over = own - topics.max(axis=1, keepdims=True)
        strange = np.broadcast_to(learned[:, entries:].sum(axis=1, keepdims=True), own.shape)
        columns += [behind, over, evidence.ngrams[:, :entries], learned[:, :entries], strange]
    return np.stack(columns, axis=-1)


def sureness(fused: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how sure the nearest class of each message is: how near, and by how much nearer than the next."""
    nearest = np.sort(fused.astype(np.float64), axis=1)[:, ::-1]
    following = nearest[:, min(1, nearest.shape[1] - 1)]
    sure: NDArray[np.float64] = 2 * nearest[:, 0] - following
    return sure


def _best_other(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each class the best score among the other classes; its own where there is none."""
    if scores.shape[1] == 1:
        return scores
    order = np.partition(scores, -2, axis=1)
    first, second = order[:, -1:], order[:, -2:-1]
    others: NDArray[np.float64] = np.where(scores == first, second, first)
    return others


@dataclass(frozen=True)
class HeldOut:
    """Messages judged as if they were not in the file.

    Attributes:
        features: Shape (m, entries, features).
        truth: The right entry of each message; -1 for a stranger. Shape (m,).
        recognised: The fused evidence of the topics' wordings that are still recognised without themselves;
            shape (r, classes), at least one row.
    """

    features: NDArray[np.float64]
    truth: NDArray[np.intp]
    recognised: NDArray[np.float32]


def hold_out(index: Index, entries: int) -> HeldOut:
    """Judge every wording without itself, and every topic without the topic.

    Where a file has no topics, every entry is also left out whole: its wordings are then the strangers.
    """
    evidence = index.leave_one_out()
    alone, fused = features(evidence, entries), evidence.fused
    recognised = (fused.argmax(axis=1) == index.classes) & (index.classes >= entries)
    truth = np.where(index.classes < entries, index.classes, -1)
    strange = range(entries, index.count) if index.count > entries else range(entries if entries > 1 else 0)
    parts = [alone]
    truths = [truth]
    for wanted in strange:
        held = index.leave_class_out(wanted)
        parts.append(features(held, entries))
        truths.append(np.full(len(parts[-1]), -1))
    return HeldOut(
        np.concatenate(parts),
        np.concatenate(truths).astype(np.intp),
        fused[recognised] if recognised.any() else np.zeros((1, index.count), np.float32),
    )


def calibrate(index: Index, entries: int) -> Calibration:
    """Learn what a score means from the file itself."""
    held = hold_out(index, entries)
    count, classes, width = held.features.shape
    # Learned from what people may be offered alone: the many entries far behind would only teach that 0 is right.
    shortlist = np.argsort(-held.features[:, :, 0], axis=1)[:, : min(OFFERED, classes)]
    rows = np.arange(count)[:, None]
    pairs = held.features[rows, shortlist].reshape(-1, width)
    right = (shortlist == held.truth[:, None]).ravel()
    center, spread = pairs.mean(axis=0), np.maximum(pairs.std(axis=0), 1e-6)
    weights, bias = fit_logistic((pairs - center) / spread, right)
    names = TOPIC_FEATURES if width == len(TOPIC_FEATURES) else PLAIN_FEATURES
    blank = Thresholds(1.0, 1.0, 0.0, 0)
    calibration = Calibration(names, weights, bias, center, spread, blank)
    # Strangers of topics left out whole are harder than those people send: they teach, and set no threshold.
    known = len(index.wordings) if index.count > entries else count
    thresholds = choose_thresholds(calibration.scores(held.features[:known]), held.truth[:known])
    topic = float(np.quantile(sureness(held.recognised), 1 - LEAST_NAMED))
    near = float(np.quantile(held.recognised.max(axis=1), 1 - LEAST_NEAR))
    return replace(calibration, thresholds=replace(thresholds, topic=topic, near=near))


def choose_thresholds(scores: NDArray[np.float64], truth: NDArray[np.intp]) -> Thresholds:
    """Return the lowest answer threshold within the budget, and the highest clarify threshold in reach.

    The answer threshold is the lowest at which the share of strangers answered, taken at the upper end of
    its one-sided 90 % Wilson interval, stays within `MOST_ANSWERED`. The clarify threshold is the highest at
    which the right entry of a share `LEAST_REACHED` of the answerable messages is among the first `OFFERED`.

    Args:
        scores: Shape (m, entries).
        truth: The right entry, -1 for strangers; shape (m,).
    """
    strangers = np.sort(scores[truth < 0].max(axis=1))[::-1]
    allowed = 0
    while (
        allowed < len(strangers) and wilson_interval(allowed + 1, len(strangers), ONE_SIDED_90)[1] <= MOST_ANSWERED
    ):
        allowed += 1
    answer = float(strangers[allowed]) + 1e-6 if allowed < len(strangers) else 0.5
    inside = truth >= 0
    own = scores[inside, truth[inside]]
    rank = (scores[inside] > own[:, None]).sum(axis=1)
    reached = np.sort(np.where(rank < OFFERED, own, 0.0))
    clarify = float(reached[int((1 - LEAST_REACHED) * len(reached))]) if len(reached) else answer
    share = allowed / len(strangers) if len(strangers) else 0.0
    answer = min(answer, 0.999)
    return Thresholds(answer, min(max(clarify, LEAST_OFFERED), answer), share, len(strangers))
