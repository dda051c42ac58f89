"""Digits typed for letters and for words: "pr0l0", "s4fe", "b4", "30pills"."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

_LETTERS = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s", "!": "il",
}  # fmt: skip
"""The letters that a digit looks like; those of 2 and 6 are hardly ever meant."""

_WORDS = {
    "b4": "before", "b4hand": "beforehand", "2day": "today", "2nite": "tonight", "2night": "tonight",
    "2moro": "tomorrow", "2morrow": "tomorrow", "2gether": "together", "4get": "forget", "4ever": "forever",
    "gr8": "great", "l8": "late", "l8r": "later", "w8": "wait", "w8ing": "waiting", "h8": "hate", "m8": "mate",
    "str8": "straight", "ne1": "anyone", "any1": "anyone", "some1": "someone", "sum1": "someone",
    "every1": "everyone",
}  # fmt: skip
"""What people type by the sound of a digit; by hand."""

_MIXED = re.compile(r"(?<![\w@$!.,/:'-])[a-zA-Z0-9@$!]*[a-zA-Z][a-zA-Z0-9@$!]*[a-zA-Z0-9](?![\w@])")
"""What may be one word with digits in it; without any it is left at once."""

_ZEROES = re.compile(
    r"(?<![\w.,'-])(?:[1-9][0-9]?O{1,2}|[lI]0{1,2}|[1-9]o{1,2}(?=\s*(?:x\s*)?(?:tab|pill|caps|parac)))(?!\w)"
)
"""A number with letters for its noughts or its one; small ones only before what is counted: "38o" is a fever."""

_NUMERALS = str.maketrans("OolI", "0011")

_DIGIT = re.compile("[0-9@$!]")
_COUNTED = re.compile(r"(\d+)([a-z]{3,})")
_BETWEEN = re.compile(r"([a-z]{3,})(\d+)([a-z]{3,})")
_NUMBERED = re.compile(r"([a-z]{3,})\d+")
_UNIT = re.compile(r"\d[a-z]{1,2}|\d{2,}[a-z]{1,3}")
_LEAST, _MOST = 3, 24
_MOST_READINGS = 64
"""Ways to read one word: six of its digits may be two letters each."""

_COMMON = 1e-6
"""The share of its language that a word of three letters has to have: "h0w" is "how", and "a1c" is no "aic"."""


class Digits:
    """Reads digits as what they were typed for.

    Args:
        language: How often the words of a language are met.
        own: The words of a file, those with digits in them too.
        nearest: Returns the word that a misspelt one was meant to be; None where nothing is near.
    """

    def __init__(
        self, language: Mapping[str, int], *, own: Container[str], nearest: Callable[[str], str | None]
    ) -> None:
        self._language, self._own, self._nearest = language, own, nearest
        self._common = _COMMON * sum(language.values())

    def read(self, text: str) -> str:
        """Return a text with its digits read; those that are numbers, or a file's own, stay.

        Args:
            text: Normalised.
        """
        if not _DIGIT.search(text):
            return text
        return _MIXED.sub(self._meant, _ZEROES.sub(lambda typed: typed.group().translate(_NUMERALS), text))

    def _meant(self, match: re.Match[str]) -> str:
        typed = match.group()
        word = typed.casefold()
        if not _DIGIT.search(word) or not _LEAST - 1 <= len(word) <= _MOST or word in self._own:
            return typed
        return _WORDS.get(word) or self._as_letters(word) or self._with_blanks(word) or typed

    def _as_letters(self, word: str) -> str | None:
        """Return a word with letters for its digits; None where that is no word, or a number is likelier."""
        if len(word) < _LEAST or _UNIT.fullmatch(word):
            return None
        # "Day5" is the fifth, not several; "5times" is no "stimes", and "5ide" not five of anything.
        if (numbered := _NUMBERED.fullmatch(word)) and self._uses(numbered[1]):
            return None
        read = max(self._readings(word), key=self._uses)
        counted = _COUNTED.fullmatch(word)
        if self._uses(read) > (self._uses(counted[2]) if counted else 0):
            return read if len(read) > _LEAST or self._uses(read) >= self._common else None
        return None if counted or numbered else self._repaired(word, read)

    def _repaired(self, word: str, read: str) -> str | None:
        """Return the word that is near one with digits, where more of it is letters: "l1g4ments"."""
        digits = _DIGIT.findall(word)
        if len(word) < max(_LEAST + 2, 2 * len(digits) + 1) or not set(digits) <= _LETTERS.keys():
            return None
        return self._nearest(read)

    def _readings(self, word: str) -> list[str]:
        letters = product(*(_LETTERS.get(each, each) for each in word))
        return ["".join(each) for each in islice(letters, _MOST_READINGS)]

    def _with_blanks(self, word: str) -> str | None:
        """Return a number and words that were typed without blanks: "30pills", "pain4days"."""
        if (found := _COUNTED.fullmatch(word)) and self._uses(found[2]) >= self._common:
            return f"{found[1]} {found[2]}"
        if (found := _BETWEEN.fullmatch(word)) and self._uses(found[1]) and self._uses(found[3]):
            return " ".join(found.groups())
        return None

    def _uses(self, word: str) -> int:
        """Return how often a word is met; a file's own at least once."""
        return self._language.get(word, 0) or int(word in self._own)
