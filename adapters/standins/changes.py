"""The log of what happened on a stand-in, for pages that follow it and tests that wait for it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

_T = TypeVar("_T")
_Listener = Callable[["Change"], None]


@dataclass(frozen=True)
class Change:
    """One thing that happened.

    Attributes:
        seq: Its place in the log, from 1, without gaps.
        kind: What happened, such as `message`; the stand-in's own page lists them.
        channel: The id of the channel it happened in, or `None`.
        message: The id of the message it happened to, or `None`.
        body: More about it, ready for JSON.
    """

    seq: int
    kind: str
    channel: str | None = None
    message: str | None = None
    body: dict[str, Any] = field(default_factory=dict)


class Changes:
    """A log with listeners; everything runs on one event loop."""

    def __init__(self, limit: int = 10_000) -> None:
        self.seq = 0
        self.log: deque[Change] = deque(maxlen=limit)
        self._listeners: list[_Listener] = []
        self._next: asyncio.Future[None] | None = None

    def publish(
        self, kind: str, channel: str | None = None, message: str | None = None, /, **body: object
    ) -> Change:
        """Append one change, tell the listeners and wake whoever waits."""
        self.seq += 1
        change = Change(self.seq, kind, channel, message, body)
        self.log.append(change)
        # A copy: whoever has seen enough stops listening from inside the call.
        for listener in list(self._listeners):
            listener(change)
        if self._next is not None and not self._next.done():
            self._next.set_result(None)
        return change

    def listen(self, listener: _Listener) -> Callable[[], None]:
        """Call `listener` on every change from now on; return what stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[AsyncIterator[Change]]:
        """Give an endless iterator over the changes from now on, for as long as the block lasts."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        stop = self.listen(queue.put_nowait)
        try:
            yield _drain(queue)
        finally:
            stop()

    async def wait(self) -> None:
        """Return after the next change."""
        if self._next is None or self._next.done():
            self._next = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._next)

    async def settle(self, is_busy: Callable[[], bool], *, quiet: float, seconds: float) -> None:
        """Return once nobody is busy and nothing has happened for `quiet` seconds.

        Raises:
            TimeoutError: When it has not come to rest after `seconds`.
        """
        async with asyncio.timeout(seconds):
            while await self._happens_within(quiet) or is_busy():
                pass

    async def _happens_within(self, seconds: float) -> bool:
        # Not `wait_for`: in Python 3.11 it loses a cancellation that comes together with a change.
        try:
            async with asyncio.timeout(seconds):
                await self.wait()
        except TimeoutError:
            return False
        return True

    async def until(self, found: Callable[[], _T | None], seconds: float) -> _T:
        """Return what `found` finds, looking again at every change; what it raises is raised here.

        Raises:
            TimeoutError: After `seconds` without it.
        """
        if (value := found()) is not None:
            return value
        waiting: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        # Looking from inside `publish` wakes nobody in vain: hundreds may be waiting at once.
        stop = self.listen(lambda _: _look(found, waiting))
        try:
            async with asyncio.timeout(seconds):
                return await waiting
        finally:
            stop()


def _look(found: Callable[[], _T | None], waiting: asyncio.Future[_T]) -> None:
    if waiting.done():
        return
    try:
        value = found()
    except Exception as error:  # noqa: BLE001 - whoever waits gets it
        waiting.set_exception(error)
    else:
        if value is not None:
            waiting.set_result(value)


async def _drain(queue: asyncio.Queue[Change]) -> AsyncIterator[Change]:
    while True:
        yield await queue.get()
