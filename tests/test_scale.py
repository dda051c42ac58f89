"""Long messages and big files: what they may cost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from adapters.measuring.timing import quantile
from botcore import Message
from botcore.matching.index import Index
from botcore.text import MAX_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from botcore import Bot

SENTENCE = "My neck has been sore since March, and my aunt says prolotherapy helped her; what is in the shot? "


def _fastest(work: Callable[[], object], times: int = 7) -> float:
    """Return the least processor time of several tries: what it costs when nothing else is in the way."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


@pytest.mark.parametrize("times_the_cap", [2, 50])
def test_a_message_longer_than_the_cap_costs_no_more_than_one_at_the_cap(bot: Bot, times_the_cap: int) -> None:
    at_cap = (SENTENCE * MAX_CHARACTERS)[:MAX_CHARACTERS]
    longer = (SENTENCE * MAX_CHARACTERS)[: times_the_cap * MAX_CHARACTERS]
    bot.reply(Message(at_cap))
    # A tenth more, for a clock that ticks and the two ends being other words.
    assert (
        _fastest(lambda: bot.reply(Message(longer))) <= 1.1 * _fastest(lambda: bot.reply(Message(at_cap))) + 0.001
    )


@pytest.mark.parametrize("character", ["\ufdfa", "a", " ", ".", "\n", "&lt;", "neck, "])
def test_no_character_repeated_makes_a_message_expensive(bot: Bot, character: str) -> None:
    at_cap = (SENTENCE * MAX_CHARACTERS)[:MAX_CHARACTERS]
    message = Message(character * 20_000)
    assert bot.reply(message).disclaimer
    assert _fastest(lambda: bot.reply(message), 3) <= 1.5 * _fastest(lambda: bot.reply(Message(at_cap)), 3) + 0.01


@pytest.mark.slow
def test_evidence_among_fifty_thousand_wordings_takes_milliseconds_and_no_square_of_memory() -> None:
    """The index alone, over made-up vectors: `prolobot bench scale` measures the whole with real ones."""
    entries, each = 10_000, 5
    numbers = np.random.default_rng(0)
    vectors = numbers.normal(size=(entries * each, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("rk", "nd", "lt", "st", "mp")]
    texts = [" ".join(numbers.choice(words, 7)) for _ in range(entries * each)]
    index = Index(texts, np.repeat(np.arange(entries), each), vectors)
    assert not index.is_learned
    spent = []
    for number in numbers.integers(0, entries * each, 100):
        began = time.process_time()
        found = index.evidence(texts[number], vectors[number])
        spent.append(time.process_time() - began)
        assert int(np.argmax(found.fused[0])) == number // each
    assert quantile(spent, 0.5) < 0.04
