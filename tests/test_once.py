"""Three processes on one PostgreSQL: what comes again to another is answered once, also where one is killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from databases import new_database
from once_worker import PROCESSES, deliveries, posts
from proving import WHOLE, proof
from sqlalchemy import func, select

from adapters.store.engine import build_engine
from adapters.store.tables import outbox

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent
COUNT = int(os.environ.get("DELIVERIES", "100000"))
MADE_UP_WITHIN = 120.0


@pytest.fixture
def address(postgresql: Any) -> Iterator[str]:
    with new_database(postgresql) as found:
        yield found


class Process:
    """One of the three."""

    def __init__(self, address: str, folder: Path, number: int) -> None:
        self._address, self._folder, self._number = address, folder, number
        self.taken = 0

    async def start(self) -> None:
        """Start it, or start it again: all that it did not surely take is brought to it once more."""
        path = os.pathsep.join([str(TESTS), str(TESTS.parent)])
        self._running = await asyncio.create_subprocess_exec(
            sys.executable, str(TESTS / "once_worker.py"), self._address, str(self._folder), str(self._number),
            str(COUNT), str(self.taken), env=os.environ | {"PYTHONPATH": path}, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def until(self, taken: int) -> None:
        """Return once it has surely taken so many deliveries; what else it says is its log."""
        assert self._running.stdout
        while self.taken < taken:
            line = (await self._running.stdout.readline()).decode().strip()
            assert line, "the process ended by itself"
            assert "database_away" not in line
            if line.isdecimal():
                self.taken = int(line)

    async def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._running.kill()
        await self._running.wait()


@pytest.mark.skipif(not WHOLE, reason="minutes of two cores: make prove; a small one stands in test_kill.py")
@pytest.mark.real_clock
@proof("none", f"{COUNT:,} deliveries, one in ten again elsewhere; a process killed three times")
async def test_three_processes_on_one_postgresql_answer_every_delivery_once(address: str, tmp_path: Path) -> None:
    own = Counter(to for _, to in deliveries(COUNT))
    processes = [Process(address, tmp_path, number) for number in range(PROCESSES)]
    began = time.monotonic()
    async with contextlib.AsyncExitStack() as up:
        for each in processes:
            up.push_async_callback(each.kill)
            await each.start()
        others = [asyncio.create_task(each.until(own[n])) for n, each in enumerate(processes[:2])]
        killed = processes[2]
        for share in (0.25, 0.5, 0.75):
            await killed.until(int(own[2] * share))
            await killed.kill()
            await killed.start()
        await killed.until(own[2])
        await asyncio.gather(*others)
        seconds = time.monotonic() - began
        await killed.kill()
        engine = build_engine(address)
        async with asyncio.timeout(MADE_UP_WITHIN):
            while True:
                with engine.connect() as connection:
                    if not connection.scalar(select(func.count()).select_from(outbox)):
                        break
                await asyncio.sleep(1.0)
        engine.dispose()
    found = posts(tmp_path)
    rate = sum(own.values()) / seconds
    print(f"{sum(own.values())} deliveries of {COUNT} questions in {seconds:.0f} s, {rate:.0f} a second")  # noqa: T201
    assert Counter(Counter(found).values()) == {1: COUNT}
