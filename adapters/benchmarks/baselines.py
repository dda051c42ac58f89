"""What people use for this today, to be measured beside prolobot: fuzzy ratios, BM25, plain sentence vectors.

Each ranks the entries of a file for a message and answers with the best one where its score reaches a fixed
threshold: no topics, no safety, no context, as in the bots and tutorials they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import bm25s
import numpy as np
from rapidfuzz import fuzz, process, utils

from adapters.benchmarks.plain_minilm import PlainMiniLM
from botcore.evaluation import Judged, Observed
from botcore.reply import Kind
from botcore.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from botcore import Faq
    from botcore.evaluation import Case

_SATURATION, _LENGTH_SHARE = 1.5, 0.75
"""k₁ and b of BM25, the values recommended where nothing is known: Robertson & Zaragoza, *The Probabilistic
Relevance Framework: BM25 and Beyond*, 2009, section 3.4."""


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


def baselines(faq: Faq) -> list[Baseline]:
    """Return every baseline over the wordings of a file's entries; WRatio, as it is used, over its questions.

    Topics are counter-examples, with which none of them can do anything. The vectors are those of the published
    model, not of the one trained here.
    """
    questions = [entry.question for entry in faq.entries]
    ids = [entry.id for entry in faq.entries]
    wordings = [wording for entry in faq.entries for wording in entry.wordings]
    owners = [entry.id for entry in faq.entries for _ in entry.wordings]
    plain = PlainMiniLM()
    rows = np.array([plain.encode(wording) for wording in wordings])

    def cosines(text: str) -> NDArray[np.floating]:
        return rows @ plain.encode(text)

    return [
        Baseline("rapidfuzz WRatio ≥ 80", 80, _fuzzy(fuzz.WRatio, questions), ids),
        Baseline("rapidfuzz ratio ≥ 60", 60, _fuzzy(fuzz.ratio, wordings), owners),
        Baseline("rapidfuzz token_set ≥ 80", 80, _fuzzy(fuzz.token_set_ratio, wordings), owners),
        Baseline("BM25, any shared word", 1e-9, _bm25(wordings), owners),
        Baseline("MiniLM cosine ≥ 0.5", 0.5, cosines, owners),
        Baseline("MiniLM cosine ≥ 0.7", 0.7, cosines, owners),
    ]


def _fuzzy(scorer: Callable[..., float], texts: Sequence[str]) -> Callable[[str], NDArray[np.floating]]:
    processed = [utils.default_process(text) for text in texts]

    def scores(text: str) -> NDArray[np.floating]:
        ratios: NDArray[np.floating] = process.cdist([utils.default_process(text)], processed, scorer=scorer)[0]
        return ratios

    return scores


def _bm25(texts: Sequence[str]) -> Callable[[str], NDArray[np.floating]]:
    """Return Okapi BM25 as Lucene has it, whose inverse document frequency is never negative."""
    index = bm25s.BM25(method="lucene", k1=_SATURATION, b=_LENGTH_SHARE)
    index.index([words(fold(text)) for text in texts], show_progress=False)

    def scores(text: str) -> NDArray[np.floating]:
        asked = sorted(set(words(fold(text))))
        found: NDArray[np.floating] = index.get_scores(asked) if asked else np.zeros(len(texts))
        return found

    return scores
