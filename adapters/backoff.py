"""Pauses between tries: each twice the one before, at most some seconds, and never the same for two bots."""

from __future__ import annotations

import asyncio
import random

_FIRST, _LONGEST = 0.5, 20.0
"""Seconds. With the try itself the bot is back half a minute after the platform is."""

_SETTLED = 60.0
"""Seconds without a failure after which the next pause is the first one again."""


class Backoff:
    """The pauses of one connection; also what discord.py asks for its own."""

    def __init__(self, first: float = _FIRST, longest: float = _LONGEST) -> None:
        """Begin with a pause of `first` seconds."""
        self._first, self._longest = first, longest
        self._next = first
        self._asked = -_SETTLED

    def delay(self) -> float:
        """Return the seconds to wait now: a hundred bots that lost a platform together come back one by one."""
        now = asyncio.get_running_loop().time()
        if now - self._asked > _SETTLED + self._longest:
            self._next = self._first
        self._asked = now
        seconds, self._next = self._next, min(self._next * 2, self._longest)
        return seconds * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
