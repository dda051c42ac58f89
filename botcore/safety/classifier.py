"""Does this message report a red flag? Does it ask for personal advice? Two probabilities from examples.

Two logistic regressions share one set of features: the sentence vector, character and word n-grams, the
cues, and which categories are mentioned. Their weights are shipped as arrays, so that a start trains
nothing; they are trained again only when a file adds examples of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from botcore.safety.cues import read_cues

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

VECTOR, WORDS, CUES, MENTIONS, REGULARISATION = 4.0, 4.0, 1.0, 1.0, 2.0
"""Weights of the features; chosen by five-fold cross-validation over the examples, see docs/matching.md."""

_CHARACTERS = {"analyzer": "char_wb", "ngram_range": (2, 4), "sublinear_tf": True, "dtype": np.float32}
_WORDS = {"ngram_range": (1, 2), "sublinear_tf": True, "token_pattern": r"[\w']+", "dtype": np.float32}


@dataclass(frozen=True)
class Features:
    """Turns texts into rows.

    Attributes:
        characters: Fitted on the examples.
        words: Fitted on the examples.
        mentions: One pattern a category.
    """

    characters: TfidfVectorizer
    words: TfidfVectorizer
    mentions: tuple[re.Pattern[str], ...]

    def rows(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> csr_matrix:
        """Return one sparse row a text."""
        folded = [text.casefold() for text in texts]
        mentioned = [[float(bool(pattern.search(text))) for pattern in self.mentions] for text in texts]
        return hstack(
            [
                self.characters.transform(folded),
                WORDS * self.words.transform(folded),
                csr_matrix(VECTOR * vectors),
                csr_matrix(CUES * np.array([read_cues(text) for text in texts])),
                csr_matrix(MENTIONS * np.array(mentioned)),
            ]
        ).tocsr()


@dataclass(frozen=True)
class Classifier:
    """The two regressions.

    Attributes:
        features: What both read.
        weights: Shape (2, features): urgent, then advice.
        bias: Shape (2,).
    """

    features: Features
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return for each text the probabilities of urgent and of advice, shape (n, 2)."""
        logits = self.features.rows(texts, vectors) @ self.weights.T + self.bias
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        return probabilities

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return everything learned as arrays, to be written and read without running any code."""
        return {
            "weights": self.weights,
            "bias": self.bias,
            **_vectorizer_arrays("characters", self.features.characters),
            **_vectorizer_arrays("words", self.features.words),
        }


def train(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    labels: NDArray[np.bool_],
    mentions: tuple[re.Pattern[str], ...],
) -> Classifier:
    """Return a classifier.

    Args:
        texts: Examples.
        vectors: Their sentence vectors.
        labels: Whether each is urgent, and whether it asks for advice; shape (n, 2).
        mentions: One pattern a category.
    """
    folded = [text.casefold() for text in texts]
    features = Features(
        TfidfVectorizer(**_CHARACTERS, min_df=2).fit(folded),
        TfidfVectorizer(**_WORDS, min_df=2).fit(folded),
        mentions,
    )
    rows = features.rows(texts, vectors)
    models = [
        LogisticRegression(C=REGULARISATION, max_iter=400, class_weight="balanced").fit(rows, labels[:, column])
        for column in range(2)
    ]
    return Classifier(
        features,
        np.concatenate([model.coef_ for model in models]).astype(np.float32),
        np.array([model.intercept_[0] for model in models], dtype=np.float32),
    )


def from_arrays(arrays: Mapping[str, NDArray[Any]], mentions: tuple[re.Pattern[str], ...]) -> Classifier:
    """Return the classifier whose `arrays` these are."""
    features = Features(
        _vectorizer(arrays, "characters", _CHARACTERS), _vectorizer(arrays, "words", _WORDS), mentions
    )
    return Classifier(features, arrays["weights"], arrays["bias"])


def _vectorizer_arrays(name: str, vectorizer: TfidfVectorizer) -> dict[str, NDArray[Any]]:
    terms = vectorizer.get_feature_names_out()
    encoded = np.frombuffer("\n".join(terms).encode(), dtype=np.uint8)
    return {f"{name}_terms": encoded, f"{name}_idf": vectorizer.idf_.astype(np.float32)}


def _vectorizer(arrays: Mapping[str, NDArray[Any]], name: str, options: dict[str, Any]) -> TfidfVectorizer:
    terms = arrays[f"{name}_terms"].tobytes().decode().split("\n")
    vectorizer = TfidfVectorizer(**options, vocabulary={term: index for index, term in enumerate(terms)})
    vectorizer.idf_ = arrays[f"{name}_idf"]
    return vectorizer
