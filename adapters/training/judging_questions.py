"""Judging an encoder by files of questions that taught it nothing: how much of what is asked finds its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from adapters.training.question_files import QuestionFile

_KNOWN = 5
"""Wordings of each entry that the file has; the others are asked."""

_PASSING = (0.05, 0.1, 0.2)
"""Shares of a file's strangers at which it is told how many questions find their entry."""


def question_figures(
    encode: Callable[[Sequence[str]], NDArray[np.float32]], files: Sequence[QuestionFile]
) -> dict[str, float]:
    """Return the means over files: whose entry is the nearest, and whose is where a share of strangers passes.

    Args:
        encode: Returns the unit vectors of texts, in their order.
        files: Any; half of their strangers are near twins of what entries are asked.
    """
    rows = np.mean([_shares(encode, each) for each in files], axis=0)
    names = ["its entry is the nearest", *(f"found where {share:.0%} of strangers pass" for share in _PASSING)]
    return {f"questions kept out: {name}": round(float(share), 4) for name, share in zip(names, rows, strict=True)}


def _shares(encode: Callable[[Sequence[str]], NDArray[np.float32]], file: QuestionFile) -> list[float]:
    entries = [(encode(wordings[:_KNOWN]), encode(wordings[_KNOWN:])) for wordings in file.entries]
    right = np.repeat(np.arange(len(entries)), [len(asked) for _, asked in entries])
    likeness = _likeness(np.concatenate([asked for _, asked in entries]), [known for known, _ in entries])
    strange = _likeness(encode(file.strangers), [known for known, _ in entries]).max(axis=1)
    found = likeness.argmax(axis=1) == right
    passing = (np.mean(found & (likeness.max(axis=1) > np.quantile(strange, 1 - share))) for share in _PASSING)
    return [float(np.mean(found)), *map(float, passing)]


def _likeness(asked: NDArray[np.float32], entries: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return how near each text is to each entry: to its nearest wording and to their mean, as matching weighs."""
    means = np.array([known.mean(axis=0) / np.linalg.norm(known.mean(axis=0)) for known in entries])
    nearest = np.stack([(asked @ known.T).max(axis=1) for known in entries], axis=1)
    total: NDArray[np.float32] = nearest + asked @ means.T
    return total
