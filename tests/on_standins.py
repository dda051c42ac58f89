"""The bot on a stand-in, as the services put it there, for tests that play a platform to it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from adapters.backing import Backing
from adapters.discord.client import DiscordBot
from adapters.slack.app import SlackBot
from adapters.slack.delivering import build_client
from adapters.slack.serving import serve_socket
from adapters.standins.discord import DiscordStandIn, loopback
from adapters.standins.slack import Settings, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.incoming import Respond


class _Alone(SlackBot):
    """A process that no other leaves anything."""

    async def make_up(self) -> None:
        """Make up for nothing."""


@asynccontextmanager
async def on_slack(answer: Respond, settings: Settings) -> AsyncIterator[SlackStandIn]:
    """Connect over Socket Mode, and make the last replies before leaving."""
    async with SlackStandIn(settings) as slack:
        served = _Alone(build_client(settings.bot_token, base_url=slack.api_url), Backing(answer))
        service = asyncio.create_task(serve_socket(served, settings.app_token))
        try:
            await slack.wait_connected()
            yield slack
        finally:
            service.cancel()
            await asyncio.gather(service, return_exceptions=True)


@asynccontextmanager
async def on_discord(answer: Respond, stand_in: DiscordStandIn) -> AsyncIterator[asyncio.Task[None]]:
    """Connect to the gateway; the task is the connection."""
    with loopback.pointed_here(stand_in.url):
        async with DiscordBot(Backing(answer)) as client:
            await client.login(stand_in.settings.token)
            connection = asyncio.create_task(client.connect())
            try:
                await stand_in.wait_connected()
                yield connection
            finally:
                await client.close()
                await asyncio.gather(connection, return_exceptions=True)
