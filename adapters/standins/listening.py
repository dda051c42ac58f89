"""The server of a stand-in on loopback, with its control interface, for as long as it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from .control import add_control_routes
from .guard import local_only, own_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .changes import Changes
    from .control import Action


class Listening:
    """One server.

    Args:
        host: The address to listen on.
        port: The port, or 0 for any free one.
        reached_at: `http://127.0.0.1:port`, where bots reach it through something else; "": directly.
    """

    def __init__(self, host: str, port: int, reached_at: str) -> None:
        self._host = host
        self._port = port
        self._reached_at = reached_at

    async def start(self, app: web.Application, actions: Mapping[str, Action], changes: Changes) -> str:
        """Serve an application beside what people do, to programs of this machine alone; return its URL."""
        names: set[str] = set()
        app.middlewares.insert(0, local_only(lambda: frozenset(names)))
        add_control_routes(app, actions, changes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        host, port = self._runner.addresses[0][:2]
        url = self._reached_at or f"http://{host}:{port}"
        # Only now is it known which port a page would name.
        names |= own_names(port, self._host) | {url.rpartition("/")[2]}
        return url

    async def stop(self) -> None:
        """Close it with all its connections."""
        await self._runner.cleanup()
