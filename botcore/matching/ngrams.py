"""Character n-grams: what survives a misspelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sklearn.feature_extraction.text import TfidfVectorizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.sparse import csr_matrix


class CharacterNgrams:
    """TF–IDF vectors over character 2- to 4-grams inside words, rows of unit length."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Learn the n-grams of texts; n-grams met later that are not among them count nothing."""
        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        self._vectorizer.fit(texts or ["?"])

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Return one sparse row a text, in their order."""
        return self._vectorizer.transform(texts).tocsr()
