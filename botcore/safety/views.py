"""One message seen whole, and part by part: a symptom may hide in the middle of a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore.text import without_chatter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_PARTS = 6
"""The most sentences and clauses looked at beside the whole; each costs a vector."""

LEAST_WORDS = 3
"""Fewer are no clause: "and then" says nothing by itself."""

_SENTENCE = re.compile(r"[^.!?\n;]+[.!?;]*")
_CLAUSE = re.compile(
    r",|\s-+\s|\(|\)|:(?=\s)|\b(?:and|but|because|cos|cuz|so|since|while|also|though|although|then|which|who)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that hold any letters."""
    return [part.strip() for part in _SENTENCE.findall(text) if any(map(str.isalpha, part))]


def until_boundary(text: str) -> str:
    """Return a text up to where its first clause ends."""
    boundary = _CLAUSE.search(text)
    return text[: boundary.start()] if boundary else text


def views(text: str, mentions: Callable[[str], int]) -> list[str]:
    """Return the text without chatter on one line, then its telling parts: sentences, then clauses, in order.

    A symptom that one clause reports would drown in the rest of a long sentence, so both are looked at; a quoted
    line and a signature are no part of the whole, yet are parts that may tell. Of a text with many telling parts,
    those that mention most are kept, wherever in it they stand.

    Args:
        text: Normalised.
        mentions: How many kinds of red flag a part mentions; without any it is not looked at by itself.
    """
    whole = " ".join(without_chatter(text).split())
    found = sentences(text)
    parts = dict.fromkeys([*found, *(clause for sentence in found for clause in _clauses(sentence))])
    counted = {part: count for part in parts if part != whole and (count := mentions(part))}
    most = sorted(counted, key=lambda part: -counted[part])[:MAX_PARTS]
    return [whole, *(part for part in counted if part in most)]


def _clauses(sentence: str) -> Iterator[str]:
    for clause in _CLAUSE.split(sentence):
        if len(clause.split()) >= LEAST_WORDS:
            yield clause.strip()
