"""What people use for this today, to be measured beside prolobot: fuzzy ratios, BM25, plain sentence vectors.

Each ranks the entries of a file for a message and answers with the best one where its score reaches a fixed
threshold: no topics, no safety, no context, as in the bots and tutorials they come from.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process, utils

from botcore.evaluation import Judged, Observed
from botcore.messages import Kind
from botcore.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from botcore import Faq
    from botcore.encoding import Encoder, VectorCache
    from botcore.evaluation import Case

SATURATION, LENGTH_SHARE = 1.5, 0.75
"""k₁ and b of BM25, the values the book recommends where nothing is known."""


@dataclass(frozen=True)
class Baseline:
    """One way to find an entry.

    Attributes:
        name: What it is called, with its threshold.
        threshold: The least score of an answer.
        scores: Text → a score for each wording, shape (n,).
        owners: The id of the entry of each wording.
    """

    name: str
    threshold: float
    scores: Callable[[str], NDArray[np.floating]]
    owners: Sequence[str]

    def judge(self, case: Case) -> Judged:
        """Return what to think of its answer to the last turn of a case; it knows of no turn before."""
        scores = self.scores(case.text)
        best = int(np.argmax(scores))
        entry, score = self.owners[best], float(scores[best])
        answers = score >= self.threshold
        return Judged(
            case, Observed(Kind.ANSWER if answers else Kind.ABSTAIN, entry if answers else None, (), entry)
        )


def baselines(faq: Faq, encoder: Encoder, vectors: VectorCache) -> list[Baseline]:
    """Return every baseline over the wordings of a file's entries; WRatio, as it is used, over its questions.

    Topics are counter-examples, with which none of them can do anything.
    """
    questions = [entry.question for entry in faq.entries]
    ids = [entry.id for entry in faq.entries]
    wordings = [wording for entry in faq.entries for wording in entry.wordings]
    owners = [entry.id for entry in faq.entries for _ in entry.wordings]
    rows = vectors.encode_all(wordings)

    def cosines(text: str) -> NDArray[np.floating]:
        return rows @ encoder.encode(text)

    return [
        Baseline("rapidfuzz WRatio ≥ 80", 80, _fuzzy(fuzz.WRatio, questions), ids),
        Baseline("rapidfuzz ratio ≥ 60", 60, _fuzzy(fuzz.ratio, wordings), owners),
        Baseline("rapidfuzz token_set ≥ 80", 80, _fuzzy(fuzz.token_set_ratio, wordings), owners),
        Baseline("BM25, any shared word", 1e-9, Bm25(wordings).scores, owners),
        Baseline("MiniLM cosine ≥ 0.5", 0.5, cosines, owners),
        Baseline("MiniLM cosine ≥ 0.7", 0.7, cosines, owners),
    ]


def _fuzzy(scorer: Callable[..., float], texts: Sequence[str]) -> Callable[[str], NDArray[np.floating]]:
    processed = [utils.default_process(text) for text in texts]

    def scores(text: str) -> NDArray[np.floating]:
        ratios: NDArray[np.floating] = process.cdist([utils.default_process(text)], processed, scorer=scorer)[0]
        return ratios

    return scores


class Bm25:
    """Okapi BM25 over texts, with the inverse document frequency that is never negative.

    Source: Robertson & Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009, section 3.4.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """Count the words of texts."""
        counts = [Counter(words(fold(text))) for text in texts]
        lengths = np.array([each.total() for each in counts])
        self._norms = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / max(lengths.mean(), 1e-9))
        self._having: dict[str, dict[int, int]] = {}
        for number, each in enumerate(counts):
            for word, count in each.items():
                self._having.setdefault(word, {})[number] = count

    def scores(self, text: str) -> NDArray[np.floating]:
        """Return the score of every text, 0 where no word is shared, in their order."""
        total = np.zeros(len(self._norms))
        for word in set(words(fold(text))) & self._having.keys():
            having = self._having[word]
            numbers, counts = np.array(list(having)), np.array(list(having.values()))
            rarity = math.log(1 + (len(total) - len(having) + 0.5) / (len(having) + 0.5))
            total[numbers] += rarity * counts * (SATURATION + 1) / (counts + self._norms[numbers])
        return total
