"""What texts are made of, as terms with weights: character n-grams and word n-grams by TF-IDF.

The numbers are those of scikit-learn's `TfidfVectorizer` with `sublinear_tf` (a test holds them together);
its transform takes a millisecond and a half for one message, these lookups a thirtieth of it, and a start need
not import it.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

_SHORTEST, _LONGEST = 2, 4
"""Characters of an n-gram: "pr" survives a misspelling of "prolotherapy", so does "olot"."""

_WORD = re.compile(r"[\w']+")


def character_ngrams(text: str) -> list[str]:
    """Return the n-grams inside the words of a text, each word with a blank at both ends, repeated ones too."""
    return [ngram for word in text.lower().split() for ngram in _inside(word)]


@functools.lru_cache(maxsize=4096)
def _inside(word: str) -> tuple[str, ...]:
    """Return the n-grams of one word; a file's wordings say the same words over and over."""
    padded = f" {word} "
    sizes = range(_SHORTEST, min(_LONGEST, len(padded)) + 1)
    return tuple(padded[start : start + size] for size in sizes for start in range(len(padded) - size + 1))


def word_ngrams(text: str) -> list[str]:
    """Return the words of a text and its pairs of neighbouring words, repeated ones too."""
    found = _WORD.findall(text.lower())
    return found + [f"{left} {right}" for left, right in pairwise(found)]


class TfIdf:
    """Terms and how much each says: one met often in a text, and in few texts, says more.

    Attributes:
        terms: Term → its number.
        idf: The inverse document frequency of each term, by number; shape (terms,).
    """

    def __init__(self, analyse: Callable[[str], list[str]], terms: Iterable[str], idf: Iterable[float]) -> None:
        """Take over what was learned; `terms` and `idf` stand in the same order."""
        self._analyse = analyse
        self.terms = {term: number for number, term in enumerate(terms)}
        self.idf = np.fromiter(idf, dtype=np.float64, count=len(self.terms))
        self._of_word = functools.lru_cache(maxsize=4096)(self._known)

    @classmethod
    def learn(cls, analyse: Callable[[str], list[str]], texts: Sequence[str], *, least: int = 1) -> TfIdf:
        """Learn the terms that at least `least` of the texts have; in alphabetical order."""
        having = Counter(term for text in texts for term in set(analyse(text)))
        terms = sorted(term for term, count in having.items() if count >= least)
        return cls(analyse, terms, (math.log((1 + len(texts)) / (1 + having[term])) + 1 for term in terms))

    def row(self, text: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the numbers of the known terms of a text and their weights, of unit length together."""
        counts = Counter(self._numbers(text))
        numbers = np.fromiter(counts, dtype=np.intp, count=len(counts))
        weights = self.idf[numbers]
        for place, count in enumerate(counts.values()):
            if count > 1:
                weights[place] *= 1 + math.log(count)
        return numbers, weights / (math.hypot(*weights.tolist()) or 1.0)

    def _numbers(self, text: str) -> Iterable[int]:
        """Return the numbers of the known terms of a text, repeated ones too."""
        if self._analyse is not character_ngrams:
            return self._known(text)
        # These stand inside words, and people say the same words over and over.
        return chain.from_iterable(map(self._of_word, text.split()))

    def _known(self, text: str) -> list[int]:
        return [number for number in map(self.terms.get, self._analyse(text)) if number is not None]
