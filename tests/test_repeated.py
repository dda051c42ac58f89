"""A question that repeats a wording but for a word that the entry never says is offered at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from botcore import Asked, Because, Kind
from botcore.matching.doubts import Doubt, EntryWords, FileWords, MessageWords
from botcore.matching.repeated import is_form, makes_another

if TYPE_CHECKING:
    from botcore import Bot

PUPPY = EntryWords(
    [
        "when does a puppy get its first vaccinations",
        "what is the most important injection of a puppy",
        "how old must it be for its jabs",
        "how do I register for it",
        "I want to have him protected against illnesses",
    ],
    "At eight weeks; the certificate is free.",
)


def told(text: str, entry: EntryWords = PUPPY) -> list[str]:
    raised = entry.doubts(MessageWords(text), FileWords.of([entry]))
    return [each.told for each in raised if each.doubt is Doubt.REPEATED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "when does a ferret get its first vaccinations",
            "it repeats a wording of the entry, with 'ferret' for 'puppy'",
        ),
        (
            "when does a puppy get its first collar",
            "it repeats a wording of the entry, with 'collar' for 'vaccinations'",
        ),
        (
            "how do I insure for it",
            "it repeats a wording of the entry, with 'insure' for 'register'",
        ),
        (
            "what is the least important injection of a puppy",
            "it repeats a wording of the entry, with 'least' for 'most'",
        ),
    ],
)
def test_another_word_in_a_wording_is_told_with_what_it_stands_for(text: str, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "when does a pupy get its first vaccinations",
        "when does a puppet get its first vaccinations",
        "when does a fluffy puppy get its first vaccinations",
        "when does my sister's puppy get its first vaccinations",
        "when does a puppy get its next vaccinations on friday",
        "when does a puppy get its certificate",
        "how do I go registering for it",
        "my ferret is six weeks old and I was told by the breeder to come soon",
        "ferret vaccinations",
    ],
)
def test_slips_dates_words_more_words_of_the_answer_and_of_ones_own_are_no_other_question(text: str) -> None:
    assert told(text) == []


def test_an_entry_whose_wordings_repeat_each_other_may_be_asked_with_any_word_there() -> None:
    songs = EntryWords(["play this song in the kitchen", "play this song in the cellar", "music, please"])
    assert told("play this song in the attic", songs) == []


def test_a_wording_judged_as_if_it_were_not_in_the_file_repeats_no_other_than_itself() -> None:
    entry = EntryWords(["how do I join the choir", "how do I join the orchestra", *(["sing with us"] * 20)])
    message, file = MessageWords("how do I join the orchestra"), FileWords.of([entry])
    assert [each.doubt for each in entry.doubts(message, file)] == []
    assert [each.beside for each in entry.doubts(message, file, own=True)] == ["choir"]


def test_what_makes_another_question() -> None:
    assert makes_another("ferret", {"puppy"})
    assert not makes_another("friday", {"puppy"})
    assert not makes_another("frrt", {"puppy"})
    assert makes_another("least", {"most"})
    assert is_form("regist", "register")
    assert not is_form("cat", "category")


@pytest.mark.parametrize(
    "text", ["how do I become a donor", "how long can I keep a painting", "how do I become a volunteer"]
)
def test_it_is_offered_and_not_answered_and_why_is_told(library: Bot, text: str) -> None:
    reply = library.reply(Asked(text))
    assert reply.kind is Kind.CLARIFY
    assert reply.trace.because is Because.DOUBTED
    assert any("it repeats a wording of the entry" in each for each in reply.trace.candidates[0].against)


@pytest.mark.parametrize("text", ["how long can my mother keep a book", "how many days can I keep a book"])
def test_what_counts_or_says_whose_it_is_is_answered_as_before(library: Bot, text: str) -> None:
    reply = library.reply(Asked(text))
    assert reply.kind is Kind.ANSWER
    assert reply.entry
    assert reply.entry.id == "loan-time"
