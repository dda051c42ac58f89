"""Shares with their uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass

from botcore.probability import wilson_interval

_Z = 1.959964
"""Standard deviations of a two-sided 95 % interval."""


@dataclass(frozen=True)
class Share:
    """How often something happened, out of how many."""

    events: int
    total: int

    @property
    def value(self) -> float | None:
        """The share in [0, 1]; None when there was nothing to count."""
        return self.events / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson score interval; all of [0, 1] when there was nothing to count."""
        return wilson_interval(self.events, self.total, _Z)


def mcnemar(gains: int, losses: int) -> float:
    """Return the exact two-sided p-value that gains and losses differ by chance alone.

    The binomial test of McNemar's pairs: which of two runs got a case right that the other did not.
    Source: McNemar, *Note on the sampling error of the difference between correlated proportions*, 1947.
    """
    changed = gains + losses
    tail = sum(math.comb(changed, few) for few in range(min(gains, losses) + 1))
    return min(1.0, float(2 * tail / 2**changed)) if changed else 1.0
