"""Wordings of one entry that say what another one says: "what is it", "what is it?", "what is it then".

Left out alone, such a wording is recognised by its copies, and proves nothing of what people will write. So copies
are left out together, and all of them count as one wording.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from botcore.matching.kernel_ridge import MAX_EXAMPLES
from botcore.text import SMALL, fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SAME_LETTERS = 0.85
"""The share of letters, in the words that say something, from which two wordings are copies though the encoder
takes them for different: "what does a repair cost", "um what does a repar cost!"."""

_SAME = 1.6
"""The sum of that share and the cosine from which they are: "opening hours", "opening hours btw". With both and
the encoder as it is published, of 40 wordings 35 are one with all their 29 copies, made by a slip, a greeting or a
tail, and none is more than four. As it is trained, of the shipped file's wordings 0.93 are left, of a workshop's
and a bank's all."""


def first_of_each(
    wordings: Sequence[str], classes: Sequence[int], vectors: NDArray[np.float32]
) -> NDArray[np.intp]:
    """Return for each wording the number of the first of those that are copies of each other, within a class.

    Of a file with more wordings than are learned from, every wording stands for itself.

    Args:
        wordings: All of them, those of one class side by side.
        classes: The class of each, ascending.
        vectors: Of each.
    """
    if len(wordings) > MAX_EXAMPLES:
        return np.arange(len(wordings))
    bounds = np.flatnonzero(np.diff(classes, prepend=-1, append=-1)).tolist()
    parts = [
        start + _first_alike(_are_copies(wordings[start:end], vectors[start:end]))
        for start, end in itertools.pairwise(bounds)
    ]
    return np.concatenate(parts)


def _are_copies(wordings: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return for each pair of wordings whether they are copies, shape (n, n)."""
    told = [_telling(wording) for wording in wordings]
    letters = process.cdist(told, told, scorer=Indel.normalized_similarity)
    alike: NDArray[np.bool_] = (letters >= _SAME_LETTERS) | (letters + vectors @ vectors.T >= _SAME)
    return alike


def _first_alike(alike: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return for each row the first that it is alike, or that one it is alike is, and so on."""
    first: NDArray[np.intp] = np.arange(len(alike))
    while True:
        before, first = first, np.where(alike, first, len(alike)).min(axis=1)
        if np.array_equal(first, before):
            return first


def _telling(wording: str) -> str:
    said = words(fold(wording))
    return " ".join([word for word in said if word not in SMALL] or said)
