"""A clock that the tests own: an event loop on which time passes only while nothing is left to do.

Everything is as real as before: sockets, libraries, threads, the order of events. But where the loop would
sleep, because everybody on it waits for some deadline, it moves its clock there instead. So no deadline
passes because a machine is busy, three seconds of patience are as exact as 0.01, and no test sleeps.
It holds for one process only: a test that waits for another one is marked `real_clock`.
"""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any

import pytest
from discord.gateway import KeepAliveHandler

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

GRACE = 0.003
"""Real seconds without anything new before time is moved: on loopback, what was sent has arrived long since."""


class OwnedClock(asyncio.SelectorEventLoop):
    """An event loop whose `time` jumps to the next deadline as soon as nobody is at work."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._in_threads = 0
        super().__init__(_Selector(self))
        self._began = super().time()

    def time(self) -> float:
        return self._began + self._ahead

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:
        work = super().run_in_executor(executor, func, *args)
        self._in_threads += 1
        work.add_done_callback(self._back)
        return work

    def _back(self, _: object) -> None:
        self._in_threads -= 1


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: OwnedClock) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for what is under way; when nothing is, move the clock by `timeout`."""
        if not timeout:
            return super().select(timeout)
        if self._loop._in_threads:
            return super().select(None)
        if found := super().select(GRACE):
            return found
        self._loop._ahead += timeout
        return []


class Heartbeats(KeepAliveHandler):
    """discord.py's heartbeats by the event loop's clock; its own come from a thread with the machine's."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._stopped = asyncio.Event()
        self._last_recv = self._last_send = self._now()

    def start(self) -> None:
        self._beating = self.ws.loop.create_task(self._beat_on())

    def stop(self) -> None:
        self._stopped.set()

    def tick(self) -> None:
        self._last_recv = self._now()

    def beat(self) -> dict[str, Any]:
        self._last_send = self._now()
        return self.get_payload()

    def ack(self) -> None:
        self._last_ack = self._now()
        self.latency = self._last_ack - self._last_send

    async def _beat_on(self) -> None:
        while not await self._stops_within(self.interval or 0.0):
            if self._last_recv + self.heartbeat_timeout < self._now():
                await self.ws.close(4000)
                return
            try:
                await self.ws.send_heartbeat(self.get_payload())
            except Exception:  # noqa: BLE001 - as discord.py's own: then the connection is gone
                return
            self._last_send = self._now()

    async def _stops_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._stopped.wait()
        except TimeoutError:
            return False

    def _now(self) -> float:
        return self.ws.loop.time()


def run(work: Coroutine[Any, Any, Any], **_: object) -> Any:
    """Do what `asyncio.run` does, for a command that a test calls."""
    with asyncio.Runner(loop_factory=OwnedClock) as runner:
        return runner.run(work)


def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Let a test own its clock, unless it waits for another process."""
    real = item.get_closest_marker("real_clock") is not None
    return {"real clock": asyncio.new_event_loop} if real else {"owned clock": OwnedClock}


@pytest.fixture(autouse=True)
def heartbeats_by_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discord.gateway.KeepAliveHandler", Heartbeats)
