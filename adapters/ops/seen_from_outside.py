"""The service's state over HTTP: `/healthz`, `/readyz`, `/metrics`."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiohttp import web

from adapters.ops.metrics import CONTENT_TYPE, metrics_registry, metrics_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.database_state import DatabaseState
    from adapters.ops.service_state import ServiceState
    from adapters.platform_state import PlatformState

_Json = dict[str, Any]


@asynccontextmanager
async def seen_from_outside(state: ServiceState, host: str, port: int) -> AsyncIterator[int]:
    """Show the state while the block lasts; gives the port.

    Args:
        state: What is shown.
        host: The address to listen on.
        port: 0 for any free one.

    Raises:
        OSError: It cannot listen there.
    """
    runner = web.AppRunner(_build_web_app(state), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    measuring = asyncio.create_task(state.measure_lag())
    try:
        await web.TCPSite(runner, host, port).start()
        yield runner.addresses[0][1]
    finally:
        measuring.cancel()
        await runner.cleanup()


def _build_web_app(state: ServiceState) -> web.Application:
    """Return the application: three pages to read, and nothing to do."""
    registry = metrics_registry(state)

    async def healthz(_: web.Request) -> web.Response:
        # Whoever gets this knows already that the loop turns; the lag says how fast.
        return _told({"alive": state.is_alive, "loop_lag_seconds": round(state.lag, 3)}, good=state.is_alive)

    async def readyz(_: web.Request) -> web.Response:
        return _told(_described(state), good=state.is_ready)

    async def one_readyz(request: web.Request) -> web.Response:
        platform = state.platforms.get(request.match_info["platform"])
        if platform is None:
            return _told({"error": f"expected one of {', '.join(state.platforms) or 'none'}"}, good=False)
        return _told(_platform(platform), good=bool(state.file.version) and platform.is_connected)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=metrics_text(registry), headers={"Content-Type": CONTENT_TYPE})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/readyz/{platform}", one_readyz)
    app.router.add_get("/metrics", metrics)
    return app


def _described(state: ServiceState) -> _Json:
    """Return what `/readyz` says: whether, and what there is to put right."""
    file = state.file
    return {
        "ready": state.is_ready,
        "version": state.version,
        "model": state.model,
        "waiting_for": list(state.waiting_for),
        "platforms": {name: _platform(each) for name, each in state.platforms.items()},
        "database": _database(state.database),
        "file": {"version": file.version, "entries": file.entries, "faults": list(file.faults)},
    }


def _platform(platform: PlatformState) -> _Json:
    return {"connection": platform.connection.value, "reason": platform.reason}


def _database(database: DatabaseState) -> str:
    return (database.reason or "there") if database.is_set else "not set"


def _told(value: _Json, *, good: bool) -> web.Response:
    return web.json_response(value, status=HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE)
