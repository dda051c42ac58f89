from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples

from botcore.text import complete

NECK, AGENT, SIDE = (
    "Is it safe to use prolotherapy for neck pain?",
    "Which is the most common agent used in prolotherapy?",
    "What are the side effects of prolotherapy injections?",
)
QUESTIONS = [NECK, AGENT, SIDE]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", QUESTIONS),
        ("  ", QUESTIONS),
        ("what is", QUESTIONS),
        ("NECK", [NECK]),
        ("neck?", [NECK]),
        ("is it safe for the neck???", [NECK]),
        ("side-effects", [SIDE]),
        ("the side effe", [SIDE]),
        ("sied efects", [SIDE]),
        ("comon agnet", [AGENT]),
        ("prolothrapy", QUESTIONS),
        ("prolothr", QUESTIONS),
        ("nek", []),
        ("cost", []),
        ("neck agent", []),
    ],
)
def test_what_is_typed_finds_the_questions_that_hold_it(typed: str, found: list[str]) -> None:
    assert complete(typed, QUESTIONS) == found


@examples(100)
@given(st.text(max_size=40))
def test_whatever_is_typed_some_of_the_questions_come_back_in_their_order(typed: str) -> None:
    found = complete(typed, QUESTIONS)
    assert [each for each in QUESTIONS if each in found] == found


@examples(60)
@given(st.sampled_from(QUESTIONS), st.integers(0, 60))
def test_every_beginning_of_a_question_finds_it(question: str, length: int) -> None:
    assert question in complete(question[:length], QUESTIONS)
