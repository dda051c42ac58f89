"""A fault on a request from the bot: what it gets in place of the work, or of what the work gave."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

from aiohttp import web

from .faults import FaultKind

if TYPE_CHECKING:
    from .faults import Fault

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refusals(NamedTuple):
    """How a platform words what goes wrong.

    Attributes:
        limited: A 429 that lasts so many seconds.
        failed: A 500.
        malformed: A broken body, with the status of what should have come.
    """

    limited: Callable[[float], web.Response]
    failed: Callable[[], web.Response]
    malformed: Callable[[int], web.Response]


async def with_fault(
    fault: Fault | None, request: web.Request, handler: _Handler, refusals: Refusals
) -> web.StreamResponse:
    """Return what the bot gets; `delay` is late before the work and `freeze` after it."""
    if fault is None:
        return await handler(request)
    if (refusal := _refusal(fault, request, refusals)) is not None:
        return refusal
    if fault.kind is FaultKind.delay:
        await asyncio.sleep(fault.seconds)
    response = await handler(request)
    if fault.kind is FaultKind.drop:
        return _cut(request)
    if fault.kind is FaultKind.malformed:
        return refusals.malformed(response.status)
    if fault.kind is FaultKind.freeze:
        await asyncio.sleep(fault.seconds)
    return response


def _refusal(fault: Fault, request: web.Request, refusals: Refusals) -> web.Response | None:
    """Return what comes in place of the work, or `None` where it is done."""
    match fault.kind:
        case FaultKind.close:
            return _cut(request)
        case FaultKind.too_many_requests:
            return refusals.limited(fault.seconds)
        case FaultKind.server_error:
            return refusals.failed()
        case _:
            return None


def _cut(request: web.Request) -> web.Response:
    """Cut the connection; the response returned is never sent."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
