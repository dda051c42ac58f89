"""Keep a service running: a new connection object each time, backing off, until told to stop."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import structlog

from adapters.hopeless import HopelessError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_logger = structlog.get_logger(__name__)

_FIRST_PAUSE, LONGEST_PAUSE = 1.0, 20.0
"""Seconds. With the try itself the service is back half a minute after its platform is.

Identifies, of which Discord allows 1,000 a day, are counted where they are made.
"""

SETTLED = 60.0
"""A run longer than this many seconds was healthy: the next pause is the first one again."""


async def supervise(
    name: str, run: Callable[[], Awaitable[None]], stop: asyncio.Event, *, first_pause: float = _FIRST_PAUSE
) -> None:
    """Run a service again and again until `stop` is set.

    Args:
        name: What to call it in the log.
        run: Builds everything anew and serves; a clean return is also restarted, unless stopping.
        stop: Ends it; the run in progress is cancelled and waited for.
        first_pause: Seconds before the first restart at most; doubles each time.

    Raises:
        HopelessError: Running it again cannot help.
    """
    pause, clock = first_pause, asyncio.get_running_loop().time
    while not stop.is_set():
        began = clock()
        if await _run_once(name, run, stop):
            return
        pause = first_pause if clock() - began > SETTLED else pause
        _logger.warning("service_restarts", service=name, seconds=pause)
        try:
            # Services that lost a platform together come back one by one.
            async with asyncio.timeout(pause * random.uniform(0.5, 1.0)):  # noqa: S311 - no secret
                await stop.wait()
        except TimeoutError:
            pause = min(pause * 2, LONGEST_PAUSE)


async def _run_once(name: str, run: Callable[[], Awaitable[None]], stop: asyncio.Event) -> bool:
    """Run until it ends or `stop` is set; tell whether it was stopped.

    Raises:
        HopelessError: It ended for good.
    """
    service, stopping = asyncio.ensure_future(run()), asyncio.ensure_future(stop.wait())
    await asyncio.wait({service, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stop.is_set():
        service.cancel()
    (outcome,) = await asyncio.gather(service, return_exceptions=True)
    # Whoever stops anyway has no use for the reason.
    if isinstance(outcome, HopelessError) and not stop.is_set():
        raise outcome
    if isinstance(outcome, Exception):
        _logger.error("service_failed", service=name, error=type(outcome).__name__)
    return stop.is_set()
