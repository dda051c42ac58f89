"""How long replies take: the clock that botcore does not have."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botcore import Message, Reply


class Stopwatch:
    """Answers as another does, and notes how long that took.

    Attributes:
        seconds: One number a message, in order.
    """

    def __init__(self, answer: Callable[[Message], Reply]) -> None:
        self._answer = answer
        self.seconds: list[float] = []

    def __call__(self, message: Message) -> Reply:
        """Return the reply."""
        began = time.perf_counter()
        reply = self._answer(message)
        self.seconds.append(time.perf_counter() - began)
        return reply


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of them lies, by nearest rank; 0 when there is none."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


def milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """Return median, 95th and 99th percentile and maximum in milliseconds."""
    shares = {"median": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: round(1000 * quantile(seconds, share), 2) for name, share in shares.items()}
