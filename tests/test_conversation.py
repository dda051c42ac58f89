"""What is remembered between messages: little, briefly, and never across people or threads."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples

from botcore import Asked
from botcore.conversation import MAX_CONVERSATIONS, MINUTES_REMEMBERED, Conversations


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
