"""Make up for what another process left: fetch what was asked by its id, and look for a reply."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog

from adapters.discord.delivering import RefusedError, open_direct, post_message, post_original
from adapters.discord.parsing import read_message
from adapters.discord.places import person_key
from adapters.owed import Door, Owed
from botcore import Interrupted

if TYPE_CHECKING:
    from adapters.discord.rendering import Rendered
    from adapters.incoming import Incoming
    from botcore import Message

_logger = structlog.get_logger(__name__)

_LOOKED_AT = 50
"""Messages read back, at most."""

_NONCE = 20
"""Characters; Discord takes 25, and a part after the first has two more."""

_TOKEN_LASTS = 870.0
"""Seconds for which an interaction is answered with its token; Discord takes it for fifteen minutes."""

# Not `discord.RateLimited`: what it asks to wait for is made up for later.
_CANNOT = (discord.HTTPException, discord.InvalidData, aiohttp.ClientError, TimeoutError, OSError)


def owed_for_message(incoming: Incoming, message: discord.Message) -> Owed:
    """Return what is owed for a message."""
    return Owed(
        incoming.keys[-1],
        "discord",
        Door.MESSAGE,
        str(message.channel.id),
        str(message.author.id),
        team=str(message.guild.id) if message.guild else "",
        message=str(message.id),
    )


def nonce_of(owed: Owed) -> int | str:
    """Return what makes a repetition of a reply to a message, or of an alert, the same message of ours.

    Of an edit another than of what was said before it, to which there is a reply already: Discord would take the
    urgent one for a repetition of that, and show nothing.
    """
    own = owed.version or owed.danger
    return hashlib.sha256(owed.id.encode()).hexdigest()[:_NONCE] if own else int(owed.message)


def owed_for_interaction(incoming: Incoming, interaction: discord.Interaction) -> Owed | None:
    """Return what is owed for a command, a button or a form; None for what asks nothing."""
    if incoming.asks_nothing:
        return None
    command = interaction.type is discord.InteractionType.application_command
    return Owed(
        incoming.keys[-1],
        "discord",
        Door.COMMAND if command else Door.PRESS,
        str(interaction.channel_id or ""),
        str(interaction.user.id),
        team=str(interaction.guild_id or ""),
        token=interaction.token,
    )


async def message_of(client: discord.Client, owed: Owed) -> tuple[Message, discord.Message | None]:
    """Return what was asked, or that it was interrupted where that cannot be read in time; and the message."""
    found = await _fetch(client, owed)
    own = client.user.id if client.user else 0
    if found and owed.is_readable and (incoming := read_message(found, own, at=time.monotonic())):
        return (incoming.edit if owed.version else incoming).message, found
    return Interrupted(person=person_key(owed.person), at=time.monotonic()), found


async def is_answered(client: discord.Client, owed: Owed, asked: discord.Message | None) -> bool:
    """Tell whether the reply to a message is there; False also where nobody may look.

    To an edit it can only be where one was begun: a reply to what was said before it may have come after it.
    """
    if asked is None or (owed.version and not owed.sending):
        return False
    since = datetime.fromtimestamp(int(owed.version) / 1000, UTC) if owed.version else asked
    try:
        async for each in asked.channel.history(after=since, limit=_LOOKED_AT):
            answered = each.reference.message_id if each.reference else None
            if each.author == client.user and answered == asked.id:
                return True
    except _CANNOT as error:
        _logger.info("not_readable", channel=str(asked.channel.id), error=type(error).__name__)
    return False


async def tell(client: discord.Client, owed: Owed, asked: discord.Message | None, rendered: Rendered) -> None:
    """Bring a reply to where it is owed: below the message, in place of the deferred response, or to the person.

    Raises:
        DeliveryError: It was not taken there.
    """
    if asked:
        await post_message(asked, rendered, nonce_of(owed))
        return
    # A token that was acknowledged nowhere is refused: then the person is told directly.
    if owed.token and owed.age < _TOKEN_LASTS:
        try:
            await post_original(client, owed.token, rendered)
        except RefusedError as error:
            _logger.info("token_refused", error=str(error))
        else:
            return
    await post_message(await _beside(client, owed), rendered)


async def _beside(client: discord.Client, owed: Owed) -> Any:  # noqa: ANN401 - a message of which the ids are known
    """Return what stands for the message: by its id, or for what has none in the person's direct messages.

    Raises:
        DeliveryError: Those could not be opened.
    """
    if owed.door is Door.MESSAGE:
        return client.get_partial_messageable(int(owed.channel)).get_partial_message(int(owed.message))
    channel = await open_direct(client, int(owed.person))
    # No message has this id. It makes the nonce, so that a repetition is the same message.
    return channel.get_partial_message(int(owed.id.rpartition(":")[2]))


async def _fetch(client: discord.Client, owed: Owed) -> discord.Message | None:
    if owed.door is not Door.MESSAGE:
        return None
    try:
        # Asked for, not looked up: a direct message is in no cache before somebody writes there.
        channel: Any = await client.fetch_channel(int(owed.channel))
        found: discord.Message = await channel.fetch_message(int(owed.message))
    except _CANNOT as error:
        _logger.info("not_readable", channel=owed.channel, error=type(error).__name__)
        return None
    return found
