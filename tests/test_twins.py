"""A question that resembles an entry's and turns on one other word is offered at most, in any file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from botcore import Asked, Because, Bot, Kind
from botcore.matching.counter_evidence import fit_shifts
from botcore.matching.doubts import Doubt, EntryWords, FileWords, MessageWords
from botcore.matching.general_words import KINDS, aspects_in, kind_of, opposites_of, root
from botcore.matching.twins import MOST, twins_of

if TYPE_CHECKING:
    from botcore import Faq

FILES = Path(__file__).parent / "files"
NECK = EntryWords(
    ["is it safe for the neck", "safe for a loose neck", "loose neck, safe?", "are shots for a loose neck safe"]
)
CARD = EntryWords(["I lost my card", "card lost", "my card is gone", "where is my lost card"])


def doubts(text: str, entry: EntryWords = NECK) -> set[Doubt]:
    return {each.doubt for each in entry.doubts(MessageWords(text), FileWords.of([NECK, CARD]))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is it safe for a wobbly neck", set()),
        ("would a nervous person call it safe for the neck", set()),
        ("is it safe for the knee", {Doubt.SWAPPED}),
        ("is it safe for the neck and the knee", {Doubt.ADDED}),
        ("is it safe for a tight neck", {Doubt.OPPOSED}),
        ("who paid for the safe neck study", {Doubt.ASPECT}),
        ("is a banana safe for the neck", {Doubt.STRANGE}),
        ("is it safe for the nek", set()),
    ],
)
def test_a_doubt_is_raised_by_the_word_that_turns_a_question(text: str, expected: set[Doubt]) -> None:
    assert doubts(text) == expected


def test_a_doubt_says_which_word_and_what_the_entry_has_in_its_place() -> None:
    (raised,) = NECK.doubts(MessageWords("is it safe for the knee"), FileWords.of([NECK, CARD]))
    assert raised.told == "it names 'knee', where the entry speaks of 'neck'"
    assert raised.is_sure


def test_in_a_long_story_a_word_in_passing_weighs_little() -> None:
    story = (
        "my uncle fell off a ladder years ago and broke a knee badly so tell me whether shots are safe for necks"
    )
    (raised,) = [
        each for each in NECK.doubts(MessageWords(story), FileWords.of([NECK, CARD])) if each.word == "knee"
    ]
    assert raised.weight < 0.3
    assert not raised.is_sure


def test_a_wording_judged_as_if_it_were_not_in_the_file_lends_no_word() -> None:
    entry = EntryWords(["safe for the neck", "neck safe", "is the neck safe", "safe for the shoulder"])
    told, file = MessageWords("safe for the shoulder"), FileWords.of([entry])
    assert entry.doubts(told, file) == []
    assert [each.word for each in entry.doubts(told, file, own=True)] == ["shoulder"]


def test_general_words_know_kinds_by_list_and_by_ending() -> None:
    assert kind_of("knees") == kind_of("knee") == "part of the body"
    assert kind_of("mesotherapy") == kind_of("semaglutide") == "treatment"
    assert kind_of("therapy") == kind_of("the") == ""
    assert "rare" in opposites_of("common")
    assert aspects_in(["how", "many", "weeks"]) == {"how long": "how many weeks"}
    assert root("necks") == root("neck")


def test_no_thing_is_of_two_kinds() -> None:
    things = [thing for names in KINDS.values() for thing in names.split()]
    assert sorted(things) == sorted(set(things))


def test_the_same_file_makes_the_same_twins_and_not_too_many(faq: Faq) -> None:
    wordings = [faq.wordings[entry.id] for entry in faq.entries]
    twins = twins_of(wordings)
    assert twins == twins_of(wordings)
    assert 100 < len(twins) <= MOST
    assert not set(twins) & {wording.casefold() for own in wordings for wording in own}
    many = [[f"what is thing number {n} for", f"thing {n}, tell me about it"] for n in range(1000)]
    assert len(twins_of(many)) <= MOST


def test_twins_swap_reverse_and_ask_otherwise() -> None:
    told = [
        "is it common to hurt a knee",
        "common for a knee to hurt",
        "how common are sore knees",
        "hurt knee common?",
    ]
    twins = " | ".join(twins_of([told]))
    assert any(f" {part}" in twins for part in KINDS["part of the body"].split() if part != "knee")
    assert "rare" in twins
    assert "common to hurt a knee" in " ".join(each for each in twins.split(" | ") if each not in told)


def test_a_doubt_that_good_questions_raise_as_often_takes_less() -> None:
    rows = np.array([[1.0, 0.0]] * 10 + [[0.0, 1.0]] * 10)
    right = np.array([True] * 5 + [False] * 5 + [False] * 10)
    weights = fit_shifts(rows, np.full(20, 3.0), right, np.ones(20))
    assert weights[1] < weights[0] < 0


def test_a_doubt_never_speaks_for_an_entry() -> None:
    assert fit_shifts(np.ones((9, 1)), np.full(9, -3.0), np.ones(9, dtype=bool), np.ones(9))[0] == 0


NEVER = [
    "is cupping safe for neck pain",
    "side effects of botox injections",
    "the rarest solution they use",
    "who paid for the dextrose study",
    "is it safe for the knee",
    "why does prolotherapy fail in cervical instability",
    "is bee venom safe for neck pain",
]


@pytest.mark.parametrize("text", NEVER)
def test_a_near_twin_is_not_answered(bot: Bot, text: str) -> None:
    assert bot.reply(Asked(text)).kind is not Kind.ANSWER


@pytest.mark.parametrize(
    ("text", "entry"),
    [("safe for a wobbly neck?", "safety-neck"), ("commonest liquid in a prolo syringe", "common-agent")],
)
def test_a_new_word_that_turns_nothing_is_answered(bot: Bot, text: str, entry: str) -> None:
    reply = bot.reply(Asked(text))
    assert reply.kind is Kind.ANSWER
    assert reply.entry
    assert reply.entry.id == entry


def test_a_twin_that_would_be_answered_is_offered_and_told_why(bot: Bot) -> None:
    reply = bot.reply(Asked("how is prolotherapy used to treat tight ligaments"))
    assert reply.kind is Kind.CLARIFY
    assert reply.trace.because in {Because.DOUBTED, Because.UNSURE}
    assert "it asks for the reverse: 'tight'" in reply.trace.candidates[0].against


@pytest.mark.parametrize(
    "text",
    [
        "how do I become a member of the gym",
        "how do I renew my passport",
        "what does it cost to bring a car back late",
        "who invented the late fee",
        "can I print a pizza here",
    ],
)
def test_the_same_holds_in_a_file_of_another_trade(library: Bot, text: str) -> None:
    assert library.reply(Asked(text)).kind is not Kind.ANSWER


def test_and_its_own_questions_are_answered_as_before(library: Bot) -> None:
    asked = {"how do I renew a loan online": "renew", "what is the fine for late books": "late-fee"}
    assert {
        text: (reply.entry.id if (reply := library.reply(Asked(text))).entry else "") for text in asked
    } == asked
