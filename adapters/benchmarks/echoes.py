"""The barest bot of each platform's SDK, to be measured beside prolobot: it says what was said.

`python -m adapters.benchmarks.echoes slack-http|slack-socket|discord`: as in the SDKs' own quick-starts, with the
stand-in's address and tokens in the environment.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import TYPE_CHECKING, Any

from adapters.benchmarks.meters import Meters

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_bolt.context.say.async_say import AsyncSay

SLACK_HTTP, SLACK_SOCKET, DISCORD = "slack-http", "slack-socket", "discord"


def _slack_echo() -> AsyncApp:
    """Return slack_bolt's echo: a direct message is repeated."""
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    token, url = os.environ["SLACK_BOT_TOKEN"], os.environ["PROLOBOT_SLACK_URL"]
    client = AsyncWebClient(token=token, base_url=url)
    app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])

    @app.event("message")
    async def repeated(event: dict[str, Any], say: AsyncSay) -> None:
        await say(f"you said: {event['text']}")

    return app


async def _over_socket_mode() -> None:
    """Serve slack_bolt's echo over Socket Mode."""
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

    handler = AsyncSocketModeHandler(_slack_echo(), os.environ["SLACK_APP_TOKEN"])
    await handler.start_async()  # type: ignore[no-untyped-call] # slack_bolt's own


async def _over_http() -> None:
    """Serve slack_bolt's echo over signed HTTP."""
    from aiohttp import web

    runner = web.AppRunner(_slack_echo().web_app(path="/slack/events"), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["PROLOBOT_SLACK_PORT"])).start()
    await asyncio.Event().wait()


async def _on_discord() -> None:
    """Serve discord.py's echo."""
    import discord

    from adapters.standins.discord import loopback

    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    client = discord.Client(intents=intents)

    @client.event
    async def on_message(message: discord.Message) -> None:
        if message.author != client.user:
            await message.reply(f"you said: {message.content}")

    with loopback.pointed_at(os.environ["PROLOBOT_DISCORD_URL"]):
        await client.start(os.environ["DISCORD_TOKEN"])


_WAYS = {SLACK_HTTP: _over_http, SLACK_SOCKET: _over_socket_mode, DISCORD: _on_discord}

if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    _meters = Meters()
    _meters.fit_sdks()
    _meters.told_when_asked()
    asyncio.run(_WAYS[sys.argv[1]]())
