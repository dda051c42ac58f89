"""Near twins of a file's own wordings: what looks like an entry's question and is none.

Made when the file loads, from its wordings and lists shipped for every file (`general_words`): another thing in
the place of the entry's, the reverse, another aspect of its subject. They teach how much a doubt weighs.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from botcore.matching.general_words import FRAMES, KINDS, kind_of, opposites_of, root
from botcore.text import SMALL, fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 400
"""Twins of a file: their vectors take half a second when a file is first read."""

_MOST_EACH = 40
_LEAST_EACH = 8
"""Twins of an entry."""

_LONGEST = 14
"""Words of a wording that a twin is made from: in a long one, a word exchanged changes little."""

_SHARES = (0.5, 0.2, 0.3)
"""Of an entry's twins: with another thing, with the reverse, about another aspect."""

_ASKED_OTHERWISE = 6
"""Wordings of an entry of whose subject other questions are asked: they hardly differ in what they are about."""

_SEED = 12
"""The same file makes the same twins."""


def twins_of(entries: Sequence[Sequence[str]]) -> list[str]:
    """Return twins of the wordings of entries, each once, `MOST` at most; the same for the same file."""
    chance = random.Random(_SEED)  # noqa: S311 - nothing is to be kept from anybody
    used = {root(word) for wordings in entries for wording in wordings for word in words(fold(wording))}
    each = max(_LEAST_EACH, min(_MOST_EACH, MOST // len(entries)))
    chosen = chance.sample(range(len(entries)), min(len(entries), MOST // each))
    made = [twin for entry in sorted(chosen) for twin in _of_entry(entries[entry], used, each, chance)]
    return list(dict.fromkeys(made))


def _of_entry(wordings: Sequence[str], used: set[str], count: int, chance: random.Random) -> Iterator[str]:
    told = [words(fold(wording)) for wording in wordings]
    short = [each for each in told if 1 < len(each) <= _LONGEST] or told
    kinds = (list(_swapped(short, used, chance)), list(_reversed(short)), list(_asked_otherwise(short, used)))
    for made, share in zip(kinds, _SHARES, strict=True):
        yield from chance.sample(made, min(len(made), round(share * count)))


def _swapped(told: Sequence[Sequence[str]], used: set[str], chance: random.Random) -> Iterator[str]:
    """Yield wordings with another thing in the place of one that the entry speaks of."""
    roots = [root(word) for each in told for word in set(each) if word not in SMALL]
    free = {kind: [each for each in names.split() if root(each) not in used] for kind, names in KINDS.items()}
    everything = [each for names in free.values() for each in names]
    for each in told:
        places = [place for place, word in enumerate(each) if word not in SMALL]
        if not places:
            continue
        place = max(places, key=lambda place: (kind_of(each[place]) != "", roots.count(root(each[place])), place))
        other = chance.choice(places)
        for at in dict.fromkeys((place, other)):
            names = free.get(kind_of(each[at])) or everything
            if names:
                yield " ".join([*each[:at], chance.choice(names), *each[at + 1 :]])


def _reversed(told: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield wordings with the opposite of a word that no wording has."""
    own = {word for each in told for word in each}
    for each in told:
        for at, word in enumerate(each):
            for opposite in sorted(opposites_of(word) - own):
                yield " ".join([*each[:at], opposite, *each[at + 1 :]])


def _asked_otherwise(told: Sequence[Sequence[str]], used: set[str]) -> Iterator[str]:
    """Yield other questions about what a wording is about: what is left of it behind its first small words."""
    frames = [
        frame for frame in FRAMES if not any(root(word) in used for word in frame.split() if word not in SMALL)
    ]
    for each in told[:_ASKED_OTHERWISE]:
        start = next((at for at, word in enumerate(each) if word not in SMALL), 0)
        yield from (frame.format(" ".join(each[start:])) for frame in frames)
