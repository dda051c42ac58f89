"""Long messages and big files: what is read of them, and what is kept. What they cost, `prolobot bench` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from proving import proof, size

from botcore import Asked
from botcore.encoding import Encoder, MessageVectors
from botcore.matching.index import Index
from botcore.text import MAX_CHARACTERS, cap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore import Bot

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
    of = MessageVectors.of

    def noted(self: MessageVectors, texts: Sequence[str]) -> list[np.ndarray]:
        asked.extend(texts)
        return of(self, texts)

    monkeypatch.setattr(MessageVectors, "of", noted)

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
    index = Index(texts, np.repeat(np.arange(entries), each), vectors)
    assert not index.is_learned
    for number in numbers.integers(0, entries * each, 20):
        found = index.evidence(texts[number], vectors[number])
        assert int(np.argmax(found.fused[0])) == number // each
