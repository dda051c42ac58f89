"""From messages held out to a probability: what each counts, and what the weights are drawn to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from botcore.encoding.encoder import DIMENSIONS
from botcore.matching.calibration import (
    FEW,
    TOGETHER,
    USUAL,
    USUAL_BIAS,
    Calibration,
    _fitted,
    _weighs,
    calibrate,
)
from botcore.matching.features import PLAIN_FEATURES, TOPIC_FEATURES, nearness_and_lead
from botcore.matching.held_out import HeldOut, Kind, hold_out
from botcore.matching.index import Index
from botcore.matching.leaving_out import LeavingOut
from botcore.matching.logistic import fit_logistic
from botcore.trace import Thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NO_THRESHOLDS = Thresholds(1.0, 1.0, 0.0)


def held_out(kinds: Sequence[Kind], features: NDArray[np.float64] | None = None) -> HeldOut:
    """Return messages of these kinds; the right entry of an own one is the first."""
    counted = np.array(kinds, dtype=np.intp)
    rows = np.zeros((len(kinds), 4, len(PLAIN_FEATURES))) if features is None else features
    return HeldOut(rows, np.where(counted == Kind.OWN, 0, -1), counted, np.zeros((1, 4), np.float32))


def test_scores_are_the_probabilities_of_the_weighed_features() -> None:
    calibration = Calibration(("a", "b"), np.array([2.0, -1.0]), 0.5, NO_THRESHOLDS)
    features = np.array([[[0.0, 0.0], [1.0, 3.0]], [[0.25, 1.0], [0.0, 0.5]]])
    assert calibration.logits(features).tolist() == [[0.5, -0.5], [0.0, 0.0]]
    assert calibration.scores(features) == pytest.approx(1 / (1 + np.exp(-calibration.logits(features))))


@pytest.mark.parametrize(
    ("own", "strangers", "weight"),
    [(100, 50, 1.0), (100, 100, 1.0), (100, 200, 0.5), (1, 2 * FEW, 0.5), (FEW, FEW, 1.0)],
)
def test_strangers_weigh_together_no_more_than_the_files_own_words_and_none_more_than_one(
    own: int, strangers: int, weight: float
) -> None:
    weighs = _weighs(held_out([Kind.OWN] * own + [Kind.STRANGER] * strangers))
    assert weighs[:own].tolist() == [1.0] * own
    assert weighs[own:].tolist() == [weight] * strangers


def test_entries_left_out_weigh_a_tenth_and_topics_left_out_as_much_as_strangers() -> None:
    kinds = [Kind.OWN] * 40 + [Kind.NO_ENTRY] * 8 + [Kind.NO_TOPIC] * 80 + [Kind.TOPIC] * 500
    weighs = _weighs(held_out(kinds))
    assert TOGETHER[Kind.NO_ENTRY] == 0.1
    assert weighs[40:48] == pytest.approx(0.5)
    assert weighs[48:128] == pytest.approx(0.5)
    assert weighs[128:] == pytest.approx(1.0), "wordings of topics count as they come"


@pytest.mark.parametrize("names", [PLAIN_FEATURES, TOPIC_FEATURES])
def test_where_nothing_speaks_against_them_the_weights_are_the_usual_ones(names: tuple[str, ...]) -> None:
    usual = np.array([USUAL[name] for name in names])
    random = np.random.default_rng(7)
    features = random.normal(size=(4, 3, len(names))) * 1e-6
    features[..., 0] += 0.6
    weights, bias = _fitted(held_out([Kind.OWN, Kind.OWN, Kind.STRANGER, Kind.STRANGER], features), names)
    assert weights == pytest.approx(usual, abs=0.1)
    assert bias != USUAL_BIAS, "the bias is free"


def test_what_stands_behind_the_first_three_teaches_nothing() -> None:
    random = np.random.default_rng(3)
    features = random.uniform(size=(30, 5, len(PLAIN_FEATURES)))
    features[:, :, 0] = [0.5, 0.9, 0.8, 0.7, 0.1]
    held = held_out([Kind.OWN] * 20 + [Kind.STRANGER] * 10, features)
    behind, third = features.copy(), features.copy()
    behind[:, [0, 4], 1:] += 1.0
    third[:, 3, 1:] += 1.0
    (weights, bias), (same, same_bias), (others, _) = (
        _fitted(held_out([Kind.OWN] * 20 + [Kind.STRANGER] * 10, each), PLAIN_FEATURES)
        for each in (held.features, behind, third)
    )
    assert same == pytest.approx(weights)
    assert same_bias == pytest.approx(bias)
    assert others != pytest.approx(weights)


def test_evidence_that_tells_right_from_wrong_weighs_more_than_usual_and_what_misleads_less() -> None:
    features = np.zeros((40, 4, len(PLAIN_FEATURES)))
    features[:, 0, 0] = 0.5
    features[:20, 0, 0], features[20:, 0, 1] = 0.6, 0.15
    weights, _ = _fitted(held_out([Kind.OWN] * 20 + [Kind.STRANGER] * 20, features), PLAIN_FEATURES)
    assert weights[0] > USUAL[PLAIN_FEATURES[0]]
    assert weights[1] < USUAL[PLAIN_FEATURES[1]]


def test_a_weight_moves_until_what_its_messages_teach_is_five_times_the_way_it_came() -> None:
    evidence, spread = np.array([0.62, 0.55, 0.7, 0.3]), 0.2
    features = np.zeros((4, 1, len(PLAIN_FEATURES)))
    features[:, 0, 0] = evidence
    weights, bias = _fitted(held_out([Kind.OWN, Kind.OWN, Kind.OWN, Kind.STRANGER], features), PLAIN_FEATURES)
    probabilities = 1 / (1 + np.exp(-(evidence * weights[0] + bias)))
    taught = ([1, 1, 1, 0] - probabilities) @ (evidence / spread)
    assert abs(taught) > 0.1
    assert taught == pytest.approx(5 * (weights[0] - USUAL["fused"]) * spread)


def test_a_stronger_ridge_keeps_nearer_to_what_the_weights_are_drawn_to() -> None:
    features, right = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([True, False, True, False])
    near, far = (
        fit_logistic(features, right, towards=np.array([2.0, 0.0]), ridge=ridge)[0][0] for ridge in (100.0, 0.01)
    )
    assert far < near < 2.0
    assert fit_logistic(features, right, towards=np.array([2.0, 0.0]), ridge=1e9)[0][0] == pytest.approx(2.0)


def test_a_row_of_weight_two_counts_as_the_same_row_twice() -> None:
    features, right = np.array([[0.0], [1.0], [2.0]]), np.array([False, True, True])
    once = fit_logistic(np.vstack([features, features[1:2]]), np.append(right, right[1]))
    twice = fit_logistic(features, right, weighs=np.array([1.0, 2.0, 1.0]))
    assert twice[0] == pytest.approx(once[0])
    assert twice[1] == pytest.approx(once[1])


def index(classes: int, *, wordings: int = 10, apart: float = 1 / 3) -> LeavingOut:
    """Return a file of classes far from each other, whose wordings lie around them."""
    random, of = np.random.default_rng(1), np.repeat(np.arange(classes), wordings)
    vectors = apart * random.normal(size=(classes, DIMENSIONS))[of] + random.normal(size=(len(of), DIMENSIONS))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [f"{chr(ord('a') + number) * 3} {count}" for count, number in enumerate(of)]
    return LeavingOut(Index(texts, of.tolist(), vectors.astype(np.float32)))


def test_a_file_learns_to_answer_what_it_holds_out_and_no_shipped_stranger() -> None:
    file = index(6)
    held, calibration = hold_out(file, 3), calibrate(file, 3)
    is_right = np.eye(3, dtype=bool)[held.truth]
    scores = calibration.scores(held.features)
    answered = scores >= calibration.thresholds.answer
    assert answered[held.kinds == Kind.OWN][is_right[held.kinds == Kind.OWN]].all()
    assert not answered[held.kinds != Kind.OWN].any()
    assert calibration.weights[0] > USUAL["fused"] + 1, "what tells them apart this well weighs more than usual"
    assert calibration.bias > USUAL_BIAS + 1
    assert calibration.thresholds.grounds.own == 30


def test_seven_in_ten_of_the_recognised_topics_are_named_and_nine_in_ten_are_near() -> None:
    file = index(6)
    recognised, thresholds = hold_out(file, 3).recognised, calibrate(file, 3).thresholds
    assert len(recognised) == 30
    assert (nearness_and_lead(recognised) >= thresholds.topic).mean() == pytest.approx(0.7)
    assert (recognised.max(axis=1) >= thresholds.near).mean() == pytest.approx(0.9)


@pytest.mark.parametrize(("classes", "names"), [(3, PLAIN_FEATURES), (4, TOPIC_FEATURES)])
def test_a_file_of_one_wording_each_keeps_the_usual_weights(classes: int, names: tuple[str, ...]) -> None:
    calibration = calibrate(index(classes, wordings=1), 3)
    assert calibration.names == names
    assert calibration.weights.tolist() == [USUAL[name] for name in names]
    assert calibration.bias == USUAL_BIAS
