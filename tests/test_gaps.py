"""What people asked in vain: alike together, from several people, and nothing that may tell who they are."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from adapters.journal.gaps import draft, find_gaps
from adapters.journal.reducing import LEFT_OUT
from botcore import Asked, Bot
from botcore.encoding import Encoder

PLANTED = [
    ("can I fly after the injection", "is it ok to take a plane after a session", "flying home after treatment", "how soon can I get on a plane"),
    ("do they take insurance", "is it covered by my insurance", "will the insurance pay for it", "insurance cover for this"),
    ("can pregnant women have it", "is it allowed in pregnancy", "I am pregnant, may I have it", "pregnancy and the injections"),
    ("may I drink alcohol afterwards", "is a beer in the evening fine after it", "alcohol after the session", "can I have wine that night"),
    ("what should I wear to the appointment", "which clothes for the appointment", "what do I wear on the day", "is a loose shirt best to wear"),
    ("do you do it for dogs", "can my dog get it", "is there a vet who does this for a dog", "injections for an old dog"),
]  # fmt: skip
OTHERS = [
    "who won the match last night", "where do I park the car", "the printer is out of paper", "a recipe for soup",
    "how do I change my password", "is the shop open on sunday", "what is the weather like", "my phone is too slow",
    "how tall is that mountain", "the train was late again", "a good film for tonight", "when does school start",
    "how to grow tomatoes", "which bank has the best rate", "the lift is broken", "where is the nearest library",
]  # fmt: skip
PEOPLE = itertools.count()


def line(words: str, person: str = "", *, entry: str = "", helpful: bool | None = None) -> dict[str, Any]:
    return {"words": words, "person": person or str(next(PEOPLE)), "entry": entry, "helpful": helpful}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def nothing(_: str) -> bool:
    return False


def test_what_several_people_asked_in_vain_is_found_and_little_else(encoder: Encoder) -> None:
    lines = [line(words) for group in PLANTED for words in group] + [line(words) for words in OTHERS]
    found = find_gaps(lines, encoder.encode_all, nothing)
    subjects = {next((at for at, group in enumerate(PLANTED) if gap.wordings[0] in group), None) for gap in found}
    assert subjects - {None} == set(range(len(PLANTED)))
    assert len(found) <= len(PLANTED) + 1


def test_one_person_alone_trains_nobody(encoder: Encoder) -> None:
    assert find_gaps([line("can my dog get it", "one") for _ in range(20)], encoder.encode_all, nothing) == []


def test_what_the_safety_rules_hear_is_never_shown(encoder: Encoder, bot: Bot) -> None:
    lines = [line("I have chest pain") for _ in range(5)]
    assert find_gaps(lines, encoder.encode_all, lambda text: bot.hears(Asked(text))) == []


def test_nothing_in_the_journal_is_no_gap(encoder: Encoder) -> None:
    assert find_gaps([line("")], encoder.encode_all, nothing) == []


def test_a_draft_has_no_answer_and_no_word_that_was_left_out(encoder: Encoder) -> None:
    (gap,) = find_gaps(
        [line(f"can my dog {LEFT_OUT} get it"), line("can my dog get it"), line("may a dog get it")],
        encoder.encode_all,
        nothing,
    )
    assert LEFT_OUT not in draft(gap)
    assert 'answer: ""' in draft(gap)


def test_an_answer_that_helped_nobody_is_pointed_at(encoder: Encoder) -> None:
    (gap,) = find_gaps(
        [line("is it risky", entry="side-effects", helpful=False) for _ in range(3)], encoder.encode_all, nothing
    )
    assert (gap.entry, gap.disliked) == ("side-effects", 3)
    assert "side-effects" in draft(gap)
