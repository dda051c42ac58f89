"""`DiscordStandIn`: the whole thing as one object, started and stopped by `async with`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Self

from aiohttp import web

from ..listening import Listening
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
        self._server = Listening(host, port, reached_at)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=_UPLOAD_LIMIT)
        add_rest_routes(app, self.backend)
        # At the root: clients add nothing but a query to the address that they are given.
        app.router.add_get("/", self.backend.gateway.handle)
        app.router.add_get("/attachments/{channel}/{attachment}/{filename}", self._attachment)
        actions = {name: functools.partial(action, self) for name, action in ACTIONS.items()}
        self.url = await self._server.start(app, actions, self.changes)
        self.backend.handshake.url = self.url.replace("http", "ws", 1)
        self.state.files_url = self.url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.backend.stop()
        await self._server.stop()

    async def _attachment(self, request: web.Request) -> web.Response:
        data = self.state.files.get(request.match_info["attachment"])
        return web.Response(status=404) if data is None else web.Response(body=data)
