"""How much a word surprises: by the words of a file, by the word before it, and by the words of the language."""

from __future__ import annotations

import functools
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

_NEVER_MET_UNLISTED = 3.0
"""The same where the words of the language are listed nowhere, and a word that the file does not say is as likely
right. Of 728 right words of messages to three such files 3 become others so, 50 at 14, and 148 of 161 slips in
their wordings are mended at either; at 0 no word, and 137."""

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
        self._never_met = _NEVER_MET if language else _NEVER_MET_UNLISTED
        # One message asks for its words and their neighbours after each word that may stand before them.
        self._surprise_alone = functools.lru_cache(maxsize=4096)(self._surprise_of_one)

    def uses(self, word: str) -> int:
        """Return how often the file says a word."""
        return self._uses[word]

    def expects(self, word: str) -> bool:
        """Tell whether a word is one of the file or of its language."""
        return word in self._uses or word in self._language

    def surprise(self, word: str, before: str = "") -> float:
        """Return how much a word surprises after another, in nats; after an empty one, at a beginning."""
        met = self._pairs.get((before, word))
        if met is None:
            # Most pairs are in no file: all that is left is the word itself.
            return self._surprise_alone(word)
        return -math.log(_HALF * (met / self._firsts[before]) + _HALF * self._share(word))

    def _surprise_of_one(self, word: str) -> float:
        """Return how much a word surprises after one that it never follows in the file."""
        if share := self._share(word):
            return -math.log(_HALF * share)
        return self._never_met + _LETTER * len(word) + (_LETTER_BEYOND - _LETTER) * max(0, len(word) - _LONG)

    def _share(self, word: str) -> float:
        """Return how often a word is met, of all words of the file and of its language."""
        return _HALF * self._uses[word] / self._all + _HALF * self._language.get(word, 0) / self._met
