"""How much the doubts about an entry weigh: learned from a file's own wordings and their near twins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.doubts import DOUBTS, EntryWords, FileWords, MessageWords
from botcore.matching.features import features
from botcore.matching.index import Evidence
from botcore.matching.logistic import newton
from botcore.matching.twins import twins_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore.encoding import VectorCache
    from botcore.matching.calibration import Calibration
    from botcore.matching.doubts import RaisedDoubt
    from botcore.matching.leaving_out import LeavingOut

_TWINS_SHARE = 1.0
"""What all twins weigh together, beside all wordings of the entries: twins are cheap, and no person wrote them."""

_MOST = -3.0
"""No doubt weighs more: where hardly any wording raises one, twins alone would settle it."""

_RAISED = 0.005
"""The share of good questions taken to raise each doubt, beside those wordings that do."""

_DEFAULT = (-2.0, -1.0, -4.0, -3.0, -0.5, -0.5)
"""What doubts weigh in a file too large, or too small, to learn from; in the order of `DOUBTS`."""


class CounterEvidence:
    """What speaks against the entries of one file, in a message.

    Attributes:
        weights: What each of `DOUBTS` takes from the logit of a score; none adds to it.
    """

    def __init__(self, wordings: Sequence[Sequence[str]], answers: Sequence[str]) -> None:
        """Look at the words of every entry; doubts weigh what `_DEFAULT` says until more is learned.

        Args:
            wordings: Those of each entry, readable.
            answers: The answer of each.
        """
        self._wordings = wordings
        self._entries = [EntryWords(*each) for each in zip(wordings, answers, strict=True)]
        self._file = FileWords.of(self._entries)
        self.weights = np.array(_DEFAULT)

    def doubts(self, text: str, entries: Sequence[int], own: int | None = None) -> list[list[RaisedDoubt]]:
        """Return what in a text speaks against each of some entries.

        Args:
            text: What is asked.
            entries: Their numbers.
            own: The number of the entry that the text is a wording of, to be judged as if it were none.
        """
        told = MessageWords(text)
        return [self._entries[entry].doubts(told, self._file, own=entry == own) for entry in entries]

    def shifts(self, raised: Sequence[Sequence[RaisedDoubt]]) -> NDArray[np.float64]:
        """Return what doubts take from the logit of each entry, shape (len(raised),)."""
        shifts: NDArray[np.float64] = np.array([_row(each) for each in raised]) @ self.weights
        return shifts

    def learn(self, leaving_out: LeavingOut, calibration: Calibration, vectors: VectorCache) -> None:
        """Learn what doubts weigh: how often they are raised by an entry's own wordings, and by twins of them."""
        index, distinct = leaving_out.index, leaving_out.index.distinct
        held, wordings = leaving_out.leave_one_out().of(distinct), [index.wordings[each] for each in distinct]
        parts = [self._pairs(held, wordings, calibration, index.classes[distinct])]
        if twins := twins_of(self._wordings):
            found = [index.evidence(*each) for each in zip(twins, vectors.encode_all(twins), strict=True)]
            parts.append(self._pairs(Evidence.together(found), twins, calibration))
        doubts, logits, right = (np.concatenate(each) for each in zip(*parts, strict=True))
        weighs = np.ones(len(doubts))
        weighs[len(parts[0][0]) :] = min(1.0, _TWINS_SHARE * right.sum() / max(1, len(twins)))
        # What people write raises more doubts than the wordings of a file, which were written with it in mind.
        kinds = len(DOUBTS)
        doubts = np.concatenate([doubts, np.eye(kinds)])
        logits = np.append(logits, np.full(kinds, np.median(logits[right]) if right.any() else 0.0))
        weighs = np.append(weighs, np.full(kinds, _RAISED * right.sum()))
        right = np.append(right, np.ones(kinds, dtype=bool))
        self.weights = np.maximum(fit_shifts(doubts, logits, right, weighs), _MOST)

    def _pairs(
        self,
        evidence: Evidence,
        texts: Sequence[str],
        calibration: Calibration,
        classes: NDArray[np.intp] | None = None,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
        """Return doubts, logit and truth of each text with its nearest entry; without classes none is right."""
        described = features(evidence, len(self._entries))
        nearest = described[:, :, 0].argmax(axis=1)
        logits = calibration.logits(described)[np.arange(len(texts)), nearest]
        own = nearest == classes if classes is not None else np.zeros(len(texts), dtype=bool)
        rows = [
            _row(self._entries[entry].doubts(MessageWords(text), self._file, own=bool(mine)))
            for text, entry, mine in zip(texts, nearest, own, strict=True)
        ]
        return np.array(rows), logits, own


def _row(raised: Sequence[RaisedDoubt]) -> list[float]:
    """Return the weight of each of `DOUBTS`."""
    return [max((each.weight for each in raised if each.doubt is doubt), default=0.0) for doubt in DOUBTS]


def fit_shifts(
    doubts: NDArray[np.float64],
    logits: NDArray[np.float64],
    right: NDArray[np.bool_],
    weighs: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the weight of each doubt, none above 0: a logistic regression on top of given logits, no bias.

    Args:
        doubts: Shape (n, d).
        logits: What the score says without them, shape (n,).
        right: Whether the entry was right, shape (n,).
        weighs: How much each row counts, shape (n,).
    """
    count = doubts.shape[1]
    found = newton(doubts, right, weighs=weighs, towards=np.zeros(count), ridges=np.ones(count), logits=logits)
    # A doubt that spoke for an entry would be chance: few wordings raise any.
    return np.minimum(found, 0.0)
