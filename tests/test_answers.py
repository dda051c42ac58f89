"""What an entry's answer says counts for it where it has few wordings, and never for what has none."""

from __future__ import annotations

import numpy as np
import pytest

from botcore import Asked, Bot, load_faq
from botcore.encoding import Encoder, VectorCache
from botcore.matching import Matcher
from botcore.matching.answers import FEW, MANY, SHARE, Answers, read_answers

FILE = """
disclaimer: General information only.
entries:
- {id: tools, question: Can I use your tools?, answer: "All but the chain whip. It is kept against a deposit."}
- {id: prices, question: What does a repair cost?, answer: "Twelve euros for every half hour of a mechanic."}
- {id: punctures, question: How do I mend a flat tyre?, answer: "Sand the hole, wait, press the patch on."}
topics:
- {id: theft, about: theft, pointer: Ask at the desk., phrasings: [my bike was stolen, stolen bicycle]}
"""

TOLD = ["Free for all who join.", "At nine on every working day."]


class Counting(VectorCache):
    """Notes what it is asked to encode."""

    asked: tuple[str, ...] = ()

    def encode_all(self, texts, **more):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN003, ANN201
        self.asked += tuple(texts)
        return super().encode_all(texts, **more)


def test_the_likest_sentence_of_an_answer_speaks_for_its_entry_and_topics_stay_as_they_are() -> None:
    sentences = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]], np.float32)
    said = Answers(sentences, [0, 0, 1], 0.5).evidence(np.array([[0.0, 1.0]], np.float32), 3)
    assert said == pytest.approx(np.array([[0.05, -0.05, 0.0]]))


def test_answers_that_all_say_the_same_say_nothing() -> None:
    same = np.tile(np.array([[0.6, 0.8]], np.float32), (4, 1))
    assert not Answers(same, [0, 1, 2, 3], SHARE).evidence(np.eye(2, dtype=np.float32), 5).any()


def test_a_question_in_words_of_an_answer_finds_its_entry(encoder: Encoder) -> None:
    matcher = Matcher(load_faq(FILE), VectorCache(encoder))
    for text, entry in (
        ("how many euros for half an hour", "prices"),
        ("what must I sand first", "punctures"),
        ("is there a deposit for the chain whip", "tools"),
    ):
        assert matcher.match(text, encoder.encode_all([text])[0]).best.id == entry


def test_the_more_wordings_there_are_the_less_an_answer_adds_and_of_many_it_is_not_even_encoded(
    encoder: Encoder,
) -> None:
    vectors = Counting(encoder)
    few, more = (read_answers(TOLD, 2 * each, vectors) for each in (FEW, 2 * FEW))
    asked = encoder.encode_all(["is it free"])
    assert few is not None
    assert more is not None
    assert few.evidence(asked, 2) == pytest.approx(2 * more.evidence(asked, 2))
    before = vectors.asked
    assert read_answers(TOLD, 2 * MANY + 1, vectors) is None
    assert vectors.asked == before


def test_of_a_file_of_single_wordings_the_right_entry_is_at_least_offered(encoder: Encoder) -> None:
    matcher = Matcher(load_faq(FILE), VectorCache(encoder))
    text = "who fixes a hole in my tube"
    found = matcher.match(text, encoder.encode_all([text])[0]).best
    assert (found.id, found.score >= matcher.calibration.thresholds.clarify) == ("punctures", True)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("are fibroblasts stimulated", "ligament-laxity"),
        ("is there a numbing agent", "side-effects"),
        ("what gets dehydrated", "common-agent"),
    ],
)
def test_words_of_the_shipped_answers_alone_find_their_entry(text: str, entry: str, bot: Bot) -> None:
    bot.forget()
    reply = bot.reply(Asked(text))
    shown = [reply.entry.id] if reply.entry else [each.entry for each in reply.suggestions]
    assert entry in shown


def test_answers_of_a_few_words_are_no_evidence(encoder: Encoder) -> None:
    assert read_answers(["See the notice board.", "Stand-in answer for hours."], 4, VectorCache(encoder)) is None
