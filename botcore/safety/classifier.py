"""Does this message report a red flag? Does it ask for personal advice? Two probabilities from examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from botcore.matching.ngrams import CharacterNgrams
from botcore.safety.cues import read_cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

VECTOR_WEIGHT = 4.0
CUE_WEIGHT = 0.7
REGULARISATION = 1.0
"""Chosen by cross-validation over the examples; see docs/matching.md."""


class Recogniser:
    """A logistic regression over sentence vectors, character n-grams and cues."""

    def __init__(
        self,
        texts: Sequence[str],
        vectors: NDArray[np.float32],
        labels: Sequence[bool],
        extra: NDArray[np.float64] | None = None,
    ) -> None:
        """Train.

        Args:
            texts: Examples.
            vectors: Their sentence vectors, in the same order.
            labels: Whether each is what should be recognised.
            extra: Further features, shape (n, any).
        """
        self._ngrams = CharacterNgrams([text.casefold() for text in texts])
        self._model = LogisticRegression(C=REGULARISATION, max_iter=400, class_weight="balanced")
        self._model.fit(self._features(texts, vectors, extra), np.asarray(labels))

    def probabilities(
        self,
        texts: Sequence[str],
        vectors: NDArray[np.float32],
        extra: NDArray[np.float64] | None = None,
    ) -> NDArray[np.float64]:
        """Return the probability that each text is what should be recognised, shape (n,)."""
        probabilities: NDArray[np.float64] = self._model.predict_proba(self._features(texts, vectors, extra))[:, 1]
        return probabilities

    def _features(
        self, texts: Sequence[str], vectors: NDArray[np.float32], extra: NDArray[np.float64] | None
    ) -> object:
        from scipy.sparse import csr_matrix, hstack

        cues = CUE_WEIGHT * np.array([read_cues(text) for text in texts])
        parts = [
            self._ngrams.rows([text.casefold() for text in texts]),
            csr_matrix(VECTOR_WEIGHT * vectors),
            csr_matrix(cues),
        ]
        if extra is not None:
            parts.append(csr_matrix(extra))
        return hstack(parts).tocsr()
