"""One message seen whole, and sentence by sentence: a symptom may hide in the middle of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.safety.table import read_frames
from botcore.safety.tokens import split_sentences, tokenise
from botcore.text import without_chatter

if TYPE_CHECKING:
    from collections.abc import Iterator


_LONGEST, _SHORTEST = 60, 20
"""Words of a sentence that are read as one, at most, and of a piece of a longer one, at least. The encoder reads
160 pieces of words; of the 18,724 lines it learned from none has a sentence of more than sixty."""

_READ = 100
"""Words that surely fit into what the encoder reads of a text."""

_JOINING = frozenset({"and", "but", "so", "then", "now", "because", "until", "when", "while", "also", "plus"})
"""Words before which a long sentence is cut, as those who do not stop for breath begin another thing with them."""


def views(text: str) -> list[str]:
    """Return the text without chatter on one line, then every sentence of it where it has several, in order.

    A symptom that one sentence reports would drown in the rest of a long message, so each counts for itself; a
    signature is no part of the whole, yet may tell. So may each piece of a sentence that goes on and on: who is
    in danger and types without a full stop is read to the end.

    Args:
        text: Normalised.
    """
    whole = " ".join(without_chatter(text).split())
    sentences = [piece for each in _with_aftermath(split_sentences(text)) for piece in _pieces(each)]
    return list(dict.fromkeys((whole, *sentences))) if len(sentences) > 1 else [whole]


def is_read_whole(text: str) -> bool:
    """Tell whether the encoder reads a text to its end; of a longer one it is the pieces that tell."""
    return len(text.split()) <= _READ


def _with_aftermath(sentences: list[str]) -> Iterator[str]:
    """Yield each sentence, with the one beside it where that says that it is over, another's or no report."""
    frames = read_frames()
    over = [frames.is_aftermath(" ".join(token.word for token in tokenise(each))) for each in sentences]
    for index, sentence in enumerate(sentences):
        # "I can't breathe. Just kidding!" is read together: its first half alone is a red flag to any model.
        before = sentences[index - 1 : index] if index and over[index - 1] else []
        after = sentences[index + 1 : index + 2] if any(over[index + 1 : index + 2]) else []
        yield " ".join((*before, sentence, *after))


def _pieces(sentence: str) -> Iterator[str]:
    """Yield a sentence; a long one in pieces, the last of which ends where it ends."""
    words = sentence.split()
    while len(words) > _LONGEST:
        joining = (at for at in range(_LONGEST, _SHORTEST, -1) if words[at].strip(",-").casefold() in _JOINING)
        cut = next(joining, 0)
        yield " ".join(words[: cut or _LONGEST])
        # Without a place to cut, what stands there is read in both pieces.
        words = words[cut or _LONGEST - _SHORTEST :]
    yield " ".join(words)
