"""One message seen whole, and sentence by sentence: a symptom may hide in the middle of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.safety.table import read_frames
from botcore.safety.tokens import split_sentences, tokenise
from botcore.text import without_chatter

if TYPE_CHECKING:
    from collections.abc import Iterator


def views(text: str) -> list[str]:
    """Return the text without chatter on one line, then every sentence of it where it has several, in order.

    A symptom that one sentence reports would drown in the rest of a long message, so each counts for itself; a
    signature is no part of the whole, yet may tell.

    Args:
        text: Normalised.
    """
    whole = " ".join(without_chatter(text).split())
    sentences = list(_with_aftermath(split_sentences(text)))
    return list(dict.fromkeys((whole, *sentences))) if len(sentences) > 1 else [whole]


def _with_aftermath(sentences: list[str]) -> Iterator[str]:
    """Yield each sentence, with the one beside it where that says that it is over, another's or no report."""
    frames = read_frames()
    over = [frames.is_aftermath(" ".join(token.word for token in tokenise(each))) for each in sentences]
    for index, sentence in enumerate(sentences):
        # "I can't breathe. Just kidding!" is read together: its first half alone is a red flag to any model.
        before = sentences[index - 1 : index] if index and over[index - 1] else []
        after = sentences[index + 1 : index + 2] if any(over[index + 1 : index + 2]) else []
        yield " ".join((*before, sentence, *after))
