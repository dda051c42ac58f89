"""Character n-grams: what survives a misspelling."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from botcore.text import Weights, character_ngrams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class CharacterNgrams:
    """The n-grams of texts, kept by n-gram: a message is compared only with texts that share some."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Learn the n-grams of texts; n-grams met later that are not among them count nothing."""
        self._count = len(texts)
        self._weights = Weights.learn(character_ngrams, texts)
        rows = [self._weights.row(text) for text in texts]
        lengths = [len(numbers) for numbers, _ in rows]
        self._bounds = np.cumsum([0, *lengths])
        self._terms = np.fromiter((number for numbers, _ in rows for number in numbers), dtype=np.int32)
        self._row_values = np.fromiter((value for _, values in rows for value in values), dtype=np.float32)
        order = np.argsort(self._terms, kind="stable")
        self._owners = np.repeat(np.arange(self._count, dtype=np.int32), lengths)[order]
        self._values = self._row_values[order]
        self._starts = np.searchsorted(self._terms[order], np.arange(len(self._weights.terms) + 1))

    def overlaps(self, text: str) -> NDArray[np.float32]:
        """Return the cosine in [0, 1] of a text with every text learned, in their order."""
        numbers, weights = self._weights.row(text)
        return self._sum(np.array(numbers, dtype=np.intp), np.array(weights, dtype=np.float32))

    def between(self) -> NDArray[np.float32]:
        """Return the cosine of every pair of the texts learned, shape (n, n)."""
        cosines = np.empty((self._count, self._count), dtype=np.float32)
        for row, (first, last) in enumerate(pairwise(self._bounds)):
            cosines[row] = self._sum(self._terms[first:last], self._row_values[first:last])
        return cosines

    def _sum(self, numbers: NDArray[np.integer], weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for every text the sum over some n-grams of their weight times the weight in that text."""
        starts = self._starts[numbers]
        lengths = self._starts[numbers + 1] - starts
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        # Where each n-gram's owners stand: its start, then onwards.
        places = np.repeat(starts - (ends - lengths), lengths) + np.arange(total)
        values = self._values[places] * np.repeat(weights, lengths)
        return np.bincount(self._owners[places], values, self._count).astype(np.float32)
