"""Keeps other sites out of a server on loopback, and its server from reaching out.

A page elsewhere can make a browser send requests to 127.0.0.1, open a socket there, and by rebinding its own name
to that address even read the answers. Such requests carry another name in `Host`, or their own `Origin`. Bots send
none.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp.typedefs import Middleware

    _Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def own_names(port: int, host: str = "127.0.0.1") -> frozenset[str]:
    """Return what `Host` may say on a port: loopback's names, and the address that was bound."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", host))


def is_local(request: web.Request, names: frozenset[str]) -> bool:
    """Tell whether a request comes from a page of this server, or from nobody's page."""
    origin = request.headers.get("Origin")
    return (
        request.headers.get("Host", "").casefold() in names
        and (origin is None or origin.removeprefix("http://") in names)
        and request.headers.get("Sec-Fetch-Site", "none") in {"same-origin", "none"}
    )


def local_only(names: Callable[[], frozenset[str]]) -> Middleware:
    """Return the middleware that refuses what comes from elsewhere, sockets included."""

    @web.middleware
    async def guarded(request: web.Request, handler: _Handler) -> web.StreamResponse:
        known = names()
        # slack_sdk's own WebSocket client names the host without its port; a page, with its Origin, never does.
        bare = frozenset() if "Origin" in request.headers else {name.rpartition(":")[0] for name in known}
        if not is_local(request, known | bare):
            return web.json_response({"error": "this server answers only programs on its machine"}, status=403)
        return await handler(request)

    return guarded


def require_loopback(url: str) -> None:
    """Do nothing for an address on this machine.

    Raises:
        ValueError: It leads elsewhere: who sent it could use the server to reach what they cannot.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        is_loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if parts.scheme not in {"http", "https"} or not is_loopback:
        raise ValueError(f"found the request URL {url!r}; expected http://127.0.0.1:… or localhost")
