"""Character n-grams: what survives a misspelling."""

from __future__ import annotations

from array import array
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
        terms, values, lengths = array("i"), array("f"), array("i")
        for text in texts:
            numbers, weights = self._weights.row(text)
            terms.extend(numbers)
            values.extend(weights)
            lengths.append(len(numbers))
        order = np.argsort(terms, kind="stable")
        self._owners = np.repeat(np.arange(self._count, dtype=np.int32), lengths)[order]
        self._values = np.asarray(values, dtype=np.float32)[order]
        self._starts = np.searchsorted(np.asarray(terms)[order], np.arange(len(self._weights.terms) + 1))

    def overlaps(self, text: str) -> NDArray[np.float32]:
        """Return the cosine in [0, 1] of a text with every text learned, in their order."""
        numbers, weights = self._weights.row(text)
        if not numbers:
            return np.zeros(self._count, dtype=np.float32)
        parts = [slice(self._starts[number], self._starts[number + 1]) for number in numbers]
        owners = np.concatenate([self._owners[part] for part in parts])
        values = np.concatenate(
            [self._values[part] * np.float32(weight) for part, weight in zip(parts, weights, strict=True)]
        )
        return np.bincount(owners, values, self._count).astype(np.float32)
