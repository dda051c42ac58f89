"""How often the model runs for a message, and that nothing is changed by what is spared."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.garbage import made_to_stay
from botcore import Asked, Bot, load_faq
from botcore.matching.ngrams import CharacterNgrams
from botcore.safety.signals import MAX_READ
from botcore.text import markup, normalisation

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = """
disclaimer: Not medical advice.
entries:
  - id: safe
    question: Is it safe?
    phrasings: ["is it dangerous"]
    answer: Yes.
  - id: long
    question: How long does it take?
    phrasings: ["how many minutes"]
    answer: An hour.
"""


@pytest.fixture(scope="module")
def small() -> Bot:
    return Bot(load_faq(SMALL))


@pytest.fixture
def runs(small: Bot, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    fed: list[object] = []
    run = onnxruntime.InferenceSession.run

    def counted(session: object, outputs: object, feed: dict[str, object]) -> object:
        fed.append(feed)
        return run(session, outputs, feed)

    monkeypatch.setattr(onnxruntime.InferenceSession, "run", counted)

    def of(text: str) -> int:
        fed.clear()
        small.reply(Asked(text))
        return len(fed)

    return of


def test_one_sentence_is_read_once_by_safety_and_matching_together(runs: Callable[[str], int]) -> None:
    assert runs("what does the needle do to a tendon?") == 1


def test_several_sentences_are_read_once_each_and_once_as_a_whole(runs: Callable[[str], int]) -> None:
    assert runs("My knee hurts after football. What would the injection cost me?") == 3


def test_questions_told_apart_are_not_read_again_where_they_are_sentences(runs: Callable[[str], int]) -> None:
    assert runs("What is the house like? How many people work there?") == 3


def test_a_misspelt_word_in_an_english_message_makes_no_languages_phrases(small: Bot) -> None:
    languages = small._safety._other_languages
    made = [ear for ear in languages._ears if "_urgent" in vars(ear)]
    languages.hear("is it safe for my pecho?")
    assert [ear for ear in languages._ears if "_urgent" in vars(ear)] == made
    assert languages.hear("my friend says me duele el pecho")


def test_what_was_just_read_is_not_read_again(runs: Callable[[str], int]) -> None:
    runs("where is the car park?")
    assert runs("where is the car park?") == 0


def test_a_letter_of_a_hundred_sentences_takes_no_more_runs_than_allowed(
    runs: Callable[[str], int],
) -> None:
    few = runs(" ".join(f"My neighbour number {number} grows roses." for number in range(100)))
    assert few <= MAX_READ + 1  # and the question that matching reads of it


def test_a_bot_that_nobody_holds_is_gone_without_the_collectors_help(small: Bot) -> None:
    gc.disable()
    try:
        bot = Bot(small.faq)
        index = weakref.ref(bot._policy._matcher._index)
        gone = weakref.ref(bot)
        del bot
        assert gone() is None
        assert index() is None
    finally:
        gc.enable()


def test_what_is_made_to_stay_is_collected_once_the_next_is_made() -> None:
    class Knot:
        def __init__(self) -> None:
            self.me = self

    with made_to_stay():
        knot = Knot()
    gone = weakref.ref(knot)
    del knot
    gc.collect()
    assert gone() is not None
    assert gc.isenabled()
    with made_to_stay():
        pass
    assert gone() is None
    gc.unfreeze()


DRESSED = st.text(alphabet="ab ,.\n\t<>[]()@:#*_~|`\\'!éß\u200b\u3000😀ａ", max_size=40)


@given(DRESSED | st.text(max_size=60))
def test_what_normalising_spares_a_plain_text_changes_nothing(text: str) -> None:
    spared = normalisation.normalise(text), normalisation.fold(text)
    normalisation.fold.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normalisation, "_is_plain", lambda _: False)
        for name in ("_REFERRING", "_DRESSING"):
            patch.setattr(markup, name, NeverDisjoint())
        assert (normalisation.normalise(text), normalisation.fold(text)) == spared


class NeverDisjoint(frozenset[str]):
    def isdisjoint(self, _: object) -> bool:
        return False


def test_the_overlaps_of_all_are_those_of_each() -> None:
    texts = ["is it safe", "", "how long does it take", "safe safe safe"]
    ngrams = CharacterNgrams(texts)
    for text in (*texts, "is prolotherapy safe", "zzz", ""):
        every = ngrams.overlaps(text, np.arange(len(texts)))
        assert ngrams.overlaps(text) == pytest.approx(every, abs=1e-6)
