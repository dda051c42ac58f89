"""A file of any size, made up: words recombined so that every entry is its own and no phrasing comes twice."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SHAPES = (
    "how do I {verb} the {thing} of a {place}",
    "what is the best way to {verb} {thing} for my {place}",
    "{place} {thing} {verb} help",
    "can you tell me about {thing} when I {verb} at the {place}",
    "is there a guide to {verb} any {thing} near {place}",
    "I want to {verb} my {thing} before the {place}, what now",
)
"""The question, then five phrasings, of about ten words as people write them."""

_LETTER_SENTENCES, _SENTENCE_CHARACTERS = 40, 98
_ENDS = str.maketrans("", "", ".?!;\n")


def synthetic_faq(entries: int, vocabulary: Sequence[str]) -> str:
    """Return the text of a file with one question and five phrasings an entry.

    Args:
        entries: How many.
        vocabulary: Words to make them of; the same words give the same file.

    Raises:
        ValueError: There are too few words for as many entries.
    """
    dice = random.Random(0)  # noqa: S311 - for words
    triples: dict[tuple[str, str, str], None] = {}
    # Ten times as many as are needed, or chance would look for the last ones for ever.
    if len(vocabulary) ** 3 < 10 * entries:
        raise ValueError(f"found {len(vocabulary)} words for {entries} entries; expected more words")
    while len(triples) < entries:
        triples[dice.choice(vocabulary), dice.choice(vocabulary), dice.choice(vocabulary)] = None
    lines = ['disclaimer: "Made up for measuring; not advice."', "entries:"]
    for number, words in enumerate(triples):
        question, *phrasings = _wordings(words)
        lines += [f"  - id: entry-{number}", f"    question: {json.dumps(question)}", "    phrasings:"]
        lines += [f"      - {json.dumps(phrasing)}" for phrasing in phrasings]
        lines += [f'    answer: "Answer {number}: {" ".join(words)}."']
    return "\n".join(lines) + "\n"


def _wordings(words: tuple[str, str, str]) -> list[str]:
    """Return what people say about three words."""
    verb, thing, place = words
    return [shape.format(verb=verb, thing=thing, place=place) for shape in SHAPES]


def synthetic_messages(faq_wordings: Sequence[str], count: int) -> list[str]:
    """Return messages about a file: its wordings with a word left out, swapped letters, and words around them."""
    dice = random.Random(1)  # noqa: S311 - for words
    return [_disturbed(dice.choice(faq_wordings), dice) for _ in range(count)]


def letters(messages: Sequence[str]) -> list[str]:
    """Return letters of forty sentences, two messages each, of 4,000 characters at most.

    Where there are messages for less than one, they are used again.
    """
    needed = 2 * _LETTER_SENTENCES
    enough = list(messages) * -(-needed // len(messages)) if len(messages) < needed else messages
    pairs = [f"{first} and {second}" for first, second in zip(enough[::2], enough[1::2], strict=False)]
    sentences = [pair.translate(_ENDS)[:_SENTENCE_CHARACTERS].strip() + "." for pair in pairs]
    starts = range(0, len(sentences) - _LETTER_SENTENCES + 1, _LETTER_SENTENCES)
    return [" ".join(sentences[start : start + _LETTER_SENTENCES]) for start in starts]


def _disturbed(wording: str, dice: random.Random) -> str:
    words = wording.split()
    if len(words) > 1:
        words.pop(dice.randrange(len(words)))
    at = dice.randrange(len(words))
    if len(words[at]) > 3:  # noqa: PLR2004 - shorter words are not repaired
        words[at] = words[at][:1] + words[at][2] + words[at][1] + words[at][3:]
    extra = dice.choice(("", "hi, ", "hello there, quick question. ", "sorry to bother you all again but "))
    return extra + " ".join(words)
