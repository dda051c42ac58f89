"""Does this message report a red flag? Does it ask for personal advice? Two probabilities from examples.

Two logistic regressions share one set of features: the sentence vector, character and word n-grams, the
cues, and which categories are mentioned. Their weights are shipped as arrays, so that a start trains
nothing; a file's own examples count by their words (`plain_speech`) and by likeness.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from botcore.probability import sigmoid
from botcore.safety.cues import read_cues
from botcore.text import AnyCase, TfIdf, character_ngrams, word_ngrams

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

_VECTOR, _WORDS, _CUES, _MENTIONS, _REGULARISATION = 4.0, 4.0, 1.0, 1.0, 2.0
"""Weights of the features; chosen by five-fold cross-validation over the examples, see docs/tried.md."""

_LEAST_TEXTS = 2
"""An n-gram met in one example only would teach that example by heart."""


@dataclass(frozen=True)
class Features:
    """Turns texts into rows of numbers, most of them zero.

    Attributes:
        characters: Learned from the examples.
        words: Learned from the examples.
        mentions: One pattern a category.
    """

    characters: TfIdf
    words: TfIdf
    mentions: tuple[AnyCase, ...]

    def row(self, text: str, vector: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return the columns of a text that may not be zero, and what stands there."""
        folded = text.casefold()
        characters, character_weights = self.characters.row(folded)
        words, word_weights = self.words.row(folded)
        before = len(self.characters.terms)
        rest = before + len(self.words.terms)
        mentioned = [float(pattern.is_in(text)) for pattern in self.mentions]
        dense = (_VECTOR * vector, _CUES * np.array(read_cues(text)), _MENTIONS * np.array(mentioned))
        width = sum(map(len, dense))
        columns = (characters, words + before, np.arange(rest, rest + width))
        values = (character_weights, _WORDS * word_weights, *dense)
        return np.concatenate(columns), np.concatenate(values).astype(np.float32)


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
        return sigmoid(self.logits(texts, vectors))

    def logits(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the logits of the same."""
        rows = (self.features.row(text, vector) for text, vector in zip(texts, vectors, strict=True))
        logits = np.array([self.weights[:, columns] @ values for columns, values in rows]) + self.bias
        return logits.astype(np.float64)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return everything learned as arrays, to be written and read without running any code."""
        return {
            "weights": self.weights,
            "bias": self.bias,
            **_term_arrays("characters", self.features.characters),
            **_term_arrays("words", self.features.words),
        }


def train(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    labels: NDArray[np.bool_],
    taught: NDArray[np.bool_],
    mentions: tuple[AnyCase, ...],
) -> Classifier:
    """Return a classifier.

    Args:
        texts: Examples.
        vectors: Their sentence vectors.
        labels: Whether each is urgent, and whether it asks for advice; shape (n, 2).
        taught: Whether each teaches the one, and the other; shape (n, 2).
        mentions: One pattern a category.
    """
    # A start reads the shipped weights; only training needs these, and they take a second to import.
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    folded = [text.casefold() for text in texts]
    features = Features(
        TfIdf.learn(character_ngrams, folded, least=_LEAST_TEXTS),
        TfIdf.learn(word_ngrams, folded, least=_LEAST_TEXTS),
        mentions,
    )
    rows = [features.row(text, vector) for text, vector in zip(texts, vectors, strict=True)]
    columns, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    starts = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
    matrix = csr_matrix((values, columns, starts), shape=(len(rows), int(columns.max()) + 1))
    models = [
        LogisticRegression(C=_REGULARISATION, max_iter=400, class_weight="balanced").fit(
            matrix[taught[:, column]], labels[taught[:, column], column]
        )
        for column in range(2)
    ]
    return Classifier(
        features,
        np.concatenate([model.coef_ for model in models]).astype(np.float32),
        np.array([model.intercept_[0] for model in models], dtype=np.float32),
    )


def from_arrays(arrays: Mapping[str, NDArray[Any]], mentions: tuple[AnyCase, ...]) -> Classifier:
    """Return the classifier whose `arrays` these are."""
    characters = _weights(arrays, "characters", character_ngrams)
    features = Features(characters, _weights(arrays, "words", word_ngrams), mentions)
    # Both weights of a column side by side, since a text has a few hundred columns of a hundred thousand.
    return Classifier(features, np.asfortranarray(arrays["weights"]), arrays["bias"])


def _term_arrays(name: str, weights: TfIdf) -> dict[str, NDArray[Any]]:
    encoded = np.frombuffer("\n".join(weights.terms).encode(), dtype=np.uint8)
    return {f"{name}_terms": encoded, f"{name}_idf": np.array(weights.idf, dtype=np.float32)}


def _weights(arrays: Mapping[str, NDArray[Any]], name: str, analyse: Callable[[str], list[str]]) -> TfIdf:
    terms = arrays[f"{name}_terms"].tobytes().decode().split("\n")
    return TfIdf(analyse, terms, arrays[f"{name}_idf"].tolist())
