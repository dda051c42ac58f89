"""What the answers of a file say about a question: less than wordings do, and most where there are few of these.

"Can you tell me the price first" is like none of the wordings of "What does a repair cost?", but its answer says
"we tell you beforehand if it will be more". Of files with one to five wordings an entry, up to 10 questions in a
hundred more are right at the same share of strangers answered (docs/tried.md).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore.encoding import VectorCache

SHARE = 0.4
"""What the likeness of an answer weighs beside that of the wordings; of 0.1, 0.2, 0.4 and 0.6 the
largest that costs none of three files, with one to five wordings, anything."""

FEW = 10
"""Wordings an entry up to which it weighs so much; of more, the less the more there are."""

MANY = 50
"""Wordings an entry from which on answers are not looked at: hardly a word of them is in no wording."""

_TELLING = 5
"""Words of an answer that says anything; where most are shorter ("See below."), none is evidence."""

_SENTENCES = 4
"""Of an answer that are looked at, the first: each takes as long to encode as a wording."""

_END = re.compile(r"(?<=[.!?])\s+")


class Answers:
    """The sentences of the answers, as evidence."""

    def __init__(self, vectors: NDArray[np.float32], entries: Sequence[int], share: float) -> None:
        """Take over what is encoded.

        Args:
            vectors: Of every sentence, shape (s, DIMENSIONS).
            entries: The entry of each, ascending from 0 without a gap.
            share: What the likeness weighs.
        """
        self._vectors = vectors
        self._starts = np.searchsorted(np.asarray(entries), np.arange(entries[-1] + 1))
        self._share = np.float32(share)

    def evidence(self, vectors: NDArray[np.float32], count: int) -> NDArray[np.float32]:
        """Return what speaks for each of `count` classes, shape (m, count): how far its answer is ahead.

        The likest sentence of an answer counts. Topics come after the entries and have none: nothing speaks for or
        against them, nor where all answers say the same.
        """
        nearest = np.maximum.reduceat(np.einsum("md,sd->ms", vectors, self._vectors), self._starts, axis=1)
        ahead = self._share * (nearest - nearest.mean(axis=1, keepdims=True))
        weighed: NDArray[np.float32] = np.pad(ahead, ((0, 0), (0, count - ahead.shape[1])))
        return weighed


def read_answers(answers: Sequence[str], wordings: int, vectors: VectorCache) -> Answers | None:
    """Return the answers of a file as evidence; None where they would say too little.

    Args:
        answers: That of each entry.
        wordings: How many wordings all entries have.
        vectors: Who encodes.
    """
    each = wordings / len(answers)
    if each > MANY:
        return None
    if sum(len(answer.split()) >= _TELLING for answer in answers) < len(answers) / 2:
        return None
    told = [(number, said) for number, answer in enumerate(answers) for said in _sentences(answer)]
    share = SHARE * min(1.0, FEW / each)
    return Answers(vectors.encode_all([said for _, said in told]), [number for number, _ in told], share)


def _sentences(answer: str) -> Sequence[str]:
    return [said for said in _END.split(" ".join(answer.split())) if said][:_SENTENCES]
