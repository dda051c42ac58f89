"""Run the stand-in by itself, for a bot in another process: `python -m adapters.standins.discord`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys

from .settings import Settings
from .standin import DiscordStandIn


def _environment(discord: DiscordStandIn) -> dict[str, str]:
    """Return what a bot needs to find the stand-in."""
    return {
        "DISCORD_TOKEN": discord.settings.token,
        "DISCORD_URL": discord.url,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
        "CONTROL_URL": f"{discord.url}/control/",
    }


async def _serve(port: int, settings: Settings) -> None:
    """Print one line of JSON with the environment for a bot, then run until cancelled."""
    async with DiscordStandIn(settings, port=port) as discord:
        sys.stdout.write(json.dumps(_environment(discord)) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the command line and serve until interrupted."""
    parser = argparse.ArgumentParser(prog="discord-standin", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; any free one by default")
    parser.add_argument("--bot-name", default="bot", help="what the bot and its role are called")
    parser.add_argument(
        "--intent", action="append", default=[], metavar="NAME", help="a privileged intent to switch on"
    )
    chosen = parser.parse_args()
    settings = Settings(bot_name=chosen.bot_name, privileged_intents=frozenset(chosen.intent))
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(chosen.port, settings))


if __name__ == "__main__":
    main()
