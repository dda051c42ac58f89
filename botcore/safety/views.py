"""One message seen whole, and part by part: a symptom may hide in the middle of a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_SENTENCES = 12
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


def views(text: str, is_telling: Callable[[str], bool]) -> list[str]:
    """Return the whole text on one line, then its telling parts: sentences first, then clauses, in order.

    Of a very long text, the first and the last sentences are taken apart. A symptom that one clause reports
    would drown in the rest of a long sentence, so both are looked at.

    Args:
        text: Normalised.
        is_telling: Whether a part is worth looking at by itself.
    """
    whole = " ".join(text.split())
    found = sentences(text)
    if len(found) > MAX_SENTENCES:
        found = found[: MAX_SENTENCES // 2] + found[-MAX_SENTENCES // 2 :]
    parts = [*found, *(clause for sentence in found for clause in _clauses(sentence))]
    telling = (part for part in dict.fromkeys(parts) if part != whole and is_telling(part))
    return [whole, *list(telling)[:MAX_PARTS]]


def _clauses(sentence: str) -> Iterator[str]:
    for clause in _CLAUSE.split(sentence):
        if len(clause.split()) >= LEAST_WORDS:
            yield clause.strip()
