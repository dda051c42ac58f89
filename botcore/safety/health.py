"""Is this about health? One logistic regression over a sentence vector, for a message as for a file.

The safety check is made for health, and hears a request for personal advice in "should I" and "can I take". In a
library's file these are ordinary questions. So only a message about health is declined there; a red flag is one
everywhere.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from botcore.probability import sigmoid
from botcore.text import without_chatter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore.encoding import VectorCache
    from botcore.faq import Faq

WEIGHTS = "health.npy"
"""`python -m adapters.training.health` writes them anew after the lines they are learned from were edited."""

MESSAGE = 0.5
"""The least probability of a message that is about health."""

_FILE = 0.27
"""The least mean over its wordings of a file that is about health. Of files nobody trained on, those on health
have 0.27 to 0.81, though most of what a practice is asked is when it opens. Others have 0.08 to 0.37: eleven of 69
trades, a parcel carrier's and a fermenter's among them, are taken for health by it, and decline more as advice."""

_MOST = 200
"""Wordings of a file that are looked at, some of every entry's: more would say the same."""


@dataclass(frozen=True)
class Health:
    """Tells what is about health.

    Attributes:
        weights: Shape (dimensions + 1,), the bias last.
    """

    weights: NDArray[np.float32]

    def probabilities(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return for each sentence vector, shape (n, dimensions), the probability that it is about health."""
        # Not `@`: handing one message to its threads costs more than the product (see `matching/index.py`).
        logits = np.einsum("nd,d->n", vectors, self.weights[:-1]) + self.weights[-1]
        return sigmoid(logits.astype(np.float64))

    def is_subject_of(self, faq: Faq, vectors: VectorCache) -> bool:
        """Tell whether a file is about health, by the wordings of its entries."""
        wordings = [without_chatter(wording) for entry in faq.entries for wording in entry.wordings]
        some = _spread(wordings)
        return bool(self.probabilities(vectors.encode_all(some)).mean() >= _FILE)


@functools.cache
def load_health() -> Health:
    """Return what is shipped."""
    with resources.files("botcore").joinpath("data", WEIGHTS).open("rb") as file:
        return Health(np.load(file, allow_pickle=False))


def _spread(wordings: Sequence[str]) -> Sequence[str]:
    """Return at most `_MOST` wordings, evenly from all of them."""
    return wordings[:: -(-len(wordings) // _MOST) or 1]
