"""The order of the doors: urgent before everything, advice before answers, then answer, clarify, abstain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples

from botcore import Because, Candidate, Finding, Kind, Thresholds, Verdict
from botcore.decision import Decision, decide, decide_together
from botcore.matching import Match
from botcore.text import Feeling

THRESHOLDS = Thresholds(answer=0.7, clarify=0.2, false_answers=0.0, topic=0.5, near=0.3)
CLEAR, ADVICE, URGENT = (
    Finding(verdict, score=0.95) for verdict in (Verdict.CLEAR, Verdict.ADVICE, Verdict.URGENT)
)


def match(*scores: float, topic: str | None = None, sureness: float = 0.5, likeness: float = 0.3) -> Match:
    return Match(
        tuple(Candidate(f"e{number}", score, "x") for number, score in enumerate(scores)),
        topic,
        sureness,
        likeness,
    )


def doubted(*scores: float) -> Match:
    found = match(*scores)
    best, *rest = found.candidates
    return replace(found, candidates=(replace(best, is_doubted=True), *rest))


@pytest.mark.parametrize(
    ("finding", "found", "decision"),
    [
        (CLEAR, match(0.7, 0.6), Decision(Kind.ANSWER, Because.LIKELY, entry="e0")),
        (CLEAR, match(0.7, topic="cost"), Decision(Kind.ANSWER, Because.LIKELY, entry="e0")),
        (CLEAR, doubted(0.9, 0.3), Decision(Kind.CLARIFY, Because.DOUBTED, offered=("e0", "e1"))),
        (CLEAR, doubted(0.6), Decision(Kind.CLARIFY, Because.UNSURE, offered=("e0",))),
        (
            CLEAR,
            replace(match(0.9, topic="cost"), could_be=("e2", "e1")),
            Decision(Kind.CLARIFY, Because.AMBIGUOUS, offered=("e2", "e1")),
        ),
        (CLEAR, match(0.69, 0.2, 0.1), Decision(Kind.CLARIFY, Because.UNSURE, offered=("e0", "e1"))),
        (
            CLEAR,
            match(0.69, 0.1, topic="cost"),
            Decision(Kind.ABSTAIN, Because.TOPIC, offered=("e0",), topic="cost"),
        ),
        (CLEAR, match(0.1, topic="cost"), Decision(Kind.ABSTAIN, Because.TOPIC, topic="cost")),
        (CLEAR, match(0.1, topic="cost", sureness=0.49), Decision(Kind.ABSTAIN, Because.STRANGE)),
        (CLEAR, match(0.1, topic="cost", sureness=0.6, likeness=0.29), Decision(Kind.ABSTAIN, Because.FAR)),
        (
            CLEAR,
            match(0.2, topic="cost", sureness=0.3, likeness=0.29),
            Decision(Kind.ABSTAIN, Because.STRANGE, offered=("e0",)),
        ),
        (CLEAR, match(0.1), Decision(Kind.ABSTAIN, Because.UNLIKELY)),
        (CLEAR, match(0.1, likeness=0.29), Decision(Kind.ABSTAIN, Because.FAR)),
        (ADVICE, match(0.9, 0.3), Decision(Kind.DECLINE, Because.ADVICE, offered=("e0",))),
        (ADVICE, match(0.1), Decision(Kind.DECLINE, Because.ADVICE)),
        (ADVICE, match(0.95), Decision(Kind.DECLINE, Because.ADVICE, offered=("e0",))),
        (ADVICE, match(0.96), Decision(Kind.ANSWER, Because.LIKELY, entry="e0")),
        (
            ADVICE,
            replace(match(0.1), could_be=("e2", "e1")),
            Decision(Kind.CLARIFY, Because.AMBIGUOUS, offered=("e2", "e1")),
        ),
        (URGENT, match(1.0, 0.3), Decision(Kind.URGENT, Because.RED_FLAG, offered=("e0", "e1"))),
        (URGENT, match(0.1), Decision(Kind.URGENT, Because.RED_FLAG)),
    ],
)
def test_every_case_has_one_door(finding: Finding, found: Match, decision: Decision) -> None:
    assert decide(finding, found, THRESHOLDS) == decision


MET = Decision(Kind.DECLINE, Because.FEELING, say=Feeling.GRIEF)


@pytest.mark.parametrize(
    ("finding", "found", "decision"),
    [
        (CLEAR, match(0.99, 0.3, topic="cost"), replace(MET, offered=("e0",))),
        (CLEAR, match(0.19), MET),
        (CLEAR, match(1.0), Decision(Kind.ANSWER, Because.LIKELY, entry="e0")),
        (ADVICE, match(0.94), replace(MET, offered=("e0",))),
        (URGENT, match(0.1), Decision(Kind.URGENT, Because.RED_FLAG)),
    ],
)
def test_a_feeling_is_met_before_anything_is_answered_that_is_not_in_the_file_s_own_words(
    finding: Finding, found: Match, decision: Decision
) -> None:
    assert decide(finding, found, THRESHOLDS, Feeling.GRIEF) == decision


SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=3).map(lambda scores: sorted(scores, reverse=True))


@examples(300)
@given(st.sampled_from([CLEAR, ADVICE, URGENT]), SCORES, st.sampled_from([None, "cost"]))
def test_nothing_outranks_urgency_and_no_entry_is_shown_below_the_threshold(
    finding: Finding, scores: list[float], topic: str | None
) -> None:
    decision = decide(finding, match(*scores, topic=topic), THRESHOLDS)
    assert (decision.kind is Kind.URGENT) == (finding is URGENT)
    assert not decision.entry or scores[0] >= THRESHOLDS.answer
    assert decision.kind is not Kind.CLARIFY or decision.offered
    assert len(decision.offered) <= 3


NEAR = Decision(Kind.CLARIFY, Because.AMBIGUOUS, offered=("a", "b"))
ONE = Decision(Kind.ANSWER, Because.LIKELY, entry="one")
COST, WORK = (Decision(Kind.ABSTAIN, Because.TOPIC, topic=topic) for topic in ("cost", "work"))
COST_OR_A = replace(COST, offered=("a",))
DECLINED = Decision(Kind.DECLINE, Because.ADVICE, offered=("a",))
STRAY = Decision(Kind.ABSTAIN, Because.FAR)
RED = Decision(Kind.URGENT, Because.RED_FLAG)


@pytest.mark.parametrize(
    ("parts", "decision"),
    [
        ([NEAR], None),
        ([NEAR, NEAR], None),
        ([NEAR, ONE], replace(ONE, offered=("a", "b"))),
        ([ONE, NEAR], replace(ONE, offered=("a", "b"))),
        ([NEAR, COST], replace(NEAR, uncovered=("cost",))),
        ([COST, NEAR], replace(NEAR, uncovered=("cost",))),
        ([COST, STRAY], replace(COST, rest=True)),
        ([STRAY, COST], replace(STRAY, uncovered=("cost",))),
        ([STRAY, ONE], replace(ONE, rest=True)),
        (
            [COST_OR_A, WORK],
            Decision(Kind.CLARIFY, Because.UNSURE, offered=("a",), uncovered=("cost", "work")),
        ),
        ([COST, COST_OR_A, ONE], replace(ONE, offered=("a",), uncovered=("cost",))),
        ([NEAR, ONE, DECLINED], replace(DECLINED, offered=("a", "b", "one"))),
        ([DECLINED, ONE], replace(DECLINED, offered=("a", "one"))),
        ([ONE, COST, WORK], replace(ONE, uncovered=("cost", "work"))),
        ([ONE, RED], RED),
        ([RED, ONE, NEAR], RED),
    ],
)
def test_of_several_questions_one_is_replied_to_and_the_others_are_named(
    parts: list[Decision], decision: Decision | None
) -> None:
    assert decide_together(parts) == decision
