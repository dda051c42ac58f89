"""Processes that can be killed, stopped, frozen and begun again."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GRACE = 30.0
"""Seconds for a process to leave once it was asked to, as `stop_grace_period` of docker-compose.yml has it.

They are its own: what it waited for a core is not counted, for the trial's two platforms, its people and whatever
else runs on the machine take turns with it.
"""

_LONGEST = 180.0
"""Seconds until it is killed, however long it waited."""

_LOOK_EVERY = 0.5

_READY = b'"event": "ready"'
"""What the service logs once it serves."""


class Program:
    """One program, run again and again.

    Attributes:
        name: What people call it.
        log: Where what it says is appended.
        statuses: What it left with, each time it was asked to once it had been ready; -9 when it did not in time.
        stopped_in: The seconds of its own that it took for that.
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
        self.stopped_in: list[float] = []
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
        own = await self._left(self._process)
        status = self._process.returncode
        if status is None:
            await self.kill()
            status = -signal.SIGKILL
        if counts:
            self.statuses.append(status)
            self.stopped_in.append(own)
        return status

    @staticmethod
    async def _left(process: asyncio.subprocess.Process) -> float:
        """Wait for a process to leave, as long as it may; return the seconds of its own that it took."""
        began, own, seconds = time.monotonic(), 0.0, 0.0
        before = waited = waited_for_a_core(process.pid)
        while process.returncode is None and own < GRACE and seconds < _LONGEST:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _LOOK_EVERY)
            # It reads 0.0 once the process is gone.
            waited = max(waited, waited_for_a_core(process.pid))
            seconds = time.monotonic() - began
            own = seconds - (waited - before)
        return own

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
            # It may end between the look and the signal.
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(which)


def waited_for_a_core(process: int) -> float:
    """Return for how many seconds a process's event loop was ready to go on and had no core; 0.0 once it is gone.

    The second number of `schedstat` (https://docs.kernel.org/scheduler/sched-stats.html), which Linux alone has.
    """
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    return 0.0


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as taken:
        # Free until somebody else takes it: the program that is to listen starts at once.
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port
