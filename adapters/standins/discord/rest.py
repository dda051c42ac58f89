"""REST: every route, and what happens to each request before and after its handler.

In this order: the fault that is armed for it, the token, the rate limit, the handler, the rest of the fault.
"""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from ..faults import FaultKind
from ..faulty_requests import Refusals, with_fault
from . import calls, responses, rest_application, rest_channels, rest_messages
from .calls import Response
from .errors import DiscordError, http_refusal
from .rate_limits import Verdict, refused

if TYPE_CHECKING:
    from .backend import Backend
    from .handling import Handler

PREFIX = "/api/v10"
_ROUTES = rest_application.ROUTES | rest_channels.ROUTES | rest_messages.ROUTES | responses.ROUTES
_OPEN = ("/interactions/", "/webhooks/")
"""Routes whose path holds a token of their own; they need no `Authorization`."""
_FAULTS = tuple(kind for kind in FaultKind if kind is not FaultKind.duplicate)
# discord.py takes a 429 without `Via` for a ban by Cloudflare, and a charset for "not JSON".
_JSON = {"Content-Type": "application/json", "Via": "1.1 google"}


def add_rest_routes(app: web.Application, backend: Backend) -> None:
    """Add every route, and Discord's answer to those that do not exist."""
    for route, handler in _ROUTES.items():
        method, path = route.split(" ")
        app.router.add_route(method, PREFIX + path, _served(backend, route, handler))
    app.router.add_route("*", "/api/{rest:.*}", _missing)


def _served(backend: Backend, route: str, handler: Handler) -> Any:  # noqa: ANN401 - aiohttp's handler type
    async def answer(request: web.Request) -> web.Response:
        return await _answer(backend, request, route, handler)

    async def serve(request: web.Request) -> web.StreamResponse:
        place = _place(request)
        backend.requests_in_progress += 1
        backend.changes.publish("request_begun", place=place)
        try:
            fault = backend.faults.take(f"rest {place}", *_FAULTS)
            return await with_fault(fault, request, answer, _REFUSALS)
        finally:
            backend.requests_in_progress -= 1
            backend.changes.publish("request", place=place)

    return serve


def _place(request: web.Request) -> str:
    """Return method and path, as faults and the recorder name them: without the token of an interaction."""
    path = request.path.removeprefix(PREFIX)
    token = request.match_info.get("token")
    return f"{request.method} {path.replace(token, '…') if token else path}"


async def _answer(backend: Backend, request: web.Request, route: str, handler: Handler) -> web.Response:
    verdict = Verdict({})
    try:
        call = await calls.read(request, route)
        backend.recorder.record("in", "http", _place(request), call.body)
        _check_token(backend, request, route)
        verdict = backend.limits.take(route, call.params)
        if verdict.wait:
            return _limited(backend, request, verdict)
        result = handler(backend, call)
        result = await result if inspect.isawaitable(result) else result
    except DiscordError as error:
        return _reply(backend, request, error.status, error.body(), verdict)
    if isinstance(result, Response):
        return _reply(backend, request, result.status, result.body, verdict)
    return _reply(backend, request, 204 if result is None else 200, result, verdict)


def _check_token(backend: Backend, request: web.Request, route: str) -> None:
    if route.partition(" ")[2].startswith(_OPEN):
        return
    if request.headers.get("Authorization") != f"Bot {backend.settings.token}" or backend.handshake.token_reset:
        raise http_refusal(401, "Unauthorized")


def _limited(backend: Backend, request: web.Request, verdict: Verdict) -> web.Response:
    return _reply(backend, request, 429, verdict.body(), verdict)


def _reply(
    backend: Backend,
    request: web.Request,
    status: int,
    body: Any,  # noqa: ANN401 - JSON
    verdict: Verdict,
) -> web.Response:
    backend.recorder.record("out", "http", _place(request), {"status": status, "body": body})
    if body is None:
        return web.Response(status=status, headers=verdict.headers)
    text = json.dumps(body, separators=(",", ":"))
    return web.Response(status=status, body=text.encode(), headers=_JSON | verdict.headers)


def _too_many(seconds: float) -> web.Response:
    verdict = refused(seconds)
    return web.Response(status=429, body=json.dumps(verdict.body()).encode(), headers=_JSON | verdict.headers)


def _failed() -> web.Response:
    return web.Response(status=500, body=b'{"message":"500: Internal Server Error","code":0}', headers=_JSON)


def _malformed(status: int) -> web.Response:
    return web.Response(status=status, body=b'{"id": "1', headers=_JSON)


_REFUSALS = Refusals(_too_many, _failed, _malformed)


async def _missing(request: web.Request) -> web.Response:
    known = {route.split(" ")[1] for route in _ROUTES}
    path = request.path.removeprefix(PREFIX)
    error = http_refusal(405, "Method Not Allowed") if path in known else http_refusal(404, "Not Found")
    body = json.dumps(error.body()).encode()
    return web.Response(status=error.status, body=body, headers=_JSON)
