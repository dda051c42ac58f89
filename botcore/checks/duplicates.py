"""Wordings that say the same in two places: only one of the two can be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from botcore.checks.remarks import Check, Level, Remark, all_wordings
from botcore.matching.to_the_letter import readable
from botcore.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from botcore.checks.remarks import Wording
    from botcore.encoding import VectorCache
    from botcore.faq import LoadedFaq

_SAME_COSINE = 0.96
"""Cosine from which two wordings say the same to the encoder: "is it safe?" and "is it safe"."""

_AT_A_TIME = 1_000
"""Rows compared at once: 400 MB for 100,000 wordings."""


def read_duplicates(loaded: LoadedFaq, vectors: VectorCache) -> Iterator[Remark]:
    """Yield a remark for every wording that says what an earlier one says.

    The same words in two entries, or in an entry and a topic, are an error: the bot knows only one of the
    two places. Nearly the same is a warning there. Two topics may share a wording, and one entry may repeat
    itself; that is good to know.
    """
    wordings = all_wordings(loaded)
    encoded = vectors.encode_all([readable(each.text) for each in wordings])
    keys = [" ".join(words(fold(readable(each.text)))) for each in wordings]
    for second, first in sorted({*_same_pairs(keys), *_near_pairs(encoded)}):
        one, other, same = wordings[first], wordings[second], keys[first] == keys[second]
        if one.owner != other.owner or same:
            yield _remark(one, other, same=same)


def _same_pairs(keys: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of every text and the first one with the same words, where the encoder sees two."""
    first: dict[str, int] = {}
    for number, key in enumerate(keys):
        if key in first:
            yield number, first[key]
        first.setdefault(key, number)


def _near_pairs(vectors: NDArray[np.float32]) -> Iterator[tuple[int, int]]:
    """Yield the row numbers of every pair that is near, the later one first."""
    for start in range(0, len(vectors), _AT_A_TIME):
        rows = vectors[start : start + _AT_A_TIME]
        # Against itself and what stands before it: the rest is compared from the other side.
        cosines = rows @ vectors[: start + len(rows)].T
        for row, column in zip(*np.nonzero(cosines >= _SAME_COSINE), strict=True):
            if column < start + row:
                yield int(start + row), int(column)


def _remark(one: Wording, other: Wording, *, same: bool) -> Remark:
    says = f"{other.text!r} says {'exactly' if same else 'nearly'} what line {one.line} says"
    says += f", of {one.owner}; keep one" if one.owner != other.owner else "; keep one"
    matters = one.owner != other.owner and (one.is_entry or other.is_entry)
    level = (Level.ERROR if same else Level.WARNING) if matters else Level.NOTE
    return Remark(other.line, other.owner, Check.DUPLICATE, says, level)
