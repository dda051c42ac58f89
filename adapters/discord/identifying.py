"""How often the bot identifies itself to Discord: after 1,000 times in a day Discord resets its token.

https://docs.discord.com/developers/events/gateway#session-start-limit
"""

from __future__ import annotations

import asyncio

import structlog

_logger = structlog.get_logger(__name__)

AT_ONCE = 100
"""Identifies without a pause. A quiet week needs some ten: resuming a session needs none."""

ONE_MORE = 216.0
"""Seconds until there may be another: 400 more in a day, so 500 in all at most."""

DAY = 86_400.0


class Identifies:
    """Identifies of one token, over all the clients there are while the program runs."""

    def __init__(self) -> None:
        # The generic cell rate algorithm: when the next one would be due, were none ahead of its time.
        self._due = float("-inf")
        self._times: list[float] = []

    async def take(self) -> None:
        """Wait until there may be one more, and count it."""
        now = asyncio.get_running_loop().time
        while (seconds := self._due - (AT_ONCE - 1) * ONE_MORE - now()) > 0:
            _logger.warning("discord_identify_waits", seconds=round(seconds), today=len(self._times))
            await asyncio.sleep(seconds)
        self._due = max(self._due, now()) + ONE_MORE
        self._times = [each for each in self._times if each > now() - DAY] + [now()]
        _logger.info("discord_identifies", today=len(self._times))
