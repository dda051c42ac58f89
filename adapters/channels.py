"""One reply at a time in a channel, urgent ones first."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Channels:
    """Whose turn it is to post, so that replies wait for their turn and not for their luck.

    Both platforms take about one message a second and channel (https://docs.slack.dev/apis/web-api/rate-limits).
    When many are sent at once and all come again after the second they were told to wait, one gets through, the
    others have one try less, and an urgent one is behind whatever came before it.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[bool, int, asyncio.Future[None]]]] = {}
        self._count = itertools.count()

    @contextlib.asynccontextmanager
    async def turn(self, channel: str, *, first: bool = False) -> AsyncIterator[None]:
        """Hold a channel while the block lasts; `first` goes before all that wait and do not say so."""
        if channel in self._waiting:
            turn = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting[channel], (not first, next(self._count), turn))
            try:
                await turn
            except asyncio.CancelledError:
                # The turn had come in the same moment: nobody else would be woken any more.
                if not turn.cancelled():
                    self._pass_on(channel)
                raise
        else:
            self._waiting[channel] = []
        try:
            yield
        finally:
            self._pass_on(channel)

    def _pass_on(self, channel: str) -> None:
        waiting = self._waiting[channel]
        while waiting:
            *_, turn = heapq.heappop(waiting)
            # Whoever was cancelled while waiting is still in the heap.
            if not turn.done():
                turn.set_result(None)
                return
        del self._waiting[channel]
