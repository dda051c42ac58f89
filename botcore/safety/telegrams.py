"""Tells what is written like a telegram, in pieces with a comma between and no verb: "croup, blue lips"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore.safety.tokens import BREAK, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SENTENCE = frozenset({
    "i", "you", "he", "she", "it", "we", "they", "me", "him", "us", "them", "there", "someone", "somebody",
    "people", "anyone", "is", "are", "am", "was", "were", "be", "been", "'s", "has", "have", "had", "do",
    "does", "did", "can", "could", "will", "would", "should", "shall", "may", "might", "must", "what", "how",
    "why", "when", "where", "who", "which", "whose", "if", "whether", "or", "vs", "versus", "about", "that",
    "to",
})  # fmt: skip
"""What makes a sentence of words: somebody who does something, a verb, a question or a choice."""

_HEADINGS = frozenset({
    "effects", "effect", "risks", "risk", "flags", "flag", "signs", "causes", "cause", "complications", "dangers",
    "warning", "warnings", "examples", "topics", "topic", "list", "agenda", "contents", "questions", "subjects",
    "emergencies", "conditions", "injuries", "reasons", "course", "training", "quiz", "drill", "exam", "lesson",
})  # fmt: skip
"""What names a list of what may happen to anybody."""

_WHOLE = _SENTENCE | _HEADINGS

_AND = Token("and", "and")
_NOT = "not"

_MEASURED = re.compile(r"\d+[a-z]{1,3}")
"""A number with its unit or its ending: "4m", "58f", "3rd"."""


def is_telegram(tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence is pieces with commas between, of which none is a sentence of its own."""
    words = [token.word for token in tokens]
    following = [*words[1:], ""]
    # "Will not wake" needs nobody named.
    return BREAK in words and all(
        word not in _WHOLE or after == _NOT for word, after in zip(words, following, strict=True)
    )


def joined(tokens: Sequence[Token]) -> list[Token]:
    """Return a telegram's tokens with "and" for its commas: its pieces tell of one person."""
    return [_AND if token.word == BREAK else token for token in tokens]


def pieces(tokens: Sequence[Token]) -> Iterator[range]:
    """Yield the places of each piece of a telegram, from left to right."""
    start = 0
    for index, token in enumerate(tokens):
        if token.word == BREAK:
            yield range(start, index)
            start = index + 1
    yield range(start, len(tokens))


def is_measured(word: str) -> bool:
    """Tell whether a word is a number with its unit."""
    return bool(_MEASURED.fullmatch(word))
