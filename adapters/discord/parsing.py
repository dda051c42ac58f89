"""Discord messages and interactions → messages; None means it is not for us."""

from __future__ import annotations

import re
from dataclasses import replace

import discord

from adapters.incoming import EDITED_WITHIN, Incoming, asks_to_be_forgotten
from botcore import Asked, Forgot, Picked, Rated

PICK = "prolo_pick:"
"""Before the id of an entry and, behind a colon, of the user who asked."""
HELPFUL = "prolo_helpful:"
UNHELPFUL = "prolo_unhelpful:"
FORGET = "prolo_forget"
PERSON, ANSWER_PERSON = "prolo_person", "prolo_reply:"
"""What passes a question on to a person; and before whose it is, what answers it."""


def read_message(message: discord.Message, bot_user: int, *, at: float) -> Incoming | None:
    """Return what a person said to us: in a direct message, or by mentioning us.

    A reply that pings us mentions us; so does whoever picks our role, which has our name. Not for us: other
    bots, webhooks and ourselves, system messages, and anything that does not mention us (`@everyone` and a
    reply without a ping do not).

    Args:
        message: As discord.py hands it over.
        bot_user: Our own user id.
        at: When it came, in seconds.
    """
    if message.author.bot or message.webhook_id or message.is_system():
        return None
    # By the payload, which names no guild then; a guild that is not in the cache is one none the less.
    direct = isinstance(message.channel, discord.DMChannel)
    roles = [role.id for role in message.role_mentions if role.tags and role.tags.bot_id == bot_user]
    mentioned = any(user.id == bot_user for user in message.mentions)
    if not (direct or mentioned or roles):
        return None
    own = re.compile("|".join([rf"<@!?{bot_user}>", *(f"<@&{role}>" for role in roles)]))
    asked = Asked(
        text=own.sub(" ", message.content).strip(),
        quoted=_quoted(message, bot_user),
        attached=bool(message.attachments or message.stickers),
        # Whether Discord hands over what mentions a role alone is not documented.
        withheld=not message.content and not (direct or mentioned),
        person=f"discord:{message.author.id}",
        thread=f"discord:{message.channel.id}",
        at=at,
        public=not direct,
        shown_in="" if direct else f"discord:{message.channel.id}",
    )
    return Incoming(asked, (f"message:{message.id}",))


def read_edit(message: discord.Message, bot_user: int, *, at: float) -> Incoming | None:
    """Return what a person said to us by editing a message.

    Discord also tells of changes that are no person's, such as a preview that was added: they leave the time of
    the last edit as it was.
    """
    edited = message.edited_at
    incoming = read_message(message, bot_user, at=at) if edited else None
    if edited is None or incoming is None:
        return None
    # In thousandths: Discord tells that time with more digits, and not always with the same ones.
    version = str(int(edited.timestamp() * 1000))
    late = (edited - message.created_at).total_seconds() > EDITED_WITHIN
    return replace(incoming, version=version, late=late)


def _quoted(message: discord.Message, bot_user: int) -> str:
    """Return the words of others in a message: what it forwards, and what it replies to unless that is ours."""
    words = [snapshot.content for snapshot in message.message_snapshots]
    answered = message.reference.resolved if message.reference else None
    if isinstance(answered, discord.Message) and answered.author.id != bot_user:
        words.append(answered.content)
    return "\n".join(filter(None, words))


def read_command(interaction: discord.Interaction, question: str, *, private: bool, at: float) -> Incoming:
    """Return the message of `/prolo`; `help` reads as nothing, and is told what one may ask."""
    person, thread = person_of(interaction), place_of(interaction)
    if asks_to_be_forgotten(question):
        return Incoming(Forgot(person=person, thread=thread, at=at), keys_of(interaction), private=True)
    text = "" if question.strip().casefold() == "help" else question
    # In direct messages among people others read, too.
    shown_in = "" if private or interaction.context.dm_channel else thread
    asked = Asked(text, person=person, thread=thread, at=at, shown_in=shown_in)
    return Incoming(asked, keys_of(interaction), private)


def read_about(interaction: discord.Interaction, message: discord.Message, *, at: float) -> Incoming:
    """Return what somebody asks about a message from its menu: the words are its author's, the reply is theirs."""
    asked = Asked(
        message.content,
        quoted="\n".join(snapshot.content for snapshot in message.message_snapshots),
        attached=bool(message.attachments or message.stickers),
        others=True,
        person=person_of(interaction),
        thread=f"{place_of(interaction)}:about:{message.id}",
        at=at,
    )
    return Incoming(asked, keys_of(interaction), private=True)


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


def keys_of(interaction: discord.Interaction) -> tuple[str, ...]:
    """Return what marks an interaction as seen."""
    return (f"interaction:{interaction.id}",)


def id_of(text: str) -> int:
    """Return an id that was set, as Discord counts it; 0, which nothing has, for any other text."""
    return int(text) if re.fullmatch("[0-9]{1,20}", text) else 0


def person_of(interaction: discord.Interaction) -> str:
    """Return the key of whoever acts."""
    return f"discord:{interaction.user.id}"


def place_of(interaction: discord.Interaction) -> str:
    """Return the key of where it is done."""
    return f"discord:{interaction.channel_id or ''}"
