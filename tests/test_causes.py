"""Why this and not that is said in words, and mistakes of one cause stand together."""

from __future__ import annotations

import pytest
from rich.console import Console

from adapters.harness.terminal.showing import show_why
from adapters.reports.tables import show_mistakes
from adapters.reports.values import mistakes
from botcore import Asked, Because, Bot, Candidate, Kind, Thresholds, Trace
from botcore.evaluation import Case, CaseKind, Judged, Observed, judge
from botcore.evaluation.hints import Cause
from botcore.reasons import compare, explain

THRESHOLDS = Thresholds(answer=0.7, clarify=0.2, false_answers=0.0, topic=0.76)
BEST = Candidate("safe", 0.8, "is it safe", against=("it names 'knee', where the entry speaks of 'neck'",))
NEXT = Candidate("cost", 0.1, "what does it cost")


def test_each_candidate_is_compared_in_a_sentence_with_what_speaks_against_it() -> None:
    trace = Trace(Because.DOUBTED, candidates=(BEST, NEXT), thresholds=THRESHOLDS)
    first, second = compare(trace)
    assert first.startswith("'safe' is the best at 0.80: nearest is \"is it safe\"; but it names 'knee'")
    assert second == "'cost' is behind at 0.10: nearest is \"what does it cost\"."
    assert "it names 'knee', where the entry speaks of 'neck'" in explain(trace)


@pytest.mark.parametrize(("topic", "ending"), [("", "it is named from 0.76 on."), ("fees", "it is named.")])
def test_the_nearest_topic_is_told_with_how_sure_it_is(topic: str, ending: str) -> None:
    trace = Trace(
        Because.STRANGE,
        thresholds=THRESHOLDS,
        topic=topic,
        nearest_topic="fees",
        sureness=0.5 if not topic else 0.8,
    )
    (said,) = compare(trace)
    assert said.startswith("The topic 'fees' is nearer than every entry")
    assert said.endswith(ending)


def judged(
    kind: Kind, cause: str, line: int, *, expect: tuple[str, ...] = ("a",), entry: str | None = None
) -> Judged:
    case = Case(("a question",), CaseKind.ANSWERABLE, expect, "deck", line)
    return Judged(case, Observed(kind, entry), (), cause)


def test_mistakes_of_one_cause_stand_together_the_worst_cause_first() -> None:
    run = [
        judged(Kind.ABSTAIN, "low", 1),
        judged(Kind.ANSWER, "ranked", 2, entry="b"),
        judged(Kind.ABSTAIN, "ranked", 3),
        judged(Kind.ABSTAIN, "low", 4),
    ]
    assert [each.case.line for each in mistakes(run)] == [2, 3, 1, 4]
    console = Console(record=True, width=100)
    show_mistakes(console, run, all_of_them=True)
    text = console.export_text()
    assert text.index("ranked: 2") < text.index("low: 2")
    assert text.count("low: 2") == 1


@pytest.mark.parametrize(
    ("text", "kind", "expect", "cause"),
    [
        ("I can't breathe", CaseKind.ANSWERABLE, ("side-effects",), Cause.HEARD),
        ("I can't breathe", CaseKind.PERSONAL_ADVICE, (), Cause.HEARD),
        ("how much does prolotherapy cost", CaseKind.RED_FLAG, (), Cause.UNHEARD),
        ("should I stop my warfarin?", CaseKind.RED_FLAG, (), Cause.UNHEARD),
        ("how much does prolotherapy cost", CaseKind.PERSONAL_ADVICE, (), Cause.UNHEARD),
        ("what are the side effects of prolotherapy injections?", CaseKind.NEAR_OOS, (), Cause.STRANGER),
        (
            "how is prolotherapy used to treat tight ligaments",
            CaseKind.ANSWERABLE,
            ("ligament-laxity",),
            Cause.DOUBTED,
        ),
        ("what are the side effects of prolotherapy?", CaseKind.ANSWERABLE, ("common-agent",), Cause.RANKED),
    ],
)
def test_a_mistake_has_a_cause(bot: Bot, text: str, kind: CaseKind, expect: tuple[str, ...], cause: Cause) -> None:
    found = judge(Case((text,), kind, expect), bot.reply)
    assert found.cause in {cause, Cause.MISSING} if cause is Cause.RANKED else found.cause == cause


def test_an_example_is_asked_for_where_it_would_help_and_not_where_it_would_make_advice_urgent(bot: Bot) -> None:
    cases = [Case(("how much does it cost",), kind) for kind in (CaseKind.RED_FLAG, CaseKind.PERSONAL_ADVICE)]
    told = [any("add an example" in hint for hint in judge(case, bot.reply).hints) for case in cases]
    assert told == [True, False]


def test_why_says_it_on_a_terminal(bot: Bot) -> None:
    console = Console(record=True, width=300)
    show_why(console, bot.reply(Asked("how is prolotherapy used to treat tight ligaments")))
    text = console.export_text()
    assert "compared    'ligament-laxity' is the best" in text
    assert "it asks for the reverse: 'tight'" in text
