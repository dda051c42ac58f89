"""From made-up scores to thresholds: the one rule that decides how sure is sure enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from botcore.matching.held_out import HeldOut, Kind
from botcore.matching.thresholds import (
    AMONG_TOPICS,
    ENOUGH_TOPICS,
    EVIDENCE,
    WITHOUT_EVIDENCE,
    _usual,
    choose_thresholds,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore import Thresholds

HIGH = [0.9] * 40


def chosen(
    own: Sequence[float | Sequence[float]],
    *,
    topics: Sequence[float] = (),
    without_topic: Sequence[float] = (),
    entries: Sequence[float] = (),
    strangers: Sequence[float] = (0.01,) * 100,
) -> Thresholds:
    """Return the thresholds of a file of four entries.

    Args:
        own: Scores of messages that entry 0 answers: its own alone, or those of every entry.
        topics: The best score of each wording of a topic.
        without_topic: The same of each whose topic was left out.
        entries: The best score of each wording whose entry was left out.
        strangers: The best score of each shipped stranger.
    """
    rows = [[each, 0.0, 0.0, 0.0] if isinstance(each, float) else list(each) for each in own]
    others = {
        Kind.TOPIC: topics,
        Kind.NO_TOPIC: without_topic,
        Kind.NO_ENTRY: entries,
        Kind.STRANGER: strangers,
    }
    kinds = [Kind.OWN] * len(rows)
    for kind, scores in others.items():
        rows += [[0.0, 0.0, 0.0, each] for each in scores]
        kinds += [kind] * len(scores)
    truth = np.where(np.array(kinds) == Kind.OWN, 0, -1)
    held = HeldOut(
        np.zeros((len(rows), 4, 3)), truth, np.array(kinds, dtype=np.intp), np.zeros((1, 4), np.float32)
    )
    return choose_thresholds(held, np.array(rows))


def test_many_strangers_set_a_threshold_between_themselves_and_the_questions() -> None:
    found = chosen(HIGH, topics=[0.3] * 5_000)
    assert 0.3 < found.answer < 0.9
    assert found.false_answers == 0


def test_strangers_that_score_high_move_it_up_and_those_that_score_low_down() -> None:
    low, high = (chosen([0.95] * 40, topics=[each] * 5_000).answer for each in (0.1, 0.85))
    assert low < WITHOUT_EVIDENCE < high


def test_a_file_that_says_nothing_of_strangers_near_it_keeps_the_usual_threshold() -> None:
    assert chosen(HIGH).answer == pytest.approx(WITHOUT_EVIDENCE)
    assert chosen([], entries=[0.2] * 500).answer == WITHOUT_EVIDENCE


@pytest.mark.parametrize("count", [1, 10, 100, 1_000])
def test_the_fewer_strangers_are_known_the_nearer_it_stays_to_the_usual(count: int) -> None:
    fewer, more = (chosen(HIGH, entries=[0.05] * each).answer for each in (count, 10 * count))
    assert more < fewer < WITHOUT_EVIDENCE


def test_the_more_topics_are_written_the_lower_the_usual_threshold_and_sixty_wordings_are_enough() -> None:
    # These strangers ask for a higher threshold than any usual one; the more of them, the more they count.
    usual = [chosen(HIGH, topics=[0.7] * each).answer for each in (0, 10, 30, 60)]
    assert usual == sorted(usual, reverse=True)
    assert usual[0] - usual[1] < 0.05
    assert _usual(0) == pytest.approx(WITHOUT_EVIDENCE)
    assert _usual(ENOUGH_TOPICS) == _usual(10 * ENOUGH_TOPICS) == pytest.approx(AMONG_TOPICS)


def test_as_many_as_the_usual_threshold_weighs_are_met_half_way_between_logits() -> None:
    found = chosen([0.4] * 100, entries=[0.2] * EVIDENCE)
    own = np.log(0.3 / 0.7)
    usual = np.log(WITHOUT_EVIDENCE / (1 - WITHOUT_EVIDENCE))
    assert found.answer == pytest.approx(1 / (1 + np.exp(-(own + usual) / 2)), abs=0.01)


def test_two_small_topics_do_not_open_the_door() -> None:
    alone = chosen(HIGH, entries=[0.5] * 60).answer
    assert chosen(HIGH, entries=[0.5] * 50, topics=[0.02] * 10).answer > alone - 0.1


def test_a_few_questions_are_not_worth_many_strangers() -> None:
    some, many = [0.5] * 10 + [0.9] * 90, [0.5] * 50 + [0.9] * 50
    strangers = [0.55] * 2_000 + [0.1] * 2_000
    assert chosen(some, topics=strangers).answer > 0.55
    assert chosen(many, topics=strangers).answer < 0.55


def test_wordings_answered_wrongly_are_worth_nothing() -> None:
    wrong = [(0.3, 0.9, 0.0, 0.0)] * 50
    assert chosen([*wrong, *[0.95] * 50], topics=[0.85] * 5_000).answer > 0.85


def test_it_is_said_what_they_rest_on() -> None:
    grounds = chosen(HIGH, topics=[0.3] * 7, entries=[0.4] * 3).grounds
    assert (grounds.own, grounds.topics, grounds.entries, grounds.strangers) == (40, 7, 3, 100)
    assert grounds.near == 10


def test_ninety_nine_of_a_hundred_questions_find_their_entry_among_what_is_offered() -> None:
    own = [round(0.3 + number // 100 / 1_000, 3) for number in range(20_000)]
    found = chosen(own, topics=[0.9] * 5_000, strangers=[0.9] * 100)
    assert found.clarify == pytest.approx(own[200], abs=0.005)


@pytest.mark.parametrize(("others", "reached"), [((0.8, 0.7, 0.0), True), ((0.8, 0.7, 0.6), False)])
def test_an_entry_behind_three_others_is_out_of_reach(others: tuple[float, ...], *, reached: bool) -> None:
    found = chosen([(0.5, *others)] * 10_000, topics=[0.9] * 5_000)
    assert found.clarify == pytest.approx(0.5 if reached else 0.05, abs=0.01)


@pytest.mark.parametrize("own", [0.0, 0.01, 0.049])
def test_a_guess_is_never_offered(own: float) -> None:
    assert chosen([own] * 10, topics=[0.6] * 10).clarify == pytest.approx(0.05)


def test_nothing_is_offered_only_that_would_be_answered_anyway() -> None:
    found = chosen([0.9] * 1_000, topics=[0.4] * 10)
    assert found.clarify == found.answer < 0.9


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_fewer_questions_are_known_the_more_is_offered(count: int) -> None:
    fewer, more = (chosen([0.5] * each, topics=[0.9] * 5_000).clarify for each in (count, 10 * count))
    assert 0.05 < fewer < more < 0.5


@pytest.mark.parametrize("near", [20, 5_000])
@pytest.mark.parametrize(("unsure", "opens"), [(44, False), (46, True)])
def test_a_stranger_who_is_answered_costs_as_much_as_three_questions(
    unsure: int, near: int, *, opens: bool
) -> None:
    # Half of the strangers near the file stand where the unsure questions do; three in ten strangers are near it.
    own, others = [0.5] * unsure + [0.9] * (100 - unsure), [0.5] * (near // 2) + [0.1] * (near // 2)
    assert (chosen(own, entries=others).answer < WITHOUT_EVIDENCE) is opens


@pytest.mark.parametrize(
    "near", [{"entries": [0.85] * 500}, {"topics": [0.1] * 500, "without_topic": [0.85] * 500}]
)
def test_whoever_asks_of_what_was_left_out_is_a_stranger_near_the_file(near: dict[str, list[float]]) -> None:
    lower = {kind: [0.1] * len(scores) for kind, scores in near.items()}
    assert chosen(HIGH, **lower).answer < WITHOUT_EVIDENCE < chosen(HIGH, **near).answer


def test_a_question_just_at_a_threshold_is_answered() -> None:
    # Half a step below it stand all strangers, so that this one threshold is the best of all.
    assert chosen([0.5] * 40, topics=[0.495] * 50_000, strangers=[0.495] * 100).answer == pytest.approx(
        0.5, abs=0.001
    )


def test_strangers_of_both_kinds_count_together() -> None:
    assert chosen(HIGH, topics=[0.85] * 5_000, entries=[0.1] * 60).answer > 0.85


@pytest.mark.parametrize(
    ("topics", "strangers", "share"),
    [([0.95] * 20 + [0.01] * 80, [0.01] * 100, 0.3 * 0.2), ([0.01] * 100, [0.95] * 20 + [0.01] * 80, 0.7 * 0.2)],
)
def test_three_in_ten_strangers_are_near_the_file_and_seven_are_far(
    topics: list[float], strangers: list[float], share: float
) -> None:
    assert chosen(HIGH, topics=topics, strangers=strangers).false_answers == pytest.approx(share)


def test_where_no_question_was_held_out_all_but_guesses_are_offered() -> None:
    assert chosen([], entries=[0.2] * 500).clarify == pytest.approx(0.05)
