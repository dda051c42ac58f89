"""Two runs over the same cases: what one got right that the other did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.evaluation.shares import mcnemar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.evaluation.outcomes import Judged


@dataclass(frozen=True)
class Comparison:
    """A run against an earlier one.

    Attributes:
        gains: Cases that are fine now and were not; each as (before, now).
        losses: Cases that were fine and are not now.
        changed: Cases whose outcome differs though neither run or both were fine.
        p: The exact two-sided p-value of McNemar's test on gains and losses.
    """

    gains: tuple[tuple[Judged, Judged], ...]
    losses: tuple[tuple[Judged, Judged], ...]
    changed: tuple[tuple[Judged, Judged], ...]
    p: float


def compare(before: Sequence[Judged], now: Sequence[Judged]) -> Comparison:
    """Return how a run differs from an earlier one.

    Args:
        before: The earlier run.
        now: The same cases in the same order.

    Raises:
        ValueError: The cases differ.
    """
    # McNemar's test counts pairs: of two runs over other cases it would say anything.
    if [each.case for each in before] != [each.case for each in now]:
        raise ValueError("found two runs over different cases; expected the same cases in the same order")
    pairs = list(zip(before, now, strict=True))
    gains = tuple((old, new) for old, new in pairs if new.is_fine and not old.is_fine)
    losses = tuple((old, new) for old, new in pairs if old.is_fine and not new.is_fine)
    same = [(old, new) for old, new in pairs if old.is_fine == new.is_fine]
    changed = tuple((old, new) for old, new in same if old.outcome is not new.outcome)
    return Comparison(gains, losses, changed, mcnemar(len(gains), len(losses)))
