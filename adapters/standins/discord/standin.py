"""`DiscordStandIn`: the whole thing as one object, started and stopped by `async with`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Self

from aiohttp import web

from ..control import add_control_routes
from ..guard import local_only, own_names
from .control import ACTIONS
from .rest import add_rest_routes
from .world import DiscordWorld

if TYPE_CHECKING:
    from types import TracebackType

    from .settings import Settings

_UPLOAD_LIMIT = 30 * 2**20


class DiscordStandIn(DiscordWorld):
    """A Discord on loopback.

    People and channels may be named or given by id everywhere. What people do returns at once and reaches
    the bot in the background; `wait_for_reply` and `settle` wait without polling.

    Args:
        settings: The application, the guild and Discord's patience.
        host: The address to listen on; keep it on loopback.
        port: The port, or 0 for any free one.
        reached_at: `http://127.0.0.1:port`, where bots reach it through something else; "": directly.

    Example:
        async with DiscordStandIn() as discord:
            with loopback.pointed_at(discord.url):
                ...  # start a discord.py bot with discord.settings.token
                await discord.wait_connected()
                asked = discord.say("ada", "general", f"{discord.mention} hello")
                reply = await discord.wait_for_reply(asked)
    """

    def __init__(
        self, settings: Settings | None = None, *, host: str = "127.0.0.1", port: int = 0, reached_at: str = ""
    ) -> None:
        super().__init__(settings)
        self._host = host
        self._port = port
        self._reached_at = reached_at

    async def __aenter__(self) -> Self:
        names: set[str] = set()
        app = web.Application(client_max_size=_UPLOAD_LIMIT, middlewares=[local_only(lambda: frozenset(names))])
        add_rest_routes(app, self.backend)
        actions = {name: functools.partial(action, self) for name, action in ACTIONS.items()}
        add_control_routes(app, actions, self.changes)
        # At the root: clients add nothing but a query to the address that they are given.
        app.router.add_get("/", self.backend.gateway.handle)
        app.router.add_get("/attachments/{channel}/{attachment}/{filename}", self._attachment)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = self._reached_at or f"http://{host}:{port}"
        names |= own_names(port, self._host) | {self.url.rpartition("/")[2]}
        self.backend.handshake.url = self.url.replace("http", "ws", 1)
        self.state.files_url = self.url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.backend.stop()
        await self._runner.cleanup()

    async def _attachment(self, request: web.Request) -> web.Response:
        data = self.state.files.get(request.match_info["attachment"])
        return web.Response(status=404) if data is None else web.Response(body=data)
