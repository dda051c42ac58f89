"""One message seen whole, and part by part: a symptom may hide in the middle of a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore.safety.table import read_frames
from botcore.safety.tokens import split_sentences, tokenise
from botcore.text import without_chatter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_CLAUSES = 6
"""The most clauses looked at beside the whole and its sentences; each costs a vector."""

LEAST_WORDS = 3
"""Fewer are no clause: "and then" says nothing by itself."""

_CLAUSE = re.compile(
    r",|\s-+\s|\(|\)|:(?=\s)|\b(?:and|but|because|cos|cuz|so|since|while|also|though|although|then|which|who)\b",
    re.IGNORECASE,
)


def views(text: str, mentions: Callable[[str], int]) -> list[str]:
    """Return the text without chatter on one line, then every sentence of it, then its telling clauses, in order.

    A symptom that one sentence reports would drown in the rest of a long message, so each counts for itself; a
    signature is no part of the whole, yet may tell. Of many telling clauses
    those that mention most are kept, wherever they stand.

    Args:
        text: Normalised.
        mentions: How many kinds of red flag a clause mentions; without any it is not looked at by itself.
    """
    whole = " ".join(without_chatter(text).split())
    sentences = dict.fromkeys(_with_aftermath(split_sentences(text)))
    clauses = dict.fromkeys(clause for sentence in sentences for clause in _clauses(sentence))
    counted = {each: count for each in clauses if each not in sentences and (count := mentions(each))}
    most = set(sorted(counted, key=lambda each: -counted[each])[:MAX_CLAUSES])
    return list(dict.fromkeys((whole, *sentences, *(each for each in counted if each in most))))


def _with_aftermath(sentences: list[str]) -> Iterator[str]:
    """Yield each sentence, with the one beside it where that says that it is over, another's or no report."""
    frames = read_frames()
    over = [frames.is_aftermath(" ".join(token.word for token in tokenise(each))) for each in sentences]
    for index, sentence in enumerate(sentences):
        before = sentences[index - 1 : index] if index and over[index - 1] else []
        after = sentences[index + 1 : index + 2] if any(over[index + 1 : index + 2]) else []
        yield " ".join((*before, sentence, *after))


def _clauses(sentence: str) -> Iterator[str]:
    for clause in _CLAUSE.split(sentence):
        if len(clause.split()) >= LEAST_WORDS:
            yield clause.strip()
