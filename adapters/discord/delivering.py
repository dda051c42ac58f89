"""Bring a reply to Discord once: every call made here may be repeated without a second message."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog

from adapters.delivery import OUTCOME_UNKNOWN, TRIES, DeliveryError, pause

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.discord.rendering import Rendered

log = structlog.get_logger(__name__)

PAUSE = 0.5
"""Seconds before the first repetition; doubles each time. discord.py itself waits out a 429 and repeats
after a 500, 502, 504 and a reset connection, but not after one that was closed, nor a broken body."""

ALREADY_ACKNOWLEDGED = 40060
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""


async def post_message(message: discord.Message, rendered: Rendered) -> None:
    """Post a reply to a message in its channel.

    Raises:
        DeliveryError: Discord refused it, or it could not be brought in `TRIES` tries.
    """
    reference = message.to_reference(fail_if_not_exists=False)

    async def send() -> None:
        # An enforced nonce makes a repetition the same message
        # (https://docs.discord.com/developers/resources/message#create-message).
        await message.channel.send(
            embed=rendered.embed,
            view=_view(rendered),
            reference=reference,
            mention_author=False,
            nonce=message.id,
        )

    await _deliver(send)


async def post_response(interaction: discord.Interaction, rendered: Rendered) -> None:
    """Put a reply in place of the deferred response.

    Raises:
        DeliveryError: Discord refused it, or it could not be brought in `TRIES` tries.
    """

    async def send() -> None:
        # Editing the deferred response may be repeated: a follow-up message would come twice.
        await interaction.edit_original_response(embed=rendered.embed, view=_view(rendered))

    await _deliver(send)


async def acknowledge(interaction: discord.Interaction, *, private: bool) -> None:
    """Defer the response, which gives fifteen minutes; one that was acknowledged already is fine.

    Raises:
        DeliveryError: Discord refused it, or it could not be brought in `TRIES` tries.
    """

    async def defer() -> None:
        try:
            await interaction.response.defer(ephemeral=private, thinking=True)
        except discord.HTTPException as error:
            if error.code != ALREADY_ACKNOWLEDGED:
                raise

    await _deliver(defer)


async def _deliver(send: Callable[[], Awaitable[None]]) -> None:
    """Call `send` until it succeeds, at most `TRIES` times; a refusal ends it at once."""
    for tried in range(1, TRIES + 1):
        try:
            await send()
        except discord.HTTPException as error:
            # discord.py waits five times as long as it is told, then gives up; others may have been luckier.
            again = isinstance(error, discord.DiscordServerError) or error.status == HTTPStatus.TOO_MANY_REQUESTS
            if not again:
                raise DeliveryError(f"{error.status} {error.code}") from None
            failed: Exception = error
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
            failed = error
        else:
            return
        log.warning("delivery_unsure", tried=tried, error=type(failed).__name__)
        await asyncio.sleep(pause(PAUSE, tried))
    raise DeliveryError(OUTCOME_UNKNOWN)


def _view(rendered: Rendered) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for label, custom_id in rendered.buttons:
        view.add_item(discord.ui.Button(label=label, custom_id=custom_id))
    # Presses are read in on_interaction; stopping the view keeps discord.py from remembering it.
    view.stop()
    return view
