"""What is remembered between messages: little, briefly, and never across people or threads."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples

from botcore import Asked, Bot, Kind
from botcore.conversation import (
    MAX_CONVERSATIONS,
    MINUTES_REMEMBERED,
    Conversations,
    asks_how_soon,
    asks_on,
    has_what_was_told,
    may_lean,
    points,
    refers_back,
)


def said(person: str = "a", thread: str = "t", at: float = 0.0) -> Asked:
    return Asked("x", person=person, thread=thread, at=at)


def test_the_last_question_of_a_person_in_a_thread_is_recalled() -> None:
    conversations = Conversations()
    conversations.remember(said(at=1), "first", "one")
    conversations.remember(said(at=2), "second", "two")
    context = conversations.recall(said(at=3))
    assert context is not None
    assert (context.question, context.entry) == ("second", "two")


class Forgotten(OrderedDict[Any, Any]):
    """Forgets whatever is written at once, as another thread may."""

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        del self[key]


def test_it_does_no_harm_that_another_thread_forgets_what_is_just_remembered() -> None:
    conversations = Conversations()
    conversations._contexts = Forgotten()
    conversations.remember(said(), "q", "one")
    assert conversations.recall(said()) is None


@pytest.mark.parametrize(
    ("later", "known"),
    [
        (0.0, True),
        (MINUTES_REMEMBERED * 60.0, True),
        (MINUTES_REMEMBERED * 60 + 0.1, False),
        (-0.1, False),
        (float("nan"), False),
    ],
)
def test_it_is_recalled_for_minutes_and_not_by_a_clock_that_went_back(later: float, known: bool) -> None:
    conversations = Conversations()
    conversations.remember(said(at=100.0), "q", "one")
    assert (conversations.recall(said(at=100.0 + later)) is not None) == known


def test_nothing_is_kept_for_nobody_in_particular() -> None:
    conversations = Conversations()
    conversations.remember(said(person=""), "q", "one")
    assert conversations.recall(said(person="")) is None


NAMES = st.sampled_from(["a", "b", "ab", "", "a:t", "t"])


@examples(200)
@given(st.lists(st.tuples(NAMES, NAMES), max_size=20), NAMES, NAMES)
def test_only_the_same_person_in_the_same_thread_is_ever_recalled(
    earlier: list[tuple[str, str]], person: str, thread: str
) -> None:
    conversations = Conversations()
    for who, where in earlier:
        conversations.remember(said(who, where), f"{who!r} in {where!r}", "e")
    context = conversations.recall(said(person, thread))
    assert (context is not None) == bool(person and (person, thread) in earlier)
    assert context is None or context.question == f"{person!r} in {thread!r}"


def test_the_one_that_has_been_silent_longest_is_forgotten_when_there_are_too_many() -> None:
    conversations = Conversations()
    for number in range(MAX_CONVERSATIONS):
        conversations.remember(said(f"p{number}"), "q", "e")
    conversations.remember(said("p0"), "again", "e")
    conversations.remember(said("new"), "q", "e")
    assert len(conversations._contexts) == MAX_CONVERSATIONS
    assert conversations.recall(said("p1")) is None
    assert conversations.recall(said("p0")) is not None
    assert conversations.recall(said("new")) is not None


def test_who_wants_to_be_forgotten_is_everywhere_and_nobody_else_is() -> None:
    conversations = Conversations()
    for person, thread in (("a", "t"), ("a", "u"), ("b", "t")):
        conversations.remember(said(person, thread), "q", "e")
    conversations.forget("a")
    assert conversations.recall(said("a", "t")) is conversations.recall(said("a", "u")) is None
    assert conversations.recall(said("b", "t"))


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
