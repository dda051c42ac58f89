"""Lines changed by chance, for larger readers to say how urgent each is now: nobody labels them by hand.

A time, a person or a part of the body is another; something stands before or behind; a clause of another line
stands beside one of its own; clauses are in another order and the last is missing. What comes out is often odd:
it is for readers to say where, between the lines of writers, one reading becomes the other.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.training.examples import Example

_ENDS = re.compile(r"(,|;|\.|\band\b|\bbut\b|\bwhen\b|\bwhile\b|\bbecause\b|\bafter\b|\bsince\b|\bso\b|\bthen\b)")
_LEAST_WORDS = 3
"""What is shorter is no clause of its own."""

_FITTING = range(2, 15)
"""The words of a clause that may stand beside another's."""

_KINDS = (
    (
        "my husband", "my wife", "my son", "my gran", "he", "she", "my neighbour", "a customer", "the patient",
        "our dog", "my car", "the main character", "i",
    ),
    (
        "now", "right now", "today", "yesterday", "last year", "in 2019", "when i was a child", "tomorrow",
        "again", "for years", "since this morning",
    ),
    ("chest", "arm", "leg", "back", "neck", "head", "throat", "knee", "stomach", "jaw"),
    ("is", "was", "isn't", "might be", "used to be"),
    ("can't", "can", "couldn't"),
    ("cannot", "could not", "can"),
)  # fmt: skip
_OTHERS = {word: [each for each in kind if each != word] for kind in _KINDS for word in kind}
_ANY = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, _OTHERS), key=len, reverse=True)) + r")\b", re.IGNORECASE
)

_BEFORE = (
    "", "what if ", "imagine ", "my neighbour said ", "he told me ", "i read that ", "yesterday ", "suddenly ",
    "the leaflet says ", "in the show ", "i never had it that ", "ok so ", "hi, ", "so basically ",
    "not sure but ", "im at work and ", "my son says ", "is it true that ",
)  # fmt: skip
_BEHIND = (
    "", "in the film", "in my novel", "in the game", "last summer", "years ago", "and it is fine now",
    "but that was a drill", "in the training video", "of the printer", "says the leaflet", "what would i do",
    "is that covered", "just now", "and getting worse", "please help", "what should i do", "any ideas?", "lol",
    "is that normal?", "since an hour", "right now in the waiting room", "while we waited",
    "in the first aid course", "for the insurance form", "and the doctor said it is nothing", "it went away",
    "it will not stop",
)  # fmt: skip
_JOINTS = (", ", " and ", ". ", " ")
_OTHER_WORD, _AROUND, _BESIDE = 0.3, 0.55, 0.8
"""Up to where in [0, 1) chance changes a word, puts something around or a clause beside; else takes one away."""

_TWICE, _HALF = 0.4, 0.5


def varied(examples: Sequence[Example], seed: int) -> list[str]:
    """Return one variation of each urgent line and of each look-alike, in any order; none of them is a line."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    loud = [each.text for each in examples if each.urgent or each.look_alike]
    pool = [part for text in loud for part in _clauses(text) if len(part.split()) in _FITTING]
    found = {" ".join(_one(text, pool, rng).split()) for text in loud}
    kept = sorted(found - {each.text for each in examples} - {""})
    rng.shuffle(kept)
    return kept


def _one(text: str, pool: Sequence[str], rng: random.Random) -> str:
    """Return a variation of a text, or nothing where there is nothing to change."""
    chance = rng.random()
    if chance < _OTHER_WORD:
        once = _with_another_word(text, rng)
        return _with_another_word(once, rng) if once and rng.random() < _TWICE else once
    if chance < _AROUND:
        if rng.random() < _HALF:
            return rng.choice(_BEFORE) + text
        return text.rstrip(" .!?") + " " + rng.choice(_BEHIND)
    if chance < _BESIDE:
        own, other = rng.choice(_clauses(text)), rng.choice(pool)
        first, second = (own, other) if rng.random() < _HALF else (other, own)
        return first + rng.choice(_JOINTS) + second
    parts = _clauses(text)
    rng.shuffle(parts)
    return " ".join(parts[: max(1, len(parts) - 1)])


def _with_another_word(text: str, rng: random.Random) -> str:
    """Return a text with a time, person, part of the body or verb that is another, or nothing if it has none."""
    places = list(_ANY.finditer(text))
    if not places:
        return ""
    place = rng.choice(places)
    return text[: place.start()] + rng.choice(_OTHERS[place.group().lower()]) + text[place.end() :]


def _clauses(text: str) -> list[str]:
    """Return the clauses of a text, each with the word that joins it to the one before."""
    found, current = [], ""
    for number, piece in enumerate(_ENDS.split(text)):
        if number % 2 == 0:
            current += piece
        elif len(current.split()) >= _LEAST_WORDS:
            found.append(current.strip())
            current = f"{piece} " if piece.isalpha() else ""
        else:
            current += f"{piece} "
    return [*found, current.strip()] if current.strip() else found
