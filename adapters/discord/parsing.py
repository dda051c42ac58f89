"""What people write to us on Discord → messages; None means it is not for us. What they press: `presses`."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from adapters.discord.places import channel_key, keys_of, person_key, person_of, place_of
from adapters.incoming import EDITED_WITHIN, Incoming, asks_to_be_forgotten
from botcore import Asked, Forgot

if TYPE_CHECKING:
    from collections.abc import Iterator


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
        text=own.sub(" ", _text(message.content)).strip(),
        quoted=_quoted(message, bot_user),
        attached=bool(message.attachments or message.stickers),
        # Whether Discord hands over what mentions a role alone is not documented.
        withheld=not message.content and not (direct or mentioned),
        person=person_key(message.author.id),
        thread=channel_key(message.channel.id),
        at=at,
        public=not direct,
        shown_in="" if direct else channel_key(message.channel.id),
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
    """Return what stands beside a message's own text, and what it replies to unless that is ours."""
    answered, words = message.reference.resolved if message.reference else None, list(_beside(message))
    if isinstance(answered, discord.Message) and _author(answered) != bot_user:
        words += filter(None, [_text(answered.content)])
    return "\n".join(words)


def _beside(message: discord.Message) -> Iterator[str]:
    """Yield what a message forwards, asks in a poll, or says in the title of a post in a forum that it begins."""
    yield from filter(None, (_text(each.content) for each in message.message_snapshots))
    if message.poll:
        yield from filter(None, map(_text, _asked_in(message.poll)))
    # Elsewhere a thread's first message stands in the channel above it.
    if isinstance(message.channel, discord.Thread) and message.channel.id == message.id:
        yield message.channel.name


def _author(message: discord.Message) -> int | None:
    """Return who wrote a message; None where Discord does not say, which discord.py leaves open."""
    return getattr(getattr(message, "author", None), "id", None)


def _asked_in(poll: discord.Poll) -> Iterator[object]:
    """Yield a poll's question and what there is to choose; of one of a strange shape what comes before that."""
    with contextlib.suppress(AttributeError):
        yield poll.question
        yield from (each.text for each in poll.answers)


def _text(found: object) -> str:
    """Return a text; "" for anything else, of which discord.py tells as it came."""
    return found if isinstance(found, str) else ""


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
        _text(message.content),
        quoted="\n".join(_beside(message)),
        attached=bool(message.attachments or message.stickers),
        others=True,
        person=person_of(interaction),
        thread=f"{place_of(interaction)}:about:{message.id}",
        at=at,
    )
    return Incoming(asked, keys_of(interaction), private=True)
