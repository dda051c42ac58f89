"""Several questions in one message are told apart, and none of them is dropped in silence."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest

from botcore import Asked, Because, Kind
from botcore.decision import Decision, decide_together
from botcore.questions import MOST, several_questions

if TYPE_CHECKING:
    from botcore import Bot

ANSWER = Decision(Kind.ANSWER, Because.LIKELY, entry="one")
OTHER = Decision(Kind.ANSWER, Because.LIKELY, entry="two")
COST = Decision(Kind.ABSTAIN, Because.TOPIC, topic="cost")
WORK = Decision(Kind.ABSTAIN, Because.TOPIC, topic="work")
ADVICE = Decision(Kind.DECLINE, Because.ADVICE)
URGENT = Decision(Kind.URGENT, Because.RED_FLAG)
FAR = Decision(Kind.ABSTAIN, Because.FAR)
FRAGMENT = Decision(Kind.ABSTAIN, Because.STRANGE)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("", ()),
        ("is it safe for the neck", ()),
        ("is it safe and effective?", ()),
        ("My neck hurts. Is it safe?", ()),
        ("is it safe? what is it?", ()),
        ("What is in it?\nDo tell, so I can report back.", ()),
        ("When I was told, I nodded. Is it the fix?", ()),
        # Whoever answers their own question asks nothing.
        ("Numb legs? None. Fever? No. Can I swim again?", ()),
        ("is it safe for the neck? does it hurt?", ("is it safe for the neck?", "does it hurt?")),
        ("what do they inject and how much does it cost", ("what do they inject", "how much does it cost")),
        ("first: what do they inject?\nhow much is it", ("first: what do they inject?", "how much is it")),
        (
            "does it hurt the knee, what's in the syringe, how many rounds are needed",
            ("does it hurt the knee", "what's in the syringe", "how many rounds are needed"),
        ),
        ("He told me, what a surprise, is it the fix?", ()),
        (
            "Hi! What do they inject? Also, does it hurt? Thanks!",
            ("What do they inject?", "Also, does it hurt?"),
        ),
    ],
)
def test_a_part_is_a_question_when_it_asks_about_something(text: str, questions: tuple[str, ...]) -> None:
    assert several_questions(text) == (questions if len(questions) > 1 else ())


def test_what_only_opens_a_question_is_none_by_itself(bot: Bot) -> None:
    assert several_questions("does anyone know, what are the side effects of prolotherapy?") == ()
    before, opened = "which is the most common agent", "does anyone know, what are the side effects?"
    replies = [bot.reply(Asked(text, person="ada")) for text in (before, opened)]
    assert [reply.entry.id for reply in replies if reply.entry] == ["common-agent", "side-effects"]


@pytest.mark.parametrize("many", [5, 6])
def test_where_more_is_asked_than_is_replied_to_the_rest_is_to_be_asked_again(bot: Bot, many: int) -> None:
    questions = [entry.question for entry in bot.faq.entries[:many]]
    reply = bot.reply(Asked(" ".join(questions)))
    assert (reply.kind, len(reply.suggestions)) == (Kind.ANSWER, 3)
    assert reply.lead == bot.faq.messages.several_left


def test_no_more_are_looked_at_than_there_is_time_for(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at, policy = [], bot._policy
    monkeypatch.setattr(policy, "_weigh", lambda part, *found: looked_at.append(part) or weigh(part, *found))
    weigh = functools.partial(type(policy)._weigh, policy)
    bot.reply(Asked(" ".join(f"does it hurt after {weeks} weeks?" for weeks in range(2, 50))))
    assert len(looked_at) == 1 + MOST


@pytest.mark.parametrize(
    ("parts", "decision"),
    [
        ([], None),
        ([ANSWER, ANSWER], None),
        ([ANSWER, FRAGMENT], None),
        ([ANSWER, OTHER], Decision(Kind.ANSWER, Because.LIKELY, entry="one", offered=("two",))),
        ([OTHER, ANSWER], Decision(Kind.ANSWER, Because.LIKELY, entry="two", offered=("one",))),
        ([COST, ANSWER], Decision(Kind.ANSWER, Because.LIKELY, entry="one", uncovered=("cost",))),
        ([ANSWER, FAR], Decision(Kind.ANSWER, Because.LIKELY, entry="one", rest=True)),
        ([ANSWER, ADVICE], Decision(Kind.DECLINE, Because.ADVICE, offered=("one",))),
        ([ADVICE, COST], Decision(Kind.DECLINE, Because.ADVICE, uncovered=("cost",))),
        ([COST, WORK], Decision(Kind.ABSTAIN, Because.TOPIC, topic="cost", uncovered=("work",))),
        ([ANSWER, URGENT, ADVICE], URGENT),
        ([URGENT], URGENT),
    ],
)
def test_what_is_replied_to_first_and_what_becomes_of_the_others(
    parts: list[Decision], decision: Decision | None
) -> None:
    assert decide_together(parts) == decision


def test_at_most_three_are_offered() -> None:
    others = [Decision(Kind.ANSWER, Because.LIKELY, entry=f"e{number}") for number in range(5)]
    decision = decide_together(others)
    assert decision
    assert decision.offered == ("e1", "e2", "e3")
    assert decision.left


@pytest.mark.parametrize(
    ("others", "left"),
    [
        ([], False),
        ([("a", "b")], False),
        ([("a", "b", "c", "d")], False),
        ([("a", "b"), ("c", "d")], False),
        ([("a", "b", "c"), ("d", "c")], False),
        ([("a", "b", "c"), ("d",)], True),
    ],
)
def test_a_question_is_left_where_nothing_near_to_it_is_offered(others: list[tuple[str, ...]], left: bool) -> None:
    parts = [ANSWER, COST, *(Decision(Kind.CLARIFY, Because.UNSURE, offered=each) for each in others)]
    decision, more = decide_together(parts), decide_together(parts, left=True)
    assert decision
    assert more
    assert (decision.left, more.left) == (left, True)


def test_the_first_is_answered_the_others_are_offered_and_what_is_not_covered_is_named(bot: Bot) -> None:
    text = "is it safe for the neck and what are the side effects and how much does it cost?"
    reply = bot.reply(Asked(text, public=True))
    assert (reply.kind, reply.entry) == (Kind.ANSWER, bot.faq.entry("safety-neck"))
    assert [each.entry for each in reply.suggestions] == ["side-effects"]
    assert reply.lead == bot.faq.messages.several
    assert reply.closing == (
        "The FAQ does not cover what prolotherapy costs, which you also asked about. "
        "The clinic that offers it can give you a written quote. To ask on, mention me again here."
    )


def test_advice_is_declined_first_and_the_rest_offered(bot: Bot) -> None:
    reply = bot.reply(Asked("What is the most common agent? Should I stop my warfarin?"))
    assert (reply.kind, reply.trace.because) == (Kind.DECLINE, Because.ADVICE)
    assert [each.entry for each in reply.suggestions] == ["common-agent"]


@pytest.mark.parametrize(
    "text",
    [
        "What is the most common agent? I can't breathe",
        "My throat is closing up. What are the side effects?",
    ],
)
def test_a_red_flag_in_any_part_is_all_that_is_replied_to(bot: Bot, text: str) -> None:
    reply = bot.reply(Asked(text))
    assert (reply.kind, reply.suggestions, reply.closing) == (Kind.URGENT, (), "")
