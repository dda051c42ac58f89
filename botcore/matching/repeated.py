"""A question that repeats a wording but for a word or two: "when does a kitten get its first vaccinations".

People who ask the same ask it in words of their own. Who says a whole wording over, with another thing in its
midst, mostly asks about that other thing, whatever it is: no list of things is needed to tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein, Indel

from botcore.matching.general_words import VAGUE, opposites_of, root
from botcore.text import SMALL
from botcore.text.english import read_english

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

_CHANGED = 2
"""Words of weight that a repeated wording has at most in place of as many: more of them are other words for it."""

_REST = 0.8
"""The least likeness of what is left of both, in [0, 1]; how well it tells stands in docs/tried.md."""

_SMALL_REST = 0.9
"""The same where no word of weight is left: "when are you busiest" beside "when are you open"."""

_MEANT = 0.6
"""The least likeness of a word to one that it stands for to be that one, misspelt or corrected by a phone."""

_LEAST_LETTERS = 4
"""Of a root for a longer one that begins with it to be a form of the same word."""


class Repeated:
    """The wordings of one entry, for telling a question that repeats one of them but for a word or two."""

    def __init__(self, wordings: Sequence[Sequence[str]]) -> None:
        """Keep the roots of each, in order, and of each which have weight."""
        self._wordings = [
            (tuple(words), tuple(map(root, words)), frozenset(map(root, weighty(words)))) for words in wordings
        ]
        self._roots = frozenset[str]().union(*(heavy for _, _, heavy in self._wordings))

    def other_words(self, words: Sequence[str], is_foreign: Callable[[str], bool]) -> tuple[str, str] | None:
        """Return which word makes another question of a wording that is repeated, and which words it stands for.

        Args:
            words: Of the question, in order.
            is_foreign: Tells of a word whether the entry never says it, and it makes another question of one.
        """
        roots, heavy = tuple(map(root, words)), frozenset(map(root, weighty(words)))
        if len(heavy - self._roots) > _CHANGED:
            return None
        best = 0.0
        named: list[str] = []
        replaced: list[str] = []
        for own, own_roots, own_heavy in self._wordings:
            new, gone = heavy - own_heavy, own_heavy - heavy
            # A word more is mostly a word about the same: "a wobbly neck".
            if not (0 < len(new) <= _CHANGED and 0 < len(gone) <= _CHANGED):
                continue
            rest = [each for each in roots if each not in new]
            likeness = Indel.normalized_similarity(rest, [each for each in own_roots if each not in gone])
            least = _REST if heavy & own_heavy else _SMALL_REST
            if len(rest) > 1 and likeness >= least and likeness > best:
                best = likeness
                named = [each for each in words if root(each) in new]
                replaced = [each for each in own if root(each) in gone]
        if _are_meant(named, replaced):
            return None
        foreign = next(filter(is_foreign, named), "")
        return (foreign, " ".join(replaced)) if foreign else None


def _are_meant(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether words are likely others misspelt, the two run together or put apart among them."""
    return any(
        DamerauLevenshtein.normalized_similarity(one, other) >= _MEANT
        for one in [*words, "".join(words)]
        for other in [*others, "".join(others)]
    )


def weighty(words: Sequence[str]) -> list[str]:
    """Return the words of a text that carry its sense."""
    return [word for word in words if word not in SMALL]


def makes_another(word: str, own: Collection[str]) -> bool:
    """Tell whether a word can make another question of a wording.

    What counts, dates or points makes none, and neither does what is no word; the opposite of a word always does.

    Args:
        word: The word.
        own: All words of the entry's wordings.
    """
    bare = word.removesuffix("'s")
    if word in SMALL or word in VAGUE or bare in VAGUE:
        return any(each in own for each in opposites_of(word))
    return bare in read_english()


def is_form(one: str, other: str) -> bool:
    """Tell whether two roots are likely of the same word: "regist" and "register"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _LEAST_LETTERS and long.startswith(short)
