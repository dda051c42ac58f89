"""Work in flight: what was begun for people and is owed to them before the bot leaves."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import structlog

_logger = structlog.get_logger(__name__)


class InFlight:
    """Tasks that have begun and not ended."""

    def __init__(self) -> None:
        self._tasks: dict[asyncio.Task[Any], str] = {}

    def add(self, task: asyncio.Task[Any] | None = None, where: object = "") -> None:
        """Count a task, by default the running one.

        Args:
            task: What is owed.
            where: The id of the channel it is owed to, for whoever reads the log of a stop.
        """
        if task := task or asyncio.current_task():
            self._tasks[task] = str(where or "")
            task.add_done_callback(lambda done: self._tasks.pop(done, None))

    async def drain(self, seconds: float) -> None:
        """Wait until all have ended, so many seconds at most; those that begin meanwhile are waited for, too."""
        # What was acknowledged a moment ago may not have begun: slack_bolt and discord.py make a task of it.
        await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        if self._tasks:
            _logger.info("finishing", left=len(self._tasks), channels=self._places(), seconds=seconds)
        while self._tasks and (left := deadline - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        if self._tasks:
            _logger.error("left_unfinished", left=len(self._tasks), channels=self._places())

    def _places(self) -> dict[str, int]:
        """Return how many are owed to each channel; work that belongs to none is left out."""
        return dict(Counter(where for where in self._tasks.values() if where))
