"""Decks, outcomes, figures, comparisons: the measuring itself, on cases made by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from botcore import Kind
from botcore.evaluation import (
    GOALS,
    MEASURES,
    Case,
    CaseKind,
    Goal,
    GoalsError,
    Judged,
    Observed,
    Outcome,
    Share,
    by_entry,
    by_kind,
    compare,
    figures,
    judge,
    mcnemar,
    observe_row,
    read_deck,
    read_goals,
)
from botcore.evaluation.curves import calibration_error, confusion, reliability, right_at, risk_coverage

if TYPE_CHECKING:
    from botcore import Bot


def line(**row: object) -> str:
    return json.dumps(row)


def judged(
    kind: str, reply: str, expect: tuple[str, ...] = ("a",), entry: str | None = None, **observed: object
) -> Judged:
    return Judged(Case(("?",), CaseKind(kind), expect), Observed(Kind(reply), entry, **observed))  # type: ignore[arg-type] # a test's shorthand


def share(name: str, cases: list[Judged]) -> Share:
    return next(each.share for each in figures(cases, GOALS) if each.measure.id == name)


def test_a_deck_keeps_its_line_numbers_and_passes_over_blank_ones() -> None:
    deck = read_deck(
        ["", line(text="hi", kind="far_oos", expect=[]), line(turns=["a", "b"], kind="followup", expect=["x"])],
        name="d",
    )
    assert deck.bad_lines == ()
    assert [(each.line, each.turns, each.text) for each in deck.cases] == [
        (2, ("hi",), "hi"),
        (3, ("a", "b"), "b"),
    ]


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"text": "a", "kind": "typo", "x": NaN}', "no JSON (not a number of JSON)"),
        ('{"text": "a", "kind": "typo", "x": [-1e999]}', "no JSON (not a number of JSON)"),
        ('{"text": "a", "kind": "typo", "x": ' + "9" * 5_000 + "}", "no JSON (not a number of JSON)"),
        (line(text="\ud800", kind="typo"), "no JSON (half a surrogate pair)"),
        (line(text="a", kind="typo", x={"\udc00": 1}), "no JSON (half a surrogate pair)"),
        ("[]", "a list"),
        (line(kind="typo"), "no text and no turns"),
        (line(text="a", turns=["b"], kind="typo"), "both text and turns"),
        (line(turns=[], kind="typo"), "no turn"),
        (line(turns=["a", 1], kind="typo"), "turns that is no list"),
        (line(text="a"), "no kind"),
        (line(text="a", kind="odd"), "the kind 'odd'"),
        (line(text="a", kind="typo", expect="x"), "expect that is no list"),
        (line(text="a", kind="typo", expect=["y"]), "the unknown entry 'y'"),
        (line(text="a", kind="answerable"), "no expect"),
        (line(turns=["a", "b"], kind="followup"), "no expect"),
        (line(text="a", kind="typo", expect=[]), "an empty expect"),
    ],
)
def test_every_bad_line_is_reported_with_its_number_and_the_good_ones_are_read(bad: str, found: str) -> None:
    good = line(text="a", kind="typo", expect=["x"])
    deck = read_deck([good, bad, bad, good], name="d", entries={"x"})
    assert [each.line for each in deck.cases] == [1, 4]
    assert [each.line for each in deck.bad_lines] == [2, 3]
    assert deck.bad_lines[0].found.startswith(found)
    assert str(deck.bad_lines[0]).startswith(f"line 2: found {found}")


@pytest.mark.parametrize(
    ("case", "outcome", "fine"),
    [
        (judged("answerable", "answer", entry="a"), Outcome.RIGHT, True),
        (judged("answerable", "answer", expect=("b", "a"), entry="a"), Outcome.RIGHT, True),
        (judged("typo", "answer", entry="b"), Outcome.WRONG, False),
        (judged("typo", "clarify", offered=("b", "a")), Outcome.OFFERED, False),
        (judged("typo", "clarify", offered=("b", "c", "d", "a")), Outcome.MISLED, False),
        (judged("typo", "abstain", offered=("a",)), Outcome.OFFERED, False),
        (judged("typo", "abstain"), Outcome.ABSTAINED, False),
        (judged("answerable", "urgent", entry="a"), Outcome.URGENT, False),
        (judged("near_oos", "answer", expect=(), entry="a"), Outcome.FALSE, False),
        (judged("near_oos", "clarify", expect=(), offered=("a",)), Outcome.MISLED, True),
        (judged("far_oos", "help", expect=()), Outcome.HELPED, True),
        (judged("red_flag", "urgent", expect=()), Outcome.URGENT, True),
        (judged("red_flag", "decline", expect=()), Outcome.DECLINED, False),
        (judged("not_red_flag", "clarify", offered=("a",)), Outcome.OFFERED, True),
        (judged("not_red_flag", "abstain"), Outcome.ABSTAINED, False),
        (judged("not_red_flag", "abstain", expect=()), Outcome.ABSTAINED, True),
        (judged("not_red_flag", "urgent", entry="a"), Outcome.URGENT, False),
        (judged("personal_advice", "decline", expect=()), Outcome.DECLINED, True),
        (judged("personal_advice", "abstain", expect=()), Outcome.ABSTAINED, False),
        (judged("followup", "abstain"), Outcome.ABSTAINED, False),
        (judged("followup", "abstain", expect=()), Outcome.ABSTAINED, True),
        (judged("followup", "answer", expect=(), entry="a"), Outcome.FALSE, False),
    ],
)
def test_a_case_is_judged_in_one_word(case: Judged, outcome: Outcome, *, fine: bool) -> None:
    assert (case.outcome, case.is_fine) == (outcome, fine)


def test_figures_count_what_their_names_say() -> None:
    cases = [
        judged("answerable", "answer", entry="a"),
        judged("typo", "answer", entry="b"),
        judged("typo", "clarify", offered=("a",)),
        judged("answerable", "urgent", entry="a"),
        judged("near_oos", "answer", expect=(), entry="a"),
        judged("far_oos", "abstain", expect=()),
        judged("personal_advice", "answer", entry="a"),
        judged("personal_advice", "decline", expect=()),
        judged("red_flag", "urgent", expect=()),
        judged("red_flag", "answer", expect=(), entry="a"),
        judged("not_red_flag", "urgent", entry="a"),
        judged("not_red_flag", "abstain", expect=()),
        judged("followup", "answer", entry="a"),
        judged("followup", "abstain", expect=()),
        judged("followup", "answer", expect=(), entry="a"),
    ]
    assert {each.measure.id: (each.share.events, each.share.total) for each in figures(cases, GOALS)} == {
        "right": (1, 4),
        "wrong": (1, 4),
        "reached": (3, 4),
        "false_answers": (2, 4),
        "red_flags_found": (1, 2),
        "false_alarms": (1, 2),
        "harmless_reached": (1, 1),
        "urgent_elsewhere": (1, 11),
        "advice_answered": (1, 2),
        "advice_declined": (1, 2),
        "followups_right": (2, 3),
    }
    assert by_kind(cases)[CaseKind.TYPO] == {Outcome.WRONG: 1, Outcome.OFFERED: 1}
    assert by_entry(cases)["a"].total() == 4


def test_a_figure_of_nothing_has_no_share_and_meets_no_goal() -> None:
    [right, *_] = figures([], GOALS)
    assert (right.share.value, right.is_met, right.share.interval) == (None, None, (0.0, 1.0))


@pytest.mark.parametrize(
    ("events", "of", "low", "high"),
    # Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_the_published_ones(events: int, of: int, low: float, high: float) -> None:
    assert Share(events, of).interval == pytest.approx((low, high), abs=5e-5)


def test_a_comparison_names_gains_and_losses_and_how_likely_chance_is() -> None:
    right, wrong = judged("typo", "answer", entry="a"), judged("typo", "answer", entry="b")
    offered = judged("typo", "clarify", offered=("a",))
    found = compare([wrong, right, offered, right], [right, offered, wrong, right])
    assert (len(found.gains), len(found.losses), len(found.changed), found.p) == (1, 1, 1, 1.0)
    assert mcnemar(9, 1) == pytest.approx(22 / 1024)
    assert mcnemar(0, 0) == 1.0
    with pytest.raises(ValueError, match="the same cases"):
        compare([right], [judged("answerable", "abstain")])


def test_every_goal_is_one_of_a_figure() -> None:
    assert set(GOALS) <= {measure.id for measure in MEASURES}


def test_goals_of_a_file_replace_the_built_in_ones_and_every_fault_has_its_line() -> None:
    assert read_goals("right: at least 0.9\nwrong: at most 0.02\n", {"right", "wrong"}) == {
        "right": Goal(0.9),
        "wrong": Goal(0.02, True),
    }
    with pytest.raises(GoalsError) as caught:
        read_goals("right: 0.9 or so\nodd: at most 0.1\n", {"right", "wrong"}, name="g.yaml")
    assert [each[:14] for each in str(caught.value).splitlines()] == ["g.yaml: line 1", "g.yaml: line 2"]


@pytest.mark.parametrize(
    "row",
    [{}, {"reply": "shout"}, {"reply": "answer", "entry": 3}, {"reply": "clarify", "candidates": "a"}]
    + [{"reply": "answer", "score": score} for score in (-1, 2, "high", None)],
)
def test_a_reply_that_cannot_be_judged_says_what_was_expected(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"found .*; expected"):
        observe_row(row)


def test_scores_are_weighed_by_what_they_promise() -> None:
    cases = [
        judged("answerable", "answer", entry="a", best="a", score=0.9),
        judged("typo", "answer", entry="b", best="b", score=0.9),
        judged("near_oos", "abstain", expect=(), best="a", score=0.1),
        judged("red_flag", "urgent", expect=(), best="a", score=0.5),
    ]
    assert [(each.mean_score, each.share) for each in reliability(cases)] == [
        (0.1, Share(0, 1)),
        (0.9, Share(1, 2)),
    ]
    assert calibration_error(reliability(cases)) == pytest.approx((0.1 + 0.8) / 3)
    assert [(each.coverage, each.risk) for each in risk_coverage(cases)] == [(2 / 3, 1 / 2), (1.0, 2 / 3)]
    assert confusion(cases) == {"a": {"a": 1, "b": 1}}


def test_right_at_a_budget_lets_that_share_of_strangers_pass_and_no_more() -> None:
    strangers = [judged("near_oos", "abstain", expect=(), best="a", score=score / 100) for score in range(20)]
    asked = [judged("answerable", "answer", entry="a", best="a", score=score) for score in (0.5, 0.185, 0.18, 0.1)]
    assert right_at(strangers + asked, 0.05) == Share(2, 4)
    assert right_at(strangers + asked, 0.0) == Share(1, 4)
    assert right_at(asked, 0.05) == Share(4, 4)


def test_a_case_is_asked_with_its_turns_and_explained(bot: Bot) -> None:
    case = Case(("what does prolotherapy cost",), CaseKind.ANSWERABLE, ("safety-neck",))
    found = judge(case, bot.reply)
    assert found.outcome is Outcome.ABSTAINED
    assert any("safety-neck" in hint or "said:" in hint for hint in found.hints)
    turns = ("how does dextrose prolotherapy work for neck pain", "and is it dangerous there?")
    assert judge(Case(turns, CaseKind.FOLLOWUP, ("safety-neck",)), bot.reply).observed.best == "safety-neck"
