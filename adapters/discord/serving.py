"""Run a Discord client until it is cancelled or the connection is lost for good; then finish its replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from adapters.hopeless import HopelessError

if TYPE_CHECKING:
    from adapters.discord.client import DiscordBot

_FOR_GOOD = {
    4004: "DISCORD_TOKEN: Discord refuses it (4004); expected a valid one from {portal}, Bot, Reset Token",
    4010: "Discord: the shard is not one of this application's (4010); expected none to be set",
    4011: "Discord: the bot is in too many servers for one connection (4011); expected fewer than 2,500",
    4012: "Discord: its gateway no longer speaks this version (4012); expected a newer discord.py",
    4013: "Discord: an intent is not one of Discord's (4013); expected a newer discord.py",
    4014: "Discord: an intent is not allowed (4014); expected it to be switched on in {portal}, Bot",
}
"""By close code: https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-close-event-codes."""

_PORTAL = "the Discord developer portal"
REFUSED = f"DISCORD_TOKEN: Discord refuses it (401); expected a valid one from {_PORTAL}, Bot, Reset Token"
_INTENT_MISSING = 4014


async def verify(token: str) -> int:
    """Ask Discord for its opinion of the token, before anything that takes long; return the application's id.

    Raises:
        HopelessError: It refuses it.
        discord.HTTPException: It cannot say now.
    """
    # With an intent that nothing comes over here: without it discord.py warns of what is none of its concern.
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        try:
            await client.login(token)
        except discord.LoginFailure:
            raise HopelessError(REFUSED) from None
        return client.application_id or 0


async def serve_gateway(bot: DiscordBot, token: str) -> None:
    """Log in and stay connected until cancelled; then hear no more and finish the replies being made.

    discord.py resumes by itself, and raises when it cannot.

    Raises:
        HopelessError: Discord says what will not change by itself.
    """
    async with bot:
        try:
            await bot.login(token)
        except discord.LoginFailure:
            raise HopelessError(REFUSED) from None
        try:
            await bot.connect(reconnect=True)
        except discord.PrivilegedIntentsRequired:
            raise HopelessError(_line(_INTENT_MISSING)) from None
        except discord.ConnectionClosed as error:
            if error.code in _FOR_GOOD:
                raise HopelessError(_line(error.code)) from None
            raise
        finally:
            # In this order: what was heard after the last reply is made would be abandoned.
            await bot.hear_no_more()
            await bot.drain()


def _line(code: int) -> str:
    return _FOR_GOOD[code].format(portal=_PORTAL)
