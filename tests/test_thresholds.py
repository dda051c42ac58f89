"""From made-up scores to thresholds: the one rule that decides how sure is sure enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.stats import binomtest

from botcore.matching.calibration import choose_thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore import Thresholds

HIGH = [0.9] * 40


def chosen(asked: Sequence[float | Sequence[float]], strangers: Sequence[float]) -> Thresholds:
    """Return the thresholds of a file of four entries.

    Args:
        asked: Scores of messages that entry 0 answers: its own alone, or those of every entry.
        strangers: The best score of each message that none answers.
    """
    rows = [[each, 0.0, 0.0, 0.0] if isinstance(each, float) else list(each) for each in asked]
    rows += [[0.0, 0.0, 0.0, each] for each in strangers]
    return choose_thresholds(np.array(rows), np.array([0] * len(asked) + [-1] * len(strangers)))


@pytest.mark.parametrize("count", [20, 60, 100, 500, 2_000])
def test_as_many_strangers_are_answered_as_nine_in_ten_surely_stay_below_five_percent(count: int) -> None:
    strangers = np.linspace(0.1, 0.8, count)
    found = chosen(HIGH, list(strangers))
    answered = int((strangers >= found.answer).sum())

    def upper(events: int) -> float:
        return float(binomtest(events, count).proportion_ci(0.8, method="wilson").high)

    assert answered == 0 or upper(answered) <= 0.05
    assert upper(answered + 1) > 0.05
    assert found.false_answers == answered / count
    assert found.strangers == count


def test_of_few_strangers_none_is_answered() -> None:
    found = chosen(HIGH, [0.3, 0.61, 0.2])
    assert 0.61 < found.answer < 0.6101
    assert found.false_answers == 0


def test_where_nobody_is_a_stranger_the_likelier_half_is_answered() -> None:
    assert chosen(HIGH, []).answer == 0.5


def test_a_stranger_as_sure_as_can_be_leaves_room_for_what_is_certain() -> None:
    assert chosen(HIGH, [1.0] * 10).answer == 0.999


def test_ninety_nine_of_a_hundred_questions_find_their_entry_among_what_is_offered() -> None:
    own = [round(0.3 + number / 1_000, 3) for number in range(200)]
    found = chosen(own, [0.9] * 10)
    assert sum(each >= found.clarify for each in own) == 198
    assert found.clarify == own[2]


@pytest.mark.parametrize(("others", "reached"), [((0.8, 0.7, 0.0), True), ((0.8, 0.7, 0.6), False)])
def test_an_entry_behind_three_others_is_out_of_reach(others: tuple[float, ...], *, reached: bool) -> None:
    found = chosen([(0.5, *others)] * 10, [0.9] * 10)
    assert found.clarify == (0.5 if reached else 0.05)


@pytest.mark.parametrize("own", [0.0, 0.01, 0.049])
def test_a_guess_is_never_offered(own: float) -> None:
    assert chosen([own] * 10, [0.6] * 10).clarify == 0.05


def test_nothing_is_offered_only_that_would_be_answered_anyway() -> None:
    found = chosen([0.9] * 10, [0.4] * 10)
    assert found.clarify == found.answer < 0.9
