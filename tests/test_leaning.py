"""What in a message's words leans on what was said before it, and what only looks so."""

from __future__ import annotations

import pytest

from botcore import Asked, Bot, Kind
from botcore.leaning import asks_how_soon, asks_on, has_what_was_told, may_lean, points, refers_back


@pytest.mark.parametrize("text", ["and for the neck?", "is that safe", "what about me", "how come?", "ok, why"])
def test_link_words_and_pointing_words_refer_back(text: str) -> None:
    assert refers_back(text)


@pytest.mark.parametrize("text", ["prolotherapy neck danger", "candles and android sofas", ""])
def test_a_question_of_its_own_does_not(text: str) -> None:
    assert not refers_back(text)


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("after how many weeks of rest?", True),
        ("which agent is used most often there?", True),
        ("which agent do most doctors use for knees?", False),
        ("and which agent do most doctors use for knees?", True),
        ("different question: how long?", False),
    ],
)
def test_what_is_short_or_refers_back_may_lean_on_what_was_said(text: str, *, leans: bool) -> None:
    assert may_lean(text) is leans


@pytest.mark.parametrize(
    ("text", "does"),
    [("how does that help?", True), ("what are THOSE for", True), ("how does prolotherapy help?", False)],
)
def test_pointing_at_something_is_told_from_naming_it(text: str, *, does: bool) -> None:
    assert points(text) is does


@pytest.mark.parametrize(
    ("text", "word"),
    [("and how Soon?", "soon"), ("ok, how fast", "fast"), ("how soon may I swim?", ""), ("how long?", "")],
)
def test_how_soon_alone_is_told_from_how_soon_one_may_do_something(text: str, word: str) -> None:
    assert asks_how_soon(text) == word


def test_asking_for_more_of_the_same_is_told_from_asking_about_something_else() -> None:
    assert asks_on("why?")
    assert asks_on("ok, tell me more")
    assert not asks_on("why is it dangerous")


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("I've got that", True),
        ("ok so I have exactly those symptoms", True),
        ("my wife has this too", True),
        ("that's me right now", True),
        ("that is what I'm having", False),
        ("do I have that", False),
        ("I have a question", False),
        ("I got it, thanks", False),
        ("that is it", False),
    ],
)
def test_who_says_to_have_what_was_told_is_no_question(text: str, has: bool) -> None:
    assert has_what_was_told(text) is has


def test_who_has_what_an_answer_told_of_is_sent_to_a_person(bot: Bot) -> None:
    bot.forget()
    for first, lead in (
        ("when should pain after an injection be seen?", "get medical help now"),
        ("what is ligament laxity?", "they know your case"),
    ):
        told = bot.reply(Asked(first, person="p", thread=first))
        assert told.kind is Kind.ANSWER
        reply = bot.reply(Asked("I've got that", person="p", thread=first))
        assert reply.kind is Kind.DECLINE
        assert lead in reply.lead


def test_how_soon_is_asked_of_an_answer_that_speaks_of_it(bot: Bot) -> None:
    bot.forget()
    bot.reply(Asked("what does dextrose do for neck pain", person="p", thread="t"))
    assert bot.reply(Asked("and how quickly?", person="p", thread="t")).entry == bot.faq.entry("dextrose-neck")
