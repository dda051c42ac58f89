"""Work in flight: what was begun for people and is owed to them before the bot leaves."""

from __future__ import annotations

import asyncio
from typing import Any


class InFlight:
    """Tasks that have begun and not ended."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def add(self, task: asyncio.Task[Any] | None = None) -> None:
        """Count a task, by default the running one."""
        if task := task or asyncio.current_task():
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def drain(self, seconds: float) -> None:
        """Wait until all have ended, at most so long; those that begin meanwhile are waited for, too."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while self._tasks and (left := deadline - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
