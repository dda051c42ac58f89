"""Discord messages and interactions → messages; None means it is not for us."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adapters.incoming import Incoming
from botcore import Asked, Picked, Rated

if TYPE_CHECKING:
    import discord

PICK = "prolo_pick:"
HELPFUL = "prolo_helpful:"
UNHELPFUL = "prolo_unhelpful:"


def read_message(message: discord.Message, bot_user: int, *, at: float) -> Incoming | None:
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
    asked = Asked(
        text=own.sub(" ", message.content).strip(),
        person=f"discord:{message.author.id}",
        thread=f"discord:{message.channel.id}",
        at=at,
        public=not direct,
    )
    return Incoming(asked, (f"message:{message.id}",))


def read_command(interaction: discord.Interaction, question: str, *, private: bool, at: float) -> Incoming:
    """Return the message of `/prolo`; `help` reads as nothing, which explains the bot."""
    text = "" if question.strip().casefold() == "help" else question
    asked = Asked(text, person=_person(interaction), thread=_place(interaction), at=at)
    return Incoming(asked, _keys(interaction), private)


def read_press(interaction: discord.Interaction, *, at: float) -> Incoming | None:
    """Return what a pressed button says: a pick, or whether a reply helped; None for any other component."""
    pressed = pressed_id(interaction)
    person, thread = _person(interaction), _place(interaction)
    if pressed.startswith(PICK):
        ephemeral = bool(interaction.message and interaction.message.flags.ephemeral)
        public = not ephemeral and interaction.guild_id is not None
        picked = Picked(pressed.removeprefix(PICK), person=person, thread=thread, at=at, public=public)
        return Incoming(picked, _keys(interaction), private=ephemeral)
    if pressed.startswith((HELPFUL, UNHELPFUL)):
        rated = Rated(pressed.startswith(HELPFUL), person=person, thread=thread, at=at)
        return Incoming(rated, _keys(interaction), private=True)
    return None


def pressed_id(interaction: discord.Interaction) -> str:
    """Return the custom id of what was pressed; "" when nothing was."""
    return str(dict(interaction.data or {}).get("custom_id", ""))


def _keys(interaction: discord.Interaction) -> tuple[str, ...]:
    return (f"interaction:{interaction.id}",)


def _person(interaction: discord.Interaction) -> str:
    return f"discord:{interaction.user.id}"


def _place(interaction: discord.Interaction) -> str:
    return f"discord:{interaction.channel_id or ''}"
