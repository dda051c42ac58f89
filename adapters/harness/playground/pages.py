"""One stream of events to every open page."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_Json = dict[str, Any]


class Pages:
    """The open pages; everything runs on one event loop."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[_Json | None]] = set()

    def tell(self, event: _Json) -> None:
        """Send one event to every page."""
        for queue in self._queues:
            queue.put_nowait(event)

    def close(self) -> None:
        """End every stream."""
        for queue in self._queues:
            queue.put_nowait(None)

    @contextmanager
    def follow(self) -> Iterator[asyncio.Queue[_Json | None]]:
        """Give a queue of the events from now on, for as long as the block lasts; None ends it."""
        queue: asyncio.Queue[_Json | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)
