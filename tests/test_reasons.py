"""Why a reply came out as it did is decided once, and said in one sentence wherever it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.harness.playground import why
from adapters.harness.terminal.showing import as_dict
from botcore import Asked, Because, Candidate, Interrupted, Picked, Rated, Thresholds, Trace
from botcore.evaluation import Case, CaseKind, judge
from botcore.reasons import SENTENCES, explain

if TYPE_CHECKING:
    from botcore import Bot, Message

THRESHOLDS = Thresholds(answer=0.7, clarify=0.2, false_answers=0.0)


def test_every_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Because)


@pytest.mark.parametrize(
    ("message", "because"),
    [
        (Asked("what are the side effects of prolotherapy injections?"), Because.LIKELY),
        (Asked("how much does prolotherapy cost"), Because.TOPIC),
        (Asked("I can't breathe"), Because.RED_FLAG),
        (Asked("hello there"), Because.GREETING),
        (Asked("thank you so much!"), Because.THANKS),
        (Asked("ok ty"), Because.THANKS),
        (Asked("ta"), Because.THANKS),
        (Asked("thanks! what can you do?"), Because.ABOUT_THE_BOT),
        (Asked("what can you do?"), Because.ABOUT_THE_BOT),
        (Asked("", attached=True), Because.FILES_ALONE),
        (Asked("", withheld=True), Because.WITHHELD),
        (Picked("seek-care"), Because.PICKED),
        (Picked("no-such-entry"), Because.GONE),
        (Rated(helpful=True), Because.RATED),
        (Interrupted(), Because.INTERRUPTED),
    ],
)
def test_a_reply_carries_its_reason(bot: Bot, message: Message, because: Because) -> None:
    assert bot.reply(message).trace.because is because


def test_the_topic_that_is_named_is_in_the_trace_and_in_the_sentence(bot: Bot) -> None:
    reply = bot.reply(Asked("how much does prolotherapy cost"))
    topic = bot.faq.topic(reply.trace.topic)
    assert topic is not None
    assert topic.about in reply.lead
    assert f"the topic '{topic.id}'" in explain(reply.trace)


def test_scores_are_explained_with_the_thresholds_they_were_held_against() -> None:
    trace = Trace(Because.UNSURE, candidates=(Candidate("a", 0.456, "x"),), thresholds=THRESHOLDS)
    assert explain(trace) == "The best candidate scores 0.46: enough to offer (0.20), not to answer (0.70)."


def test_everybody_who_shows_the_reason_shows_the_same_one(bot: Bot) -> None:
    asked = Asked("how much does prolotherapy cost")
    reply = bot.reply(asked)
    page = why.explain(why.Exchange(asked, reply, 0.01))
    terminal = as_dict(reply, why=True)["why"]
    case = Case((asked.text,), CaseKind.ANSWERABLE, ("side-effects",))
    assert page["because"] == explain(reply.trace)
    assert (page["topic"], terminal["topic"]) == (reply.trace.topic, reply.trace.topic)
    assert terminal["because"] == Because.TOPIC
    assert f"abstain: {explain(reply.trace)}" in judge(case, bot.reply).hints


def test_what_broke_is_a_reason_too(bot: Bot) -> None:
    assert bot.apology().trace.because is Because.BROKEN
