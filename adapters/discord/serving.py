"""Run a Discord client until it is cancelled or the connection is lost for good; then finish its replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from adapters.discord.client import DiscordBot

log = structlog.get_logger(__name__)


async def serve_gateway(bot: DiscordBot, token: str) -> None:
    """Log in and stay connected; discord.py resumes by itself, and raises when it cannot."""
    async with bot:
        await bot.login(token)
        log.info("discord_connected")
        try:
            await bot.connect(reconnect=True)
        finally:
            await bot.drain()
