"""The file says its source's words and no others; where it cannot deliver, it says so first or asks back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from botcore import Asked, Because, Bot, Kind, load_faq
from botcore.encoding import Encoder, VectorCache
from botcore.faq import FaqError

if TYPE_CHECKING:
    from botcore import Faq

LEFTOVERS = ("Please try again later. ", "… ")
"""Of the page the source was copied from: no part of an answer."""


def pairs_of(page: str) -> list[tuple[str, str]]:
    """Return the questions and answers of the page, its doubled heading and its leftovers taken off."""
    parts = [" ".join(part.split()) for part in page.split("\n\n") if part.strip()]
    parts = parts[1:] if parts[0] == parts[1] else parts
    for leftover in LEFTOVERS:
        parts = [part.removeprefix(leftover) for part in parts]
    return list(zip(parts[::2], parts[1::2], strict=True))


def test_every_question_and_answer_is_the_sources_word_for_word(faq: Faq) -> None:
    page = (Path(__file__).parent / "files" / "faq-source.txt").read_text(encoding="utf-8")
    said = [(entry.question, " ".join(entry.answer.split())) for entry in faq.entries]
    assert said == pairs_of(page)


def test_nothing_the_bot_may_say_calls_an_answer_vetted(faq: Faq) -> None:
    assert "vetted" not in faq.model_dump_json().casefold()


def test_an_answer_that_does_not_deliver_says_so_before_it(bot: Bot) -> None:
    reply = bot.reply(Asked("what are the side effects?"))
    assert reply.entry == bot.faq.entry("side-effects")
    assert reply.text.startswith("The source describes the injections but names no side effect.")
    assert reply.text.count("names no side effect") == 1


@pytest.mark.parametrize("text", ["What is prolotherapy?", "what's prolo", "define prolotherapy", "prolotherapy"])
def test_whoever_asks_what_it_is_gets_the_entry_whose_words_define_it(bot: Bot, text: str) -> None:
    reply = bot.reply(Asked(text))
    assert (reply.kind, reply.entry and reply.entry.id) == (Kind.ANSWER, "ligament-laxity")
    assert "Prolotherapy is an injection technique" in reply.text


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("is it safe?", ["safety-neck", "side-effects", "seek-care"]),
        ("so is prolo actually safe then", ["safety-neck", "side-effects", "seek-care"]),
        ("does it work?", ["dextrose-neck", "ligament-laxity", "cervical-instability"]),
        ("how does it work?", ["importance", "ligament-laxity", "dextrose-neck"]),
    ],
)
def test_what_could_mean_several_entries_is_asked_back(bot: Bot, text: str, offered: list[str]) -> None:
    reply = bot.reply(Asked(text))
    assert (reply.kind, reply.trace.because) == (Kind.CLARIFY, Because.AMBIGUOUS)
    assert [each.entry for each in reply.suggestions] == offered


@pytest.mark.parametrize("text", ["when will I feel better", "bitcoin price", "does it cause cancer"])
def test_a_topic_is_named_only_when_it_is_sure(bot: Bot, text: str) -> None:
    reply = bot.reply(Asked(text))
    assert (reply.kind, reply.trace.topic) == (Kind.ABSTAIN, "")


@pytest.mark.parametrize("text", ["who won the world cup", "how do I cook rice", "bake me a poem about ducks"])
def test_what_is_far_from_everything_sends_nobody_to_a_doctor(bot: Bot, text: str) -> None:
    reply = bot.reply(Asked(text))
    assert reply.trace.because is Because.FAR
    assert "doctor" not in reply.body


def test_after_an_answer_the_same_words_mean_what_was_spoken_of(bot: Bot) -> None:
    bot.forget()
    bot.reply(Asked("how does dextrose prolotherapy work for neck pain", person="a", thread="t"))
    reply = bot.reply(Asked("is it safe?", person="a", thread="t", at=5.0))
    assert (reply.kind, reply.entry and reply.entry.id) == (Kind.ANSWER, "safety-neck")


def test_what_is_offered_for_an_ambiguous_question_has_to_be_an_entry_and_its_wording_nobody_elses() -> None:
    text = (
        "disclaimer: d\nentries:\n- {id: one, question: q, answer: a, phrasings: [is it far]}\n"
        "ambiguous:\n- {offers: [one, two], phrasings: [is it near, Is it far]}\n"
    )
    with pytest.raises(FaqError) as caught:
        load_faq(text)
    assert "ambiguous → item 1 → offers → item 2: found 'two'" in str(caught.value)
    assert "'Is it far', which is also on line 3" in str(caught.value)


def test_what_is_asked_back_stands_in_one_list_alone_whatever_its_punctuation() -> None:
    text = (
        "disclaimer: d\nentries:\n- {id: one, question: q, answer: a, phrasings: ['Far, is it?']}\n"
        "ambiguous:\n- {offers: [one], phrasings: [is it near, so is it near]}\n"
        "- {offers: [one], phrasings: ['Is it near?', really is it near, far is it]}\n"
    )
    with pytest.raises(FaqError) as caught:
        load_faq(text)
    assert [fault.found for fault in caught.value.faults] == [
        "'Is it near?', which is also on line 5",
        "'far is it', which is also on line 3",
    ]


ASKED_BACK = """
disclaimer: d
entries:
- {id: hours, question: When are you open?, answer: Nine to five., phrasings: [But what about now]}
- {id: place, question: Where are you?, answer: On the square.}
ambiguous:
- {offers: [hours], phrasings: [And then?, how well does it work, what about]}
- {offers: [place], phrasings: [how does it work]}
"""


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("And then?", ["hours"]),
        ("and then", ["hours"]),
        ("how well does it work", ["hours"]),
        ("how does it work?", ["place"]),
        ("so how does it really work", ["place"]),
        ("what about then", ["hours"]),
    ],
)
def test_what_is_asked_back_is_looked_up_by_its_words_first(doubtful: Bot, text: str, offered: list[str]) -> None:
    reply = doubtful.reply(Asked(text))
    assert (reply.trace.because, [each.entry for each in reply.suggestions]) == (Because.AMBIGUOUS, offered)


@pytest.mark.parametrize("text", ["hello", "ok", "!!!", "", "so", "just now"])
def test_what_holds_nothing_but_fillers_is_not_asked_back(doubtful: Bot, text: str) -> None:
    assert doubtful.reply(Asked(text)).trace.because is not Because.AMBIGUOUS


def test_the_wording_of_an_entry_is_answered_whatever_it_is_without_its_fillers(doubtful: Bot) -> None:
    assert doubtful.reply(Asked("But what about now")).kind is Kind.ANSWER


@pytest.fixture(scope="module")
def doubtful(encoder: Encoder) -> Bot:
    return Bot(load_faq(ASKED_BACK), vectors=VectorCache(encoder))
