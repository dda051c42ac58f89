"""Long messages and big files: what is read of them, and what is kept. What they cost, `prolobot bench` says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from proving import proof, size

from adapters.assembly.loading import cache_path
from adapters.vector_file import vectors_kept_in
from botcore import Asked, Because, Bot, Kind
from botcore.encoding import Encoder
from botcore.matching.index import Index
from botcore.matching.leaving_out import learn
from botcore.text import MAX_CHARACTERS, cap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore import Faq

ROOT = Path(__file__).parent.parent
SENTENCE = "My neck has been sore since March, and my aunt says prolotherapy helped her; what is in the shot? "


@pytest.mark.parametrize("times_the_cap", [2, 50])
def test_of_a_message_longer_than_the_cap_the_same_is_read_as_of_its_two_ends(
    bot: Bot, times_the_cap: int
) -> None:
    longer = (SENTENCE * MAX_CHARACTERS)[: times_the_cap * MAX_CHARACTERS]
    assert bot.reply(Asked(longer)) == bot.reply(Asked(cap(longer)))


@pytest.mark.parametrize("character", ["\ufdfa", "a", " ", ".", "\n", "&lt;", "neck, "])
def test_no_character_repeated_makes_a_message_need_more_vectors(
    bot: Bot, character: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The encoder is what costs: it is asked for no more, and no longer texts, than at the cap."""
    asked: list[str] = []
    encode = Encoder.encode_all

    def noted(self: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return encode(self, texts)

    monkeypatch.setattr(Encoder, "encode_all", noted)

    def needs(text: str) -> tuple[int, int]:
        asked.clear()
        assert bot.reply(Asked(text)).disclaimer
        return len(set(asked)), max(map(len, asked), default=0)

    count, longest = needs((SENTENCE * MAX_CHARACTERS)[:MAX_CHARACTERS])
    found_count, found_longest = needs(character * 20_000)
    assert found_count <= count
    assert found_longest <= 1.1 * longest


def test_the_encoder_reads_no_further_than_its_limit() -> None:
    encoder = Encoder()
    long, longer = (encoder.encode(SENTENCE * times) for times in (10, 1_000))
    np.testing.assert_array_equal(long, longer)


@proof("1,000 entries", "10,000 entries")
def test_a_big_file_is_found_in_without_a_square_of_memory() -> None:
    """The index alone, over made-up vectors: `prolobot bench scale` measures the whole with real ones."""
    entries, each = size(1_000, 10_000), 5
    numbers = np.random.default_rng(0)
    vectors = numbers.normal(size=(entries * each, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("rk", "nd", "lt", "st", "mp")]
    texts = [" ".join(numbers.choice(words, 7)) for _ in range(entries * each)]
    built = Index(texts, np.repeat(np.arange(entries), each), vectors)
    assert learn(built) is None
    for number in numbers.integers(0, entries * each, 20):
        found = built.evidence(texts[number], vectors[number])
        assert int(np.argmax(found.fused[0])) == number // each


def test_a_file_too_large_to_learn_from_is_answered_and_its_topics_are_not(
    faq: Faq, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botcore.matching.leaving_out.MAX_EXAMPLES", 100)
    with vectors_kept_in(cache_path(cache_folder, ROOT / "faq.yaml")) as vectors:
        # What was learned of the file when it was not too large would be found again.
        vectors.learned.clear()
        bot = Bot(faq, vectors=vectors)
    assert not bot._policy._matcher._index.is_learned
    assert all(bot.reply(Asked(entry.question)).entry == entry for entry in faq.entries)
    replies = [bot.reply(Asked(topic.phrasings[0])) for topic in faq.topics]
    assert {reply.kind for reply in replies} <= {Kind.ABSTAIN, Kind.DECLINE, Kind.URGENT}
    assert Because.TOPIC in {reply.trace.because for reply in replies}
