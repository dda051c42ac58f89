"""The time on a stand-in: the epoch's, passing as the event loop's does."""

from __future__ import annotations

import asyncio
import time

TIMEOUT = 60.0
"""Seconds that a wait lasts at most: only a fault takes so long, and no machine is so busy."""


def now() -> float:
    """Return seconds since the epoch, by the clock of the running event loop where there is one.

    On an ordinary loop that is `time.time()`. A test whose loop owns its clock moves this one with it.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return time.time()
    return time.time() + loop.time() - time.monotonic()


async def until(at: float) -> None:
    """Wait for a moment of the running loop's clock; one that is over is not waited for."""
    left = at - asyncio.get_running_loop().time()
    # Not even for one turn of the loop: a frame that is taken up waits for nobody, and may be lost by a close.
    if left > 0:
        await asyncio.sleep(left)
