"""Keeps other sites out of the page, as the stand-ins keep them out, and the page from reaching out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from adapters.standins.guard import is_local

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp.typedefs import Middleware

    _Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    # Text can become an element in no way but through the DOM's own methods.
    "require-trusted-types-for 'script'; trusted-types 'none'"
)

_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def _is_ours(request: web.Request, names: frozenset[str]) -> bool:
    """Tell whether a request comes from the page itself, or from nobody's page."""
    # Another site cannot send this type without asking first, which is answered with a refusal.
    is_asked = request.method != "POST" or request.content_type == "application/json"
    return is_asked and is_local(request, names)


def guard(names: Callable[[], frozenset[str]]) -> Middleware:
    """Return the middleware that refuses foreign requests and adds the headers."""

    @web.middleware
    async def guarded(request: web.Request, handler: _Handler) -> web.StreamResponse:
        if not _is_ours(request, names()):
            return web.Response(status=403, text="This page answers only itself, on 127.0.0.1.", headers=_HEADERS)
        return await handler(request)

    return guarded


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Add the headers to every response, streams included."""
    response.headers.update(_HEADERS)
