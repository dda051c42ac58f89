"""Run a Discord by itself, for a bot in another process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..alone import add_common_options, run_alone, stay
from .intents import APPLICATION_FLAGS
from .settings import Settings
from .standin import DiscordStandIn

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what can be said of it, and that it is this one to serve."""
    add_common_options(parser)
    intent = "a privileged intent to switch on; may be said again"
    parser.add_argument("--intent", action="append", default=[], choices=APPLICATION_FLAGS, help=intent)
    parser.set_defaults(serve=_serve)


async def _serve(chosen: argparse.Namespace) -> None:
    settings = Settings(bot_name=chosen.bot_name, privileged_intents=frozenset(chosen.intent))
    async with DiscordStandIn(settings, port=chosen.port) as discord:
        environment = {
            "DISCORD_TOKEN": discord.settings.token,
            "DISCORD_URL": discord.url,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "CONTROL_URL": f"{discord.url}/control/",
        }
        await stay(environment)


if __name__ == "__main__":
    run_alone(str(__package__), str(__doc__), add_options)
