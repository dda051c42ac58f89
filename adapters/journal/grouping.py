"""Which of many questions are about one thing: those that are alike on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ALIKE = 0.42
"""The least mean cosine between the questions of two groups for both to be about one thing.

Of the seven small subjects in tests/test_gaps.py, asked two and two beside each other, 20 of 21 pairs are told
apart (a bath and a massage after it are one); from 0.44 on 10, for their own questions part. With the encoder
as it is published, of 32 such subjects of three or four wordings each 23 were found, and 17 of 496 pairs had
something of both in one group; sixty questions on six subjects among five hundred others were with their own
from 0.38 to 0.44.
"""


def groups_of(vectors: NDArray[np.float32], counts: NDArray[np.int64]) -> list[list[int]]:
    """Return which rows belong together: always the two groups that are most alike become one (UPGMA).

    A question that is near to two subjects so joins them only where the others are near, too.

    Args:
        vectors: Of length 1, one row for each way of asking.
        counts: How many questions each of them stands for.
    """
    groups, weights = [[row] for row in range(len(vectors))], counts.astype(np.float32)
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -np.inf)
    while len(vectors):
        kept, gone = sorted(map(int, divmod(int(alike.argmax()), len(vectors))))
        if not alike[kept, gone] >= _ALIKE:
            break
        both = weights[kept] + weights[gone]
        mean = (weights[kept] * alike[kept] + weights[gone] * alike[gone]) / both
        alike[kept], alike[:, kept] = mean, mean
        # Rows stay: taking one out would copy the whole matrix at each step.
        alike[gone], alike[:, gone], alike[kept, kept] = -np.inf, -np.inf, -np.inf
        groups[kept] += groups[gone]
        groups[gone], weights[kept] = [], both
    return [group for group in groups if group]
