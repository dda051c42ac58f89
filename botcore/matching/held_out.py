"""What a file says about itself: messages judged as if they, their entry or their topic were not in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.features import features

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from botcore.matching.leaving_out import LeavingOut

_TWINS = 0.1
"""Two entries of which this share of one's wordings, left out, goes to the other are twins. What is left of a file
without one of them is no measure of strangers: every wording of it finds the other."""


class Kind(IntEnum):
    """Where a message that was held out comes from."""

    OWN = 0
    """A wording of an entry, left out alone: it should be recognised."""
    TOPIC = 1
    """A wording of a topic, left out alone: the topic is known, this wording is not."""
    NO_TOPIC = 2
    """A wording of a topic that is left out whole: a topic nobody wrote."""
    NO_ENTRY = 3
    """A wording of an entry that is left out whole, but for twins: an entry nobody wrote."""
    STRANGER = 4
    """A shipped stranger: far from most files."""


@dataclass(frozen=True)
class HeldOut:
    """Messages judged as if they were not in the file.

    Attributes:
        features: Shape (m, entries, features).
        truth: The right entry of each message; -1 where none is right. Shape (m,).
        kinds: The `Kind` of each, shape (m,).
        recognised: The fused evidence of the topics' wordings that are still recognised without themselves;
            shape (r, classes), at least one row.
    """

    features: NDArray[np.float64]
    truth: NDArray[np.intp]
    kinds: NDArray[np.intp]
    recognised: NDArray[np.float32]

    def count(self, kind: Kind) -> int:
        """Return how many messages are of a kind."""
        return int((self.kinds == kind).sum())


def hold_out(leaving_out: LeavingOut, entries: int) -> HeldOut:
    """Judge every wording without itself, every topic and entry without it, and the shipped strangers.

    Of copies, one is judged, without the others.
    """
    index, distinct = leaving_out.index, leaving_out.index.distinct
    evidence, classes = leaving_out.leave_one_out().of(distinct), index.classes[distinct]
    fused, described = evidence.fused, features(evidence, entries)
    own = classes < entries
    # A class of one wording, without it, is nothing that could be recognised.
    judged = np.bincount(classes)[classes] > 1
    parts = [(Kind.OWN, described[own & judged]), (Kind.TOPIC, described[~own & judged])]
    twins = _twins(fused[own][:, :entries], classes[own])
    # Without its only class, a file has nothing left to judge by.
    for wanted in range(index.count if index.count > 1 else 0):
        left = features(leaving_out.leave_class_out(wanted), entries)
        if wanted >= entries:
            parts.append((Kind.NO_TOPIC, left))
        elif entries > 1:
            parts.append((Kind.NO_ENTRY, left[~twins[wanted, left[:, :, 0].argmax(axis=1)]]))
    parts.append((Kind.STRANGER, features(leaving_out.of_strangers(), entries)))
    kinds = np.concatenate([np.full(len(each), int(kind)) for kind, each in parts])
    truth = np.full(len(kinds), -1)
    truth[kinds == Kind.OWN] = classes[own & judged]
    recognised = (fused.argmax(axis=1) == classes) & ~own
    return HeldOut(
        np.concatenate([each for _, each in parts]),
        truth.astype(np.intp),
        kinds.astype(np.intp),
        # A row of zeros where there are no topics: nothing has no quantile.
        fused[recognised] if recognised.any() else np.zeros((1, index.count), np.float32),
    )


def _twins(fused: NDArray[np.float32], classes: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return for each pair of entries whether they are twins, shape (entries, entries); none is its own."""
    count = fused.shape[1]
    taken = np.zeros((count, count))
    np.add.at(taken, (classes, fused.argmax(axis=1)), 1)
    shares = taken / np.bincount(classes, minlength=count)[:, None]
    pairs: NDArray[np.bool_] = np.maximum(shares, shares.T) >= _TWINS
    np.fill_diagonal(pairs, val=False)
    # Entries of one wording each are all lost without it, to whichever is nearest.
    return pairs & (np.bincount(classes, minlength=count) > 1).all()
