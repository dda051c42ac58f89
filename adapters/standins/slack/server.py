"""The HTTP and WebSocket server: routes, and the faults of requests from the bot."""

from __future__ import annotations

import json
import math
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from ..faults import FaultKind
from ..faulty_requests import Refusals, with_fault
from . import api
from .errors import SlackError

if TYPE_CHECKING:
    from .backend import Backend

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_REQUEST_FAULTS = (
    FaultKind.drop,
    FaultKind.delay,
    FaultKind.freeze,
    FaultKind.close,
    FaultKind.too_many_requests,
    FaultKind.server_error,
    FaultKind.malformed,
)
_CONNECT_FAULTS = tuple(kind for kind in _REQUEST_FAULTS if kind not in (FaultKind.drop, FaultKind.malformed))


def slack_application(backend: Backend) -> web.Application:
    """Return the application a bot talks to: Web API, Socket Mode and response URLs."""
    app = web.Application(middlewares=[_fault_middleware(backend)], client_max_size=10 * 2**20)

    async def web_api(request: web.Request) -> web.Response:
        return await api.answer(backend, request)

    async def respond(request: web.Request) -> web.Response:
        return await _use_response_url(backend, request)

    app.router.add_route("GET", "/api/{method}", web_api)
    app.router.add_route("POST", "/api/{method}", web_api)
    app.router.add_get("/link/", backend.socket_mode.handle)
    app.router.add_post("/{kind:commands|actions}/{team}/{number}/{key}", respond)
    return app


async def _use_response_url(backend: Backend, request: web.Request) -> web.Response:
    try:
        body = json.loads(await request.text())
        backend.recorder.record("in", "http", "response_url", body)
        backend.response_urls.use(request.path, body)
    except ValueError:
        return web.Response(text="invalid_payload", status=400)
    except SlackError as error:
        backend.recorder.record("out", "http", "response_url", error.body())
        return web.json_response(error.body(), status=error.status)
    backend.recorder.record("out", "http", "response_url", "ok")
    return web.Response(text="ok")


def _place(request: web.Request) -> str | None:
    """Return where faults find a request: `api chat.postMessage`, `response_url`, `socket connect`."""
    parts = request.path.strip("/").split("/")
    if parts[0] == "api":
        return f"api {parts[-1]}"
    return {"link": "socket connect", "commands": "response_url", "actions": "response_url"}.get(parts[0])


def _fault_middleware(backend: Backend) -> Any:  # noqa: ANN401 - aiohttp's middleware type is not exported
    @web.middleware
    async def faults(request: web.Request, handler: _Handler) -> web.StreamResponse:
        place = _place(request)
        if place is None:
            return await handler(request)
        if place == "socket connect":
            return await with_fault(backend.faults.take(place, *_CONNECT_FAULTS), request, handler, _REFUSALS)
        backend.requests_in_progress += 1
        backend.changes.publish("request_begun", place=place)
        try:
            return await with_fault(backend.faults.take(place, *_REQUEST_FAULTS), request, handler, _REFUSALS)
        finally:
            backend.requests_in_progress -= 1
            backend.changes.publish("request", place=place)

    return faults


def _too_many(seconds: float) -> web.Response:
    limited = SlackError("ratelimited", retry_after=max(1, math.ceil(seconds)))
    return web.json_response(limited.body(), status=429, headers=limited.headers())


def _failed() -> web.Response:
    return web.json_response({"ok": False, "error": "internal_error"}, status=500)


def _malformed(_status: int) -> web.Response:
    return web.Response(text='{"ok": tr', content_type="application/json")


_REFUSALS = Refusals(_too_many, _failed, _malformed)
