"""Which words a typed one may stand for, and how far each is from it."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from botcore.text.spelling import edits, sound, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_VOWELS_OUT, _VOWEL = 0.4, 0.3
"""The edits that leaving out vowels counts as, and each vowel: whoever writes "ngtvs" meant to."""

_LEAST_ALIKE = 0.55
"""The share of letters that must agree. Lower than where words are repaired one by one: what is around a word
decides as well."""

_SHORT = 4
"""Words with fewer letters have too many others one slip away: only their sound, or all their letters, count."""

_LONG, _OFTEN = 8, 3
"""Letters and uses of the words of a file that are recognised even torn apart."""

_MOST_SHIFT, _MOST_EDITS = 2, 3
_VOWELS = re.compile("[aeiou]")


class Neighbours:
    """Finds the words near a typed one.

    Args:
        own: The words of a file and how often it says them: any of them may be meant.
        language: Further words of the language; those of edits count that begin with the same letter.
    """

    def __init__(self, own: Mapping[str, int], language: Iterable[str]) -> None:
        self._own: defaultdict[int, list[str]] = defaultdict(list)
        self._language: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        self._heard: defaultdict[str, list[str]] = defaultdict(list)
        self._framed: defaultdict[str, list[str]] = defaultdict(list)
        self._sounds: dict[str, str] = {}
        self._telling: defaultdict[int, list[str]] = defaultdict(list)
        for word, uses in sorted(own.items()):
            self._own[len(word)].append(word)
            if len(word) >= _LONG and uses >= _OFTEN:
                self._telling[len(word)].append(word)
            self._hear(word, sound(word), _frame(word))
        for word, sounds, frame in _keyed(tuple(language)):
            if word not in self._sounds:
                self._language[word[0], len(word)].append(word)
                self._hear(word, sounds, frame)

    def near(self, typed: str) -> dict[str, float]:
        """Return the words near a typed one by letters, sound or frame, and how many edits each is away."""
        return self._weighed(typed, {*self._by_sound(typed), *self._by_letters(typed)}) | self._by_frame(typed)

    def near_of_telling(self, typed: str) -> dict[str, float]:
        """Return the same for the long words that the file says again and again, by their letters."""
        return self._weighed(typed, self._within(typed, _as_long(typed, self._telling)))

    def _hear(self, word: str, sounds: str, frame: str) -> None:
        self._sounds[word] = sounds
        self._heard[sounds].append(word)
        self._framed[frame].append(word)

    def _weighed(self, typed: str, others: Iterable[str]) -> dict[str, float]:
        found = {}
        for other in others:
            away = edits(typed, other, alike=sound(typed) == self._sounds[other])
            if other != typed and (len(typed) < _SHORT or 1 - away / max(len(typed), len(other)) >= _LEAST_ALIKE):
                found[other] = away
        return found

    def _by_sound(self, typed: str) -> Iterator[str]:
        reach = 1 + len(typed) // 3
        return (each for each in self._heard.get(sound(typed), ()) if abs(len(each) - len(typed)) <= reach)

    def _by_frame(self, typed: str) -> dict[str, float]:
        """Return the words whose vowels were left out."""
        framed = self._framed.get(_frame(typed), ()) if len(typed) <= _SHORT or _frame(typed) == typed else ()
        return {each: _VOWELS_OUT + _VOWEL * (len(each) - len(typed)) for each in framed if len(each) > len(typed)}

    def _by_letters(self, typed: str) -> Iterator[str]:
        if len(typed) >= _SHORT:
            lengths = _lengths(typed)
            language = (self._language.get((typed[0], length), ()) for length in lengths)
            yield from self._within(typed, chain(_as_long(typed, self._own), *language))
        elif len(typed) == _SHORT - 1:
            yield from (each for each in self._own.get(len(typed), ()) if sorted(each) == sorted(typed))

    def _within(self, typed: str, words: Iterable[str]) -> list[str]:
        # Keys side by side and like sounds are forgiven in part: more letters may differ than may count.
        return within(typed, words, min(_MOST_EDITS, len(typed) // 2))


# A language's words are the same for every file, and for a file that is followed each time it was written.
@functools.lru_cache(maxsize=2)
def _keyed(words: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return words with how each sounds, and what is left of it without vowels."""
    return tuple((word, sound(word), _frame(word)) for word in words)


def _frame(word: str) -> str:
    """Return what is left of a word without the vowels inside: "lqd" of "liquid", "nme" of "name"."""
    return word[:1] + _VOWELS.sub("", word[1:-1]) + word[-1:] if len(word) > 1 else word


def _as_long(typed: str, words: Mapping[int, list[str]]) -> Iterator[str]:
    return chain.from_iterable(words.get(length, ()) for length in _lengths(typed))


def _lengths(typed: str) -> range:
    return range(len(typed) - _MOST_SHIFT, len(typed) + _MOST_SHIFT + 1)
