"""What a person who is still typing may be looking for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from botcore.text.normalisation import fold, words
from botcore.text.small_words import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEAST_ALIKE, _LEAST_OTHERWISE = 0.7, 0.8
"""As in spelling repair one slip in four letters; in five where the first letter differs: "cost" is not "most"."""

_LEAST_LETTERS = 4
"""Shorter words have too many others one slip away."""


def complete(typed: str, questions: Iterable[str]) -> list[str]:
    """Return the questions that hold every telling word typed so far, in their order; all where there is none.

    Case, punctuation and small words do not matter; a word may be unfinished, or misspelt where it has four
    letters or more.
    """
    wanted = [word for word in words(fold(typed)) if word not in SMALL]
    found = []
    for question in questions:
        held = words(fold(question))
        if all(any(_is_meant(word, each) for each in held) for word in wanted):
            found.append(question)
    return found


def _is_meant(word: str, other: str) -> bool:
    if other.startswith(word):
        return True
    if len(word) < _LEAST_LETTERS:
        return False
    # A letter more or less shifts where an unfinished word ends.
    beginnings = {other[: len(word) + shift] for shift in (-1, 0, 1)} | {other}
    least = _LEAST_ALIKE if word[0] == other[0] else _LEAST_OTHERWISE
    return any(DamerauLevenshtein.normalized_similarity(word, each) >= least for each in beginnings)
