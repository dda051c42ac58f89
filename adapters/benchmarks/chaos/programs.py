"""Processes that can be killed, stopped, frozen and begun again."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_STOPPED_WITHIN = 40.0
"""Seconds for a process to leave once it was asked to; the service's own grace is shorter."""


class Program:
    """One program, run again and again.

    Attributes:
        name: What people call it.
        log: Where what it says is appended.
        statuses: What it left with, each time it was asked to once it had started; -9 when it did not in time.
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

    @property
    def is_up(self) -> bool:
        """Whether it runs and is not frozen."""
        return self._process is not None and self._process.returncode is None and not self._is_frozen

    @property
    def knows_how_to_stop(self) -> bool:
        """Whether it has begun to listen for SIGTERM; before that it owes nobody anything (proc(5))."""
        status = Path(f"/proc/{self._process.pid}/status") if self._process else None
        if status is None or not status.exists():
            return bool(self._process)
        line = next(each for each in status.read_text().splitlines() if each.startswith("SigCgt:"))
        return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)

    async def start(self) -> None:
        """Run it, unless it does."""
        if self._process is not None and self._process.returncode is None:
            return
        self._is_frozen = False
        with self.log.open("ab") as log:
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
        counts = self.knows_how_to_stop
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
