"""Shares with their uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z = 1.959964
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
        """The 95 % Wilson score interval; all of [0, 1] when there was nothing to count.

        Source: Wilson, *Probable inference, the law of succession, and statistical inference*, 1927.
        """
        if not self.total:
            return 0.0, 1.0
        share, squared = self.events / self.total, Z * Z
        middle = share + squared / (2 * self.total)
        margin = Z * math.sqrt(share * (1 - share) / self.total + squared / (4 * self.total**2))
        scale = 1 + squared / self.total
        return max(0.0, (middle - margin) / scale), min(1.0, (middle + margin) / scale)


def mcnemar(gains: int, losses: int) -> float:
    """Return the exact two-sided p-value that gains and losses differ by chance alone.

    The binomial test of McNemar's pairs: which of two runs got a case right that the other did not.
    Source: McNemar, *Note on the sampling error of the difference between correlated proportions*, 1947.
    """
    changed = gains + losses
    tail = sum(math.comb(changed, few) for few in range(min(gains, losses) + 1))
    return min(1.0, float(2 * tail / 2**changed)) if changed else 1.0
