"""Who does something on Discord, and where, as keys of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import discord


def person_key(person: object) -> str:
    """Return the key of a person, by their id."""
    return f"discord:{person}"


def channel_key(channel: object) -> str:
    """Return the key of a channel or a thread, by its id."""
    return f"discord:{channel}"


def keys_of(interaction: discord.Interaction) -> tuple[str, ...]:
    """Return what marks an interaction as seen."""
    return (f"interaction:{interaction.id}",)


def id_of(text: str) -> int:
    """Return an id that was set, as Discord counts it; 0, which nothing has, for any other text."""
    return int(text) if re.fullmatch("[0-9]{1,20}", text) else 0


def person_of(interaction: discord.Interaction) -> str:
    """Return the key of whoever acts."""
    return person_key(interaction.user.id)


def place_of(interaction: discord.Interaction) -> str:
    """Return the key of where it is done."""
    return channel_key(interaction.channel_id or "")
