"""Processes that can be killed, stopped, frozen and begun again."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_STOPPED_WITHIN = 40.0
"""Seconds for a process to leave once it was asked to; the service's own grace is shorter."""

_READY = b'"event": "ready"'
"""What the service logs once it serves."""


class Program:
    """One program, run again and again.

    Attributes:
        name: What people call it.
        log: Where what it says is appended.
        statuses: What it left with, each time it was asked to once it had been ready; -9 when it did not in time.
    """

    def __init__(self, name: str, module: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        """Prepare; `start` runs it.

        Args:
            name: What people call it.
            module: A module that Python runs, and its arguments.
            environment: All of it.
            log: Where what it says is appended.
        """
        self.name = name
        self.statuses: list[int] = []
        self.log = log
        self._module, self._environment = module, environment
        self._process: asyncio.subprocess.Process | None = None
        self._is_frozen = False
        self._began_at = 0

    @property
    def is_up(self) -> bool:
        """Whether it runs and is not frozen."""
        return self._process is not None and self._process.returncode is None and not self._is_frozen

    @property
    def has_been_ready(self) -> bool:
        """Whether it has said so since it was started; before that it only learns its file."""
        with self.log.open("rb") as log:
            log.seek(self._began_at)
            return _READY in log.read()

    async def start(self) -> None:
        """Run it, unless it does."""
        if self._process is not None and self._process.returncode is None:
            return
        self._is_frozen = False
        with self.log.open("ab") as log:
            self._began_at = log.tell()
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self._module, env=self._environment, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """End it without a word."""
        self._signal(signal.SIGKILL)
        if self._process:
            await self._process.wait()

    async def stop(self) -> int:
        """Ask it to leave; return its status."""
        self.thaw()
        if self._process is None or self._process.returncode is not None:
            return 0
        counts = self.has_been_ready
        self._signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(_STOPPED_WITHIN):
                status = await self._process.wait()
        except TimeoutError:
            await self.kill()
            status = -signal.SIGKILL
        if counts:
            self.statuses.append(status)
        return status

    def freeze(self) -> None:
        """Let it stand still."""
        self._is_frozen = True
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._is_frozen = False
        self._signal(signal.SIGCONT)

    def _signal(self, which: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(which)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port
