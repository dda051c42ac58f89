"""The same text as another hand might have typed it, or with a neighbour beside it: variety for training."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_TYPOS, _BARE, BESIDE = 0.25, 0.15, 0.3
"""How often a text gets slips of typing, loses its punctuation, gets an ordinary sentence beside it."""

_LEAST_LETTERS = 4
"""A slip in a shorter word makes another word of it."""

_NEAR = dict(
    re.findall(
        r"(\w)(\S\S)",
        "asq bvn cxv dsf ewr fdg gfh hgj iuo jhk kjl lk; mnk nbm oip po[ qwa ret sad try uyi vcb wqe xzc ytu zxa",
    )
)
"""Letter → the keys beside it on an English keyboard."""


def disturbed(text: str, ordinary: Sequence[str], rng: random.Random, beside: float = BESIDE) -> str:
    """Return a variation of a text; what it says about urgency and advice stays the same.

    Args:
        text: An example.
        ordinary: Sentences that are neither urgent nor advice, to stand beside it.
        rng: The source of chance.
        beside: How often one of them does.
    """
    if rng.random() < _TYPOS:
        for _ in range(rng.randint(1, 2)):
            text = mistyped(text, rng)
    if rng.random() < _BARE:
        text = " ".join(re.sub(r"[^\w\s]", "", text).split())
    if rng.random() < beside:
        neighbour = rng.choice(ordinary)
        first, second = (text, neighbour) if rng.random() < 1 / 2 else (neighbour, text)
        text = f"{first}{'' if first[-1:] in '.!?' else rng.choice('. ')} {second}"
    return " ".join(text.split())


def mistyped(text: str, rng: random.Random) -> str:
    """Return a text with one slip in one of its longer words: a letter missing, doubled, swapped or beside."""
    words = text.split(" ")
    long = [index for index, word in enumerate(words) if len(word) >= _LEAST_LETTERS]
    if not long:
        return text
    index = rng.choice(long)
    word = words[index]
    at = rng.randrange(1, len(word) - 1)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + rng.choice(_NEAR.get(word[at].lower(), word[at])) + word[at + 1 :],
    )
    words[index] = rng.choice(slips)
    return " ".join(words)
