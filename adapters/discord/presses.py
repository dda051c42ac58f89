"""What people press on Discord → messages; None means it says nothing to us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.discord.places import keys_of, person_of, place_of
from adapters.incoming import Incoming
from botcore import Forgot, Picked, Rated

if TYPE_CHECKING:
    import discord

PICK = "prolo_pick:"
"""Before the id of an entry and, behind a colon, of the user who asked."""
HELPFUL = "prolo_helpful:"
UNHELPFUL = "prolo_unhelpful:"
FORGET = "prolo_forget"
PERSON, ANSWER_PERSON = "prolo_person", "prolo_reply:"
"""What passes a question on to a person; and before whose it is, what answers it."""


def read_press(interaction: discord.Interaction, *, at: float) -> Incoming | None:
    """Return what a pressed button says: a pick, or whether a reply helped; None for any other component."""
    pressed = pressed_id(interaction)
    person, thread = person_of(interaction), place_of(interaction)
    if pressed.startswith(PICK):
        entry, _, asker = pressed.removeprefix(PICK).partition(":")
        private = _is_private(interaction, asker)
        public = not private and interaction.guild_id is not None
        picked = Picked(entry, person=person, thread=thread, at=at, public=public)
        return Incoming(picked, keys_of(interaction), private=private)
    if pressed == FORGET:
        return Incoming(Forgot(person=person, thread=thread, at=at), keys_of(interaction), private=True)
    if pressed.startswith((HELPFUL, UNHELPFUL)):
        entry = pressed.partition(":")[2]
        rated = Rated(pressed.startswith(HELPFUL), entry, person=person, thread=thread, at=at)
        return Incoming(rated, keys_of(interaction), private=True)
    return None


def pressed_id(interaction: discord.Interaction) -> str:
    """Return the custom id of what was pressed or sent; "" when nothing was."""
    return str(dict(interaction.data or {}).get("custom_id", ""))


def pressed_list(interaction: discord.Interaction) -> str:
    """Return what a pick from a list in a channel shares with the same pick made again; "" for anything else."""
    if interaction.message is None or interaction.guild_id is None:
        return ""
    return f"pick:{interaction.message.id}:{pressed_id(interaction)}"


def _is_private(interaction: discord.Interaction, asker: str) -> bool:
    """Tell whether a pick is answered to one person alone.

    So it is where the list was, where the payload does not say where that was, and in a channel for everybody but
    whoever asked: the channel has seen one reply to that question.
    """
    if interaction.message is None or interaction.message.flags.ephemeral:
        return True
    return interaction.guild_id is not None and asker != str(interaction.user.id)
