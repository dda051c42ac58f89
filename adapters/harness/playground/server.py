"""The page on a port: its files, one stream of events, and what people do."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from adapters.harness.playground.loopback import build_page, on_loopback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.harness.playground.rooms import Room
    from adapters.harness.playground.service import Playground

STATIC = Path(__file__).parent / "static"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

_KEEP_ALIVE = 15.0
"""Seconds between two signs of life on a stream on which nothing happens."""

_LARGEST_BODY = 64 * 1024
"""Bytes. Discord's longest option has 6,000 characters."""


@asynccontextmanager
async def serve_page(playground: Playground, port: int) -> AsyncIterator[str]:
    """Serve the page on loopback while the block lasts; gives its address.

    Args:
        playground: What the page shows.
        port: 0 for any free one.

    Raises:
        OSError: The port is taken.
    """
    async with on_loopback(_build_web_app(playground), port) as url:
        try:
            yield url
        finally:
            playground.pages.close()


def _build_web_app(playground: Playground) -> web.Application:
    app = build_page(largest_body=_LARGEST_BODY)
    page = _Page(playground)
    app.router.add_get("/", page.index)
    app.router.add_get("/static/{name}", page.file)
    app.router.add_get("/events", page.events)
    app.router.add_post("/do/{platform}/{action}", page.act)
    app.router.add_get("/wire/{platform}/{message}", page.wire)
    return app


class _Page:
    """The handlers."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        # By their names: whatever a path from outside says, nothing else of the disk is read.
        self._files = {path.name: path for path in STATIC.iterdir() if path.suffix in TYPES}

    async def index(self, _: web.Request) -> web.Response:
        return self._sent("index.html")

    async def file(self, request: web.Request) -> web.Response:
        return self._sent(request.match_info["name"])

    async def act(self, request: web.Request) -> web.Response:
        """Do what a person does, once the bot is there to hear it."""
        try:
            room, body = self._room(request), await request.json()
            if not isinstance(body, dict):
                raise TypeError("found no JSON object")  # noqa: TRY301 - answered like every bad body
            await self._playground.until_ready()
            return web.json_response(await room.act(request.match_info["action"], body))
        except (ValueError, TypeError) as error:
            return web.json_response({"error": str(error)}, status=400)
        except TimeoutError as error:
            return web.json_response({"error": str(error) or "nothing came in time"}, status=504)

    async def wire(self, request: web.Request) -> web.Response:
        try:
            frames = await self._room(request).wire(request.match_info["message"])
        except ValueError as error:
            return web.json_response({"error": str(error)}, status=404)
        return web.json_response({"frames": frames}, dumps=_dumps)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Send everything there is, then everything that happens."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        # Followed before it is looked at: what happens in between comes twice, not never.
        with self._playground.pages.follow() as queue:
            await response.prepare(request)
            event: dict[str, Any] | None = await self._playground.snapshot()
            while event is not None:
                try:
                    await response.write(f"data: {_dumps(event)}\n\n".encode())
                except ConnectionError:
                    break
                event = await _next(queue, response)
        return response

    def _room(self, request: web.Request) -> Room:
        name = request.match_info["platform"]
        if name not in self._playground.rooms:
            raise ValueError(f"found {name!r}; expected one of {', '.join(self._playground.rooms)}")
        return self._playground.rooms[name]

    def _sent(self, name: str) -> web.Response:
        path = self._files.get(name)
        if path is None:
            return web.Response(status=404, text="There is no such file.")
        return web.Response(body=path.read_bytes(), content_type=TYPES[path.suffix], charset="utf-8")


async def _next(
    queue: asyncio.Queue[dict[str, Any] | None], response: web.StreamResponse
) -> dict[str, Any] | None:
    """Return the next event; while there is none, keep the connection alive."""
    while True:
        try:
            async with asyncio.timeout(_KEEP_ALIVE):
                return await queue.get()
        except TimeoutError:
            try:
                await response.write(b": still here\n\n")
            except ConnectionError:
                return None


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
