"""How fast a bot may post: one message a second a channel, with a short burst."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Callable


class PostingLimit:
    """A token bucket for each channel.

    Args:
        per_second: Tokens a second; `None` never refuses.
        burst: The size of the bucket.
        clock: Seconds.
    """

    def __init__(self, per_second: float | None, burst: int, clock: Callable[[], float]) -> None:
        self.per_second = per_second
        self.burst = burst
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, channel: str) -> None:
        """Spend one token of a channel.

        Raises:
            SlackError: `ratelimited`, with HTTP 429 and whole seconds in `Retry-After`, at least 1.
        """
        if self.per_second is None:
            return
        now = self._clock()
        tokens, since = self._buckets.get(channel, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - since) * self.per_second)
        if tokens < 1:
            self._buckets[channel] = (tokens, now)
            wait = max(1, math.ceil((1 - tokens) / self.per_second))
            raise SlackError("ratelimited", status=429, retry_after=wait)
        self._buckets[channel] = (tokens - 1, now)
