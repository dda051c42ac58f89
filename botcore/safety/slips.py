"""Words one slip of typing away from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEAST_LETTERS = 5
"""Shorter words have too many right words one slip away: "numb" and "dumb", "pain" and "rain"."""

_LEAST_SWAPPED = 4
"""Two letters that changed places are the fingers' slip in shorter words, too: "pian"."""


class Slips:
    """A vocabulary that can be asked which of its words somebody meant.

    The symmetric-delete idea (https://github.com/wolfgarbe/SymSpell): words one edit apart share what is left of
    them without one letter, so that a few look-ups replace a comparison with every word.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words: set[str] = set()
        self._by_rest: dict[str, tuple[str, ...]] = {}
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """Add a word."""
        if word in self._words:
            return
        self._words.add(word)
        if len(word) >= _LEAST_SWAPPED and word.isalpha():
            alone = (word,)
            for rest in _rests(word):
                before = self._by_rest.get(rest)
                self._by_rest[rest] = (*before, word) if before else alone

    def meant(self, word: str) -> set[str]:
        """Return the words one letter more, less, other or changed about from this one; none for one of them."""
        if len(word) < _LEAST_SWAPPED or word in self._words:
            return set()
        # Sharing a rest is necessary, not enough: "abcde" and "bcdea" share "bcde", two edits apart.
        near = {each for rest in _rests(word) for each in self._by_rest.get(rest, ())}
        return {each for each in near if _is_slip(word, each)}


def _is_slip(word: str, meant: str) -> bool:
    swapped = len(meant) >= _LEAST_LETTERS or sorted(word) == sorted(meant)
    return swapped and OSA.distance(word, meant, score_cutoff=1) <= 1


def _rests(word: str) -> set[str]:
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}
