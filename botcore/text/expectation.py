"""How much a word surprises: by the words of a file, by the word before it, and by the words of the language."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_HALF = 0.5
"""A file and its language are believed alike, and so are a file's pairs of words and its single ones."""

_NEVER_MET, _LETTER = 14.0, 1.0
"""The surprise of a word that nobody knows, and what every letter of it adds: more than any known word (the rarest
surprise by 18), and for a short name less than two slips beside."""

_LONG, _LETTER_BEYOND = 12, 3.0
"""From so many letters on each adds nearly what a letter out of 26 surprises by: hardly a word is longer, and what
is longer is several, run together."""


class Expectation:
    """Says how much words surprise.

    Args:
        sentences: The words of a file's wordings, each in order.
        language: How often the words of its language are met.
    """

    def __init__(self, sentences: Iterable[Sequence[str]], language: Mapping[str, int]) -> None:
        self._uses: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._firsts: Counter[str] = Counter()
        for said in sentences:
            self._uses.update(said)
            self._pairs.update(pairwise(("", *said)))
            self._firsts.update(("", *said[:-1]))
        self._all = self._uses.total() or 1
        self._language = language
        self._met = sum(language.values()) or 1

    def uses(self, word: str) -> int:
        """Return how often the file says a word."""
        return self._uses[word]

    def expects(self, word: str) -> bool:
        """Tell whether a word is one of the file or of its language."""
        return word in self._uses or word in self._language

    def surprise(self, word: str, before: str = "") -> float:
        """Return how much a word surprises after another, in nats; after an empty one, at a beginning."""
        pair = before, word
        if pair not in self._pairs:
            # Most pairs are in no file: all that is left is the word itself.
            pair = "", ""
        alone = _HALF * self._uses[word] / self._all + _HALF * self._language.get(word, 0) / self._met
        if not alone:
            return _NEVER_MET + _LETTER * len(word) + (_LETTER_BEYOND - _LETTER) * max(0, len(word) - _LONG)
        paired = self._pairs[pair] / self._firsts[before] if pair[1] else 0.0
        return -math.log(_HALF * paired + _HALF * alone)
