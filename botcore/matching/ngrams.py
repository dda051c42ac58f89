"""Character n-grams: what survives a misspelling."""

from __future__ import annotations

import functools
from array import array
from typing import TYPE_CHECKING

import numpy as np

from botcore.text import TfIdf, character_ngrams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class CharacterNgrams:
    """The n-grams of texts, side by side: of text i, those from `bounds[i]` up to `bounds[i + 1]`."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Learn the n-grams of texts; n-grams met later that are not among them count nothing."""
        self._tf_idf = TfIdf.learn(character_ngrams, texts)
        terms, values, bounds = array("i"), array("f"), array("q", [0])
        for text in texts:
            numbers, weights = self._tf_idf.row(text)
            terms.extend(numbers.tolist())
            values.extend(weights.tolist())
            bounds.append(len(terms))
        self._terms = np.frombuffer(terms, dtype=np.intc)
        self._values = np.frombuffer(values, dtype=np.float32)
        self._bounds = np.frombuffer(bounds, dtype=np.int64)

    def overlaps(self, text: str, wanted: NDArray[np.intp] | None = None) -> NDArray[np.float32]:
        """Return the cosine in [0, 1] of a text with learned texts, in their order.

        Args:
            text: Any text.
            wanted: Which of the learned texts, ascending; None: all.
        """
        numbers, weights = self._tf_idf.row(text)
        if wanted is None:
            return self._overlaps_of_all(numbers, weights)
        asked = np.zeros(len(self._tf_idf.terms), dtype=np.float32)
        asked[numbers] = weights
        lengths = self._bounds[wanted + 1] - self._bounds[wanted]
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        places = _stretches(self._bounds[wanted], lengths)
        return self._sums(asked[self._terms[places]] * self._values[places], bounds)

    def _overlaps_of_all(self, numbers: NDArray[np.intp], weights: NDArray[np.float64]) -> NDArray[np.float32]:
        """Return the cosine of every learned text with these n-grams, each looked up where it stands."""
        bounds, texts, values = self._standing
        starts, ends = bounds[numbers], bounds[1:][numbers]
        # Where an n-gram stands, not what stands in each wording: a question has a few, a file tens of thousands.
        # Each stands in one piece, and copying pieces is three times as fast as gathering what is in them.
        places = [slice(*each) for each in zip(starts.tolist(), ends.tolist(), strict=True)]
        owners = np.concatenate([texts[:0], *(texts[place] for place in places)])
        products = np.concatenate([values[:0], *(values[place] for place in places)])
        products *= np.repeat(weights.astype(np.float32), ends - starts)
        totals = np.bincount(owners, weights=products, minlength=len(self._bounds) - 1)
        return totals.astype(np.float32)

    @functools.cached_property
    def _standing(self) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.float32]]:
        """By n-gram: where it stands in the other two, the texts that have it, and its values there."""
        order = np.argsort(self._terms, kind="stable")
        bounds = np.searchsorted(self._terms[order], np.arange(len(self._tf_idf.terms) + 1))
        # As wide as `bincount` counts, which would make them so each time.
        owners = np.repeat(np.arange(len(self._bounds) - 1, dtype=np.intp), np.diff(self._bounds))
        return bounds, owners[order], self._values[order]

    def between(self) -> NDArray[np.float32]:
        """Return the cosine of every pair of the texts learned, shape (n, n).

        To the last digit what scipy's sparse matrices give (a test holds them together): the same products, added
        in the same order. scipy itself is 140 MB that nothing else in a running bot needs.
        """
        count = len(self._bounds) - 1
        starts, holders, values = self._standing
        cosines = np.zeros((count, count), dtype=np.float32)
        for text, row in enumerate(cosines):
            own = slice(self._bounds[text], self._bounds[text + 1])
            terms = self._terms[own]
            lengths = starts[terms + 1] - starts[terms]
            # Where the texts that have one of its n-grams stand, n-gram by n-gram.
            places = _stretches(starts[terms], lengths)
            np.add.at(row, holders[places], np.repeat(self._values[own], lengths) * values[places])
        return cosines

    @staticmethod
    def _sums(products: NDArray[np.float32], bounds: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the sum of each part of the products; 0 where a part is empty."""
        totals = np.zeros(len(bounds) - 1, dtype=np.float32)
        if len(products):
            holding = bounds[:-1] < bounds[1:]
            totals[holding] = np.add.reduceat(products, bounds[:-1][holding])
        return totals


def _stretches(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of several stretches in one row: each from its start onwards."""
    before = np.cumsum(lengths) - lengths
    numbers: NDArray[np.int64] = np.repeat(starts - before, lengths) + np.arange(lengths.sum())
    return numbers
