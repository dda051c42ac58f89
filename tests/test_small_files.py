"""Files of few entries, few wordings and few topics: as careful as they should be, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from botcore import Asked, Bot, Kind, load_faq
from botcore.checks import missing_evidence
from botcore.encoding import Encoder, VectorCache
from botcore.matching import Matcher
from botcore.matching.thresholds import WITHOUT_EVIDENCE
from botcore.trace import Grounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore import Faq

WORDINGS = {
    "hours": ["when are you open", "what are your opening times", "until when can I come in", "are you open late"],
    "ladder": ["can I borrow a ladder", "do you lend ladders", "is there a ladder to take home", "ladder hire"],
    "fee": ["what does membership cost", "how much is it to join", "yearly fee", "is membership expensive"],
    "parking": ["where can I park", "is there a car park", "parking near you", "can I leave the van outside"],
}
TOPICS = {
    "guests": ["may I bring a friend", "can guests come in"],
    "dogs": ["are dogs allowed", "can my dog come"],
}
FAR = ["what rhymes with silver", "my goldfish looks sad", "who won the cup in 1966", "how do volcanoes start"]


def faq_of(entries: int, wordings: int, topics: int = 0) -> Faq:
    """Return a file cut to size."""
    lines = ["disclaimer: General information only.", "entries:"]
    for name, said in list(WORDINGS.items())[:entries]:
        lines += [f"- {{id: {name}, question: {said[0]}, answer: See the notice board.}}"]
        lines[-1] = (
            lines[-1].replace("answer", f"phrasings: {said[1:wordings]}, answer") if wordings > 1 else lines[-1]
        )
    if topics:
        lines += ["topics:"]
        for name, said in list(TOPICS.items())[:topics]:
            lines += [f"- {{id: {name}, about: {name}, pointer: Ask at the desk., phrasings: {said}}}"]
    return load_faq("\n".join(lines))


@pytest.mark.parametrize(
    ("entries", "wordings", "topics"), [(1, 1, 0), (1, 4, 0), (2, 1, 2), (2, 2, 0), (4, 4, 0), (4, 4, 2)]
)
def test_a_file_of_any_size_answers_its_own_words_and_no_stranger(
    encoder: Encoder, entries: int, wordings: int, topics: int
) -> None:
    faq = faq_of(entries, wordings, topics)
    bot = Bot(faq, vectors=VectorCache(encoder))
    own = [text for entry in faq.entries for text in entry.wordings]
    assert [text for text in own if bot.reply(Asked(text)).kind is not Kind.ANSWER] == []
    assert [text for text in FAR if bot.reply(Asked(text)).kind is Kind.ANSWER] == []


@pytest.mark.parametrize(
    ("entries", "wordings", "topics"), [(1, 1, 0), (2, 1, 0), (1, 4, 0), (2, 2, 0), (2, 4, 1)]
)
def test_little_evidence_moves_no_threshold_far(
    encoder: Encoder, entries: int, wordings: int, topics: int
) -> None:
    thresholds = Matcher(faq_of(entries, wordings, topics), VectorCache(encoder)).calibration.thresholds
    assert thresholds.answer == pytest.approx(WITHOUT_EVIDENCE, abs=0.1)


def test_two_small_topics_leave_a_small_file_as_careful_as_it_was(encoder: Encoder) -> None:
    before, after = (
        Matcher(faq_of(4, 4, topics), VectorCache(encoder)).calibration.thresholds.answer for topics in (0, 2)
    )
    assert after > before - 0.1


@pytest.fixture(scope="module", params=["faq.yaml", "tests/files/makerspace.yaml"])
def asked_topics(request: pytest.FixtureRequest, encoder: Encoder) -> tuple[Bot, Sequence[str], Sequence[str]]:
    bot = request.getfixturevalue("bot")
    if request.param != "faq.yaml":
        text = (Path(__file__).parents[1] / request.param).read_text(encoding="utf-8")
        bot = Bot(load_faq(text), vectors=VectorCache(encoder))
    said = [text for topic in bot.faq.topics for text in topic.phrasings]
    return bot, said, [entry.question for entry in bot.faq.entries]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_topics_own_wording_is_never_answered_with_an_entry(
    asked_topics: tuple[Bot, Sequence[str], Sequence[str]], data: st.DataObject
) -> None:
    bot, topics, questions = asked_topics
    if not topics:
        return
    bot.forget()
    if data.draw(st.booleans()):
        bot.reply(Asked(data.draw(st.sampled_from(questions)), person="p", thread="c"))
    text = data.draw(st.sampled_from(topics)) + data.draw(st.sampled_from(["", "?", " ", "!"]))
    typed = data.draw(st.sampled_from([text, text.upper(), text.capitalize()]))
    assert bot.reply(Asked(typed, person="p", thread="c")).kind is not Kind.ANSWER


@pytest.mark.parametrize(
    ("grounds", "says"),
    [
        (Grounds(), "write five an entry"),
        (Grounds(own=60, entries=60), "no topics; write 60"),
        (Grounds(own=60, topics=12), "12 wordings of topics; write 60"),
        (Grounds(own=24, topics=90), "24 wordings of entries; write 60"),
        (Grounds(own=60, topics=60), ""),
    ],
)
def test_an_author_is_told_what_to_write_for_thresholds_that_rest_on_more(grounds: Grounds, says: str) -> None:
    assert says in missing_evidence(grounds)
    assert bool(says) == bool(missing_evidence(grounds))
