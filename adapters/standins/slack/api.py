"""The Web API's front door: which method, which token, which scope; Slack's envelope around the answer."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from aiohttp import web

from . import api_assistant, api_chat, api_conversations, api_more, api_views
from .calls import Call, Method, arguments
from .errors import SlackError

if TYPE_CHECKING:
    from .backend import Backend

_METHODS: dict[str, Method] = {
    **api_assistant.METHODS,
    **api_chat.METHODS,
    **api_conversations.METHODS,
    **api_more.METHODS,
    **api_views.METHODS,
}


async def answer(backend: Backend, request: web.Request) -> web.Response:
    """Answer one request to `/api/<method>`; nearly every refusal is an HTTP 200 with `ok: false`."""
    name = request.match_info["method"]
    # Slack says so with every answer, refusals included.
    scopes = {"X-OAuth-Scopes": ",".join(backend.settings.scopes)}
    try:
        body = await _call(backend, request, name)
    except SlackError as error:
        backend.recorder.record("out", "http", name, error.body())
        return web.json_response(error.body(), status=error.status, headers=scopes | error.headers())
    backend.recorder.record("out", "http", name, {"ok": True, **body})
    return web.json_response({"ok": True, **body}, headers=scopes)


async def _call(backend: Backend, request: web.Request, name: str) -> dict[str, Any]:
    if (method := _METHODS.get(name)) is None:
        raise SlackError("unknown_method", extra={"req_method": name})
    args = await arguments(request)
    # Taken out before anything is recorded: no token stands on a page or in a failing test.
    posted_token = args.pop("token", None)
    backend.recorder.record("in", "http", name, args)
    _authorise(backend, method, _bearer(request) or posted_token)
    result = method.handler(backend, Call(name, args, f"{request.scheme}://{request.host}"))
    return await result if inspect.isawaitable(result) else result


def _bearer(request: web.Request) -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else None


def _authorise(backend: Backend, method: Method, token: str | None) -> None:
    settings = backend.settings
    if method.token == "none":  # noqa: S105 - a kind of token
        return
    if not token:
        raise SlackError("not_authed")
    kinds = {settings.bot_token: "bot", settings.app_token: "app"}
    if token not in kinds:
        raise SlackError("invalid_auth")
    if kinds[token] != method.token:
        raise SlackError("not_allowed_token_type")
    if method.scopes and not set(method.scopes) & set(settings.scopes):
        provided = ",".join(settings.scopes)
        raise SlackError("missing_scope", extra={"needed": method.scopes[0], "provided": provided})
