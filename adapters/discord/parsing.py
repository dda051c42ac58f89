"""Discord messages and interactions → messages; None means it is not for us."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore import Message

if TYPE_CHECKING:
    import discord

PICK = "prolo_pick:"
HELPFUL = "prolo_helpful:"
UNHELPFUL = "prolo_unhelpful:"


def read_message(message: discord.Message, bot_user: int, *, at: float) -> Message | None:
    """Return what a person said to us: by mention, or in a direct message.

    Not for us: other bots, webhooks and ourselves, system messages, and anything that does not mention us
    by name (`@everyone` and a bare reply to one of our messages do not).

    Args:
        message: As discord.py hands it over.
        bot_user: Our own user id.
        at: When it came, in seconds.
    """
    if message.author.bot or message.webhook_id or message.is_system():
        return None
    own = re.compile(rf"<@!?{bot_user}>")
    direct = message.guild is None
    if not direct and not own.search(message.content):
        return None
    return Message(
        text=own.sub(" ", message.content).strip(),
        person=f"discord:{message.author.id}",
        thread=f"discord:{message.channel.id}",
        at=at,
    )


def read_interaction(
    interaction: discord.Interaction,
    *,
    text: str = "",
    pick: str | None = None,
    helpful: bool | None = None,
    at: float,
) -> Message:
    """Return the message of a command's question, or of a pressed button."""
    return Message(
        text=text,
        person=f"discord:{interaction.user.id}",
        thread=f"discord:{interaction.channel_id or ''}",
        at=at,
        pick=pick,
        helpful=helpful,
    )
