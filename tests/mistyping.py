"""Does it matter how a question is typed? It should not.

Every case is typed as people type it in a hurry, by ear, on a phone, or with a keyboard that knows better, and
what comes back is judged as before. The source of chance is seeded by the case itself: the same deck gives the
same messages, whatever else is in it.
"""

from __future__ import annotations

import dataclasses
import random
import re
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from botcore.evaluation.decks import Case

    _Slip = Callable[[str, random.Random], str]

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_KEYS: dict[str, str] = dict(
    re.findall(
        r"(\w)(\S\S)",
        "asq bvn cxv dsf ewr fdg gfh hgj iuo jhk kjl lko mnk nbm oip poi qwa ret sad try uyi vcb wqe xzc ytu zxa",
    )
)
"""Letter → two keys beside it on an English keyboard."""

_BY_EAR = (
    ("ould", "ud"), ("ight", "ite"), ("tion", "shun"), ("ought", "ort"), ("ough", "uff"), ("cks", "x"),
    ("ck", "k"), ("wh", "w"), ("kn", "n"), ("ea", "ee"), ("ou", "ow"), ("oes", "uz"), ("ts", "tz"), ("ph", "f"),
    ("ci", "si"), ("ce", "se"), ("c", "k"), ("or", "er"), ("er", "ur"), ("ai", "ay"), ("qu", "kw"), ("s", "z"),
    ("y", "ee"),
)  # fmt: skip
"""Letters → others that sound alike, the longest first."""

_LEAST_LETTERS = 4
"""A slip in a shorter word makes another word of it."""

_WORDS_A_SLIP = 5
"""Of so many words one is mistyped: two or three of an ordinary question, at least one."""


def _in_some(slip: _Slip, least: int = _LEAST_LETTERS) -> _Slip:
    """Return what makes a slip in one of `_WORDS_A_SLIP` words of a text, among those long enough."""

    def typed(text: str, dice: random.Random) -> str:
        long = [match for match in _WORD.finditer(text) if len(match.group()) >= least]
        chosen = dice.sample(long, min(len(long), max(1, len(text.split()) // _WORDS_A_SLIP)))
        for match in sorted(chosen, key=lambda each: -each.start()):
            text = text[: match.start()] + slip(match.group(), dice) + text[match.end() :]
        return text

    return typed


def _swapped(word: str, dice: random.Random) -> str:
    at = dice.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _missing(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled_letter(word: str, dice: random.Random) -> str:
    at = dice.randrange(len(word))
    return word[: at + 1] + word[at:]


def _beside(word: str, dice: random.Random) -> str:
    at = dice.randrange(len(word))
    return word[:at] + dice.choice(_KEYS.get(word[at].casefold(), word[at])) + word[at + 1 :]


def _taken_apart(word: str, dice: random.Random) -> str:
    at = dice.randrange(2, len(word) - 1)
    return f"{word[:at]} {word[at:]}"


def _doubled_word(word: str, _: random.Random) -> str:
    return f"{word} {word}"


def _by_ear(text: str, dice: random.Random) -> str:
    """Spell two words in three by their sound: one group of letters each."""

    def spelt(match: re.Match[str]) -> str:
        word: str = match.group()
        pair = next((each for each in _BY_EAR if each[0] in word), None)
        return word if pair is None or dice.random() < 1 / 3 else word.replace(*pair)

    return _WORD.sub(spelt, text.casefold())


def _without_vowels(text: str, dice: random.Random) -> str:
    """Leave out the vowels inside two words in three."""

    def squeezed(match: re.Match[str]) -> str:
        word: str = match.group()
        if len(word) < _LEAST_LETTERS - 1 or dice.random() < 1 / 3:
            return word
        return word[0] + re.sub("[aeiou]", "", word[1:-1]) + word[-1]

    return _WORD.sub(squeezed, text)


def _glued(text: str, dice: random.Random) -> str:
    """Leave out the blanks between two to four words in two or three places."""
    said = text.split(" ")
    for _ in range(dice.randint(2, 3)):
        at = dice.randrange(max(1, len(said) - 1))
        count = dice.randint(2, 4)
        said[at : at + count] = ["".join(said[at : at + count])]
    return " ".join(said)


def _glued_whole(text: str, _: random.Random) -> str:
    return "".join(text.split())


SLIPS: dict[str, _Slip] = {
    "letters swapped": _in_some(_swapped),
    "a letter missing": _in_some(_missing),
    "a letter doubled": _in_some(_doubled_letter),
    "the key beside": _in_some(_beside),
    "a blank inside a word": _in_some(_taken_apart, 6),
    "a word doubled": _in_some(_doubled_word, 1),
    "by ear": _by_ear,
    "vowels missing": _without_vowels,
    "words glued": _glued,
    "all words glued": _glued_whole,
}
"""Name → how a question is typed."""

ANOTHER_WORD = "another word"
"""The slip that needs words to choose from: what a keyboard makes of a word when it thinks it knows better."""


def mistype(cases: Iterable[Case], slip: str, *, words: Sequence[str] = ()) -> Iterator[Case]:
    """Yield the cases with their last turn typed as a slip says; those it cannot change are left out.

    Args:
        cases: What is asked.
        slip: A name of `SLIPS`, or `ANOTHER_WORD`.
        words: The right words of the language, for `ANOTHER_WORD`.
    """
    change = _in_some(_another(words)) if slip == ANOTHER_WORD else SLIPS[slip]
    for case in cases:
        dice = random.Random(f"{slip}:{case.text}")  # noqa: S311 - for slips of typing
        typed = change(case.text, dice)
        if typed != case.text:
            yield dataclasses.replace(case, turns=(*case.turns[:-1], typed))


def _another(words: Sequence[str]) -> _Slip:
    by_beginning: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= _LEAST_LETTERS and word.isascii() and word.isalpha():
            by_beginning.setdefault(word[0], []).append(word)

    def slip(word: str, dice: random.Random) -> str:
        folded = word.casefold()
        near = process.extract(
            folded, by_beginning.get(folded[0], ()), scorer=DamerauLevenshtein.distance, score_cutoff=2, limit=None
        )
        others = [each for each, edits, _ in near if edits]
        return dice.choice(others) if others else word

    return slip
