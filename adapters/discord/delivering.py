"""Bring a reply to Discord once: every call made here may be repeated without a second message."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = structlog.get_logger(__name__)

TRIES = 3
PAUSE = 0.5
"""Seconds before the first repetition; doubles each time. discord.py itself waits out a 429 and repeats
after a 500, 502, 504 and a reset connection, but not after one that was closed, nor a broken body."""

ALREADY_ACKNOWLEDGED = 40060
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""


async def deliver(send: Callable[[], Awaitable[None]]) -> None:
    """Call `send` until it succeeds, at most `TRIES` times; a refusal is raised at once."""
    for tried in range(1, TRIES + 1):
        try:
            await send()
        except discord.DiscordServerError:
            failed: type[Exception] = discord.DiscordServerError
        except discord.HTTPException as error:
            # discord.py waits five times as long as it is told, then gives up; others may have been luckier.
            if error.status != HTTPStatus.TOO_MANY_REQUESTS:
                raise
            failed = type(error)
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
            failed = type(error)
        else:
            return
        log.warning("delivery_unsure", tried=tried, error=failed.__name__)
        await asyncio.sleep(PAUSE * 2 ** (tried - 1))
    log.error("send_failed", error=failed.__name__)


async def acknowledge(interaction: discord.Interaction, *, ephemeral: bool) -> None:
    """Defer the response, which gives fifteen minutes; one that was acknowledged already is fine."""

    async def defer() -> None:
        try:
            await interaction.response.defer(ephemeral=ephemeral, thinking=True)
        except discord.HTTPException as error:
            if error.code != ALREADY_ACKNOWLEDGED:
                raise

    await deliver(defer)
