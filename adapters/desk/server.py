"""The desk on a port: its files, what it shows, and what people do."""

from __future__ import annotations

import hmac
import secrets
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from adapters.desk.desk import Desk, RefusedError
from adapters.harness.playground.loopback import build_page, on_loopback
from adapters.harness.playground.server import STATIC as PLAYGROUND
from adapters.harness.playground.server import TYPES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    _Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_STATIC = Path(__file__).parent / "static"
_SHARED = ("page.css", "dom.js", "theme.js", "icon.svg")
"""Files of the playground's that this page has, too."""

_LARGEST_BODY = 16 * 1024
KEY_HEADER = "X-Desk-Key"

_DESK = web.AppKey("desk", Desk)
_KEY = web.AppKey("key", str)


@asynccontextmanager
async def serve_desk(desk: Desk, port: int) -> AsyncIterator[str]:
    """Serve the page on loopback while the block lasts; gives its address, with the key to it.

    Args:
        desk: What the page shows.
        port: 0 for any free one.

    Raises:
        OSError: The port is taken.
    """
    app = _build_web_app(desk)
    async with on_loopback(app, port) as url:
        # Behind the #, so that it is in no request's line, no log and no Referer.
        yield f"{url}#{app[_KEY]}"


def _build_web_app(desk: Desk) -> web.Application:
    app = build_page(largest_body=_LARGEST_BODY, middlewares=[_with_key])
    app[_DESK], app[_KEY] = desk, secrets.token_urlsafe(24)
    app.router.add_get("/", _index)
    app.router.add_get("/static/{name}", _file)
    app.router.add_get("/state", _state)
    app.router.add_post("/do/{action}", _act)
    return app


@web.middleware
async def _with_key(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Refuse who has not been given the address: other people of this machine reach loopback, too."""
    is_open = request.path == "/" or request.path.startswith("/static/")
    given = request.headers.get(KEY_HEADER, "")
    # In the same time whatever is given: the key cannot be guessed letter by letter.
    if not is_open and not hmac.compare_digest(given.encode(), request.app[_KEY].encode()):
        return web.json_response({"error": "open the address that the command printed, whole"}, status=403)
    return await handler(request)


async def _index(_: web.Request) -> web.Response:
    return _sent("index.html")


async def _file(request: web.Request) -> web.Response:
    return _sent(request.match_info["name"])


async def _state(request: web.Request) -> web.Response:
    desk = request.app[_DESK]
    try:
        await desk.follow()
    except RefusedError as error:
        return web.json_response({"error": str(error)}, status=400)
    return web.json_response(desk.state)


async def _act(request: web.Request) -> web.Response:
    """Do what a person does, and return what the page is to show then."""
    desk = request.app[_DESK]
    try:
        body = await request.json()
        match request.match_info["action"], body:
            case "look", {}:
                await desk.look()
            case "try", {"key": str(key), "by": str(by)}:
                desk.begin(key, by)
            case "take", {"key": str(key), "by": str(by)}:
                await desk.take(key, by)
            case "sign", {"entry": str(entry), "by": str(by), "seen": str(seen)}:
                await desk.sign(entry, by, seen)
            case _:
                return web.json_response({"error": "found nothing that can be done here"}, status=400)
    except (RefusedError, ValueError) as error:
        return web.json_response({"error": str(error)}, status=400)
    return web.json_response(desk.state)


def _sent(name: str) -> web.Response:
    folder = PLAYGROUND if name in _SHARED else _STATIC
    path = next((each for each in folder.iterdir() if each.name == name and each.suffix in TYPES), None)
    if path is None:
        return web.Response(status=404, text="There is no such file.")
    return web.Response(body=path.read_bytes(), content_type=TYPES[path.suffix], charset="utf-8")
