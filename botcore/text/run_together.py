"""The words that letters run together are likeliest made of: "sideeffectsofprolo"."""

from __future__ import annotations

import functools
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from botcore.text.spelling import CHAT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from botcore.text.expectation import Expectation

BLANK_MISSING = 1.0
"""What a blank left out surprises by: whoever leaves out one leaves out several."""

_LONGEST_RUN, _LONGEST_PART = 200, 16
"""Letters run together that are taken apart, a long sentence, and the longest word among them."""

_LEAST_RUN, _LEAST_PART = 4, 3
"""Letters run together that are taken apart, and of a part that the file does not say: lists of words hold too
many names of two letters."""

_LONGEST_MISSPELT = 100
"""Letters run together among which misspelt words are looked for: that costs some fifty times as much."""

_SLIP = 4.0
"""What a letter amiss in one of them surprises by: more than in a word by itself, whose ends are sure."""

_LEAST_MISSPELT = 5
"""A shorter word has too many others one slip away."""

_COMMON = 6_000
"""Words of the language that may be misspelt there, beside a file's own."""


class Spaced(NamedTuple):
    """Words that were run together.

    Attributes:
        words: In order.
        cost: What they surprise by, with their slips and the blanks that are missing between them, in nats.
        slips: What their slips surprise by.
    """

    words: tuple[str, ...]
    cost: float
    slips: float = 0.0


class RunTogether:
    """Takes letters apart.

    Args:
        expectation: How much words surprise.
        own: A file's words, which may be misspelt.
        language: Further words of the language, the most common first.
        chat: What people type for common words → what they mean.
    """

    def __init__(
        self,
        expectation: Expectation,
        own: Iterable[str],
        language: Iterable[str],
        *,
        chat: Mapping[str, str] = CHAT,
    ) -> None:
        self._expectation = expectation
        self._chat = chat
        self._meant = tuple(sorted({*own, *islice(language, _COMMON)}))
        self.parts = functools.lru_cache(maxsize=4096)(self._parts)
        self.exact = functools.lru_cache(maxsize=4096)(self._exact)

    def _parts(self, letters: str) -> Spaced | None:
        """Return the words that surprise least, of at least two; None where there are none."""
        return self._several(letters, misspelt=len(letters) <= _LONGEST_MISSPELT)

    def _exact(self, letters: str) -> Spaced | None:
        """Return the same of words without a slip."""
        return self._several(letters, misspelt=False)

    def _several(self, letters: str, *, misspelt: bool) -> Spaced | None:
        if not _LEAST_RUN <= len(letters) <= _LONGEST_RUN:
            return None
        found = self._best(letters, misspelt=misspelt)
        return found if found and len(found.words) > 1 else None

    def _best(self, letters: str, *, misspelt: bool) -> Spaced | None:
        best: list[Spaced | None] = [Spaced((), 0.0)] + [None] * len(letters)
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - _LONGEST_PART), end):
                so_far = best[start]
                if so_far is None:
                    continue
                for said, slips in self._meanings(letters[start:end], misspelt=misspelt):
                    surprise = self._surprise(said, (so_far.words or ("",))[-1])
                    cost = so_far.cost + BLANK_MISSING + slips + surprise
                    there = best[end]
                    if there is None or cost < there.cost:
                        words = (*so_far.words, *said)
                        best[end] = Spaced(words, cost, so_far.slips + slips)
        return best[-1]

    def _meanings(self, part: str, *, misspelt: bool) -> Iterator[tuple[tuple[str, ...], float]]:
        """Yield what some letters may mean, and what the slips in them surprise by."""
        if self._is_part(part):
            yield spelt_out(part, self._chat), 0.0
        elif misspelt and len(part) >= _LEAST_MISSPELT - 1:
            by_rest = _by_rest(self._meant)
            for other in {each for rest in _rests(part) for each in by_rest.get(rest, ())}:
                if OSA.distance(part, other, score_cutoff=1) == 1:
                    yield spelt_out(other, self._chat), _SLIP

    def _surprise(self, said: Sequence[str], before: str) -> float:
        return sum(self._expectation.surprise(word, last) for last, word in pairwise((before, *said)))

    def _is_part(self, part: str) -> bool:
        if len(part) == 1:
            return part in {"a", "i"}
        known = self._expectation.expects(part) if len(part) >= _LEAST_PART else self._expectation.uses(part) > 0
        return known or part in self._chat


def spelt_out(word: str, chat: Mapping[str, str] = CHAT) -> tuple[str, ...]:
    """Return a word, or what it is short for."""
    return tuple(chat.get(word, word).split())


# The words are the same for every file of a language but for its own, and most messages have nothing run together.
@functools.lru_cache(maxsize=2)
def _by_rest(words: tuple[str, ...]) -> Mapping[str, list[str]]:
    """Return the words by what is left of each without one letter: those one edit apart share a rest.

    The symmetric-delete idea (https://github.com/wolfgarbe/SymSpell).
    """
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= _LEAST_MISSPELT:
            for rest in _rests(word):
                found.setdefault(rest, []).append(word)
    return found


def _rests(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
