"""Discord's objects, as the API and the gateway write them.

User, role, channel, guild: https://docs.discord.com/developers/resources; fields a bot cannot act on here
carry Discord's defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .message import ANSWERS, MessageFlag

if TYPE_CHECKING:
    from collections.abc import Collection

    from .directory import Directory
    from .message import Message
    from .people import Channel, Role, User

_Json = dict[str, Any]

_UNREAD: _Json = {"content": "", "embeds": [], "attachments": [], "components": []}
"""What is left of a message that the bot may not read."""


_FORWARDED = (
    "type",
    "content",
    "embeds",
    "attachments",
    "timestamp",
    "edited_timestamp",
    "flags",
    "mentions",
    "mention_roles",
    "components",
)
"""What a forward keeps (https://docs.discord.com/developers/resources/message#message-snapshot-object)."""


def user(who: User) -> _Json:
    """Return a user object."""
    return {
        "id": who.id,
        "username": who.name,
        "global_name": None if who.bot else who.global_name,
        # People have none since usernames are unique; applications keep theirs.
        "discriminator": "0001" if who.bot else "0",
        "avatar": None,
        "bot": who.bot,
        "public_flags": 0,
        "flags": 0,
    }


def current_user(who: User) -> _Json:
    """Return the bot's own user object, with the fields only it sees."""
    own = {"verified": True, "mfa_enabled": False, "email": None, "locale": "en-US", "bio": ""}
    return user(who) | own


def member(who: User, *, with_user: bool = True) -> _Json:
    """Return a guild member object."""
    body: _Json = {
        "roles": list(who.roles),
        "nick": None,
        "avatar": None,
        "banner": None,
        "joined_at": "2024-01-01T00:00:00.000000+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
    }
    return body | {"user": user(who)} if with_user else body


def role(which: Role) -> _Json:
    """Return a role object."""
    body: _Json = {
        "id": which.id,
        "name": which.name,
        # A string, as all of Discord's bit sets that may outgrow 53 bits.
        "permissions": str(int(which.permissions)),
        "mentionable": which.mentionable,
        "position": which.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        # Discord makes a role for each bot that is added with permissions; nobody can give it to others.
        "managed": which.bot is not None,
        "flags": 0,
        "icon": None,
        "unicode_emoji": None,
    }
    return body | {"tags": {"bot_id": which.bot}} if which.bot else body


def channel(state: Directory, where: Channel) -> _Json:
    """Return a channel object."""
    last = where.messages[-1].id if where.messages else None
    body: _Json = {"id": where.id, "type": where.kind, "last_message_id": last, "flags": 0}
    if where.direct:
        return body | {"recipients": [user(state.users[where.recipient or ""])]}
    body |= {"guild_id": state.guild_id, "name": where.name, "rate_limit_per_user": 0}
    return body | (_thread_fields(where) if where.thread else _text_fields(where, state.roles))


def _text_fields(where: Channel, roles: Collection[str]) -> _Json:
    overwrites = [
        {
            "id": who,
            # 0 is a role's, 1 a member's; @everyone is the role with the guild's id.
            "type": 0 if who in roles else 1,
            "allow": str(int(where.allowed.get(who, 0))),
            "deny": str(int(where.denied.get(who, 0))),
        }
        for who in (where.denied | where.allowed)
    ]
    return {
        "position": 0,
        "permission_overwrites": overwrites,
        "parent_id": None,
        "topic": where.topic,
        "nsfw": False,
    }


def _thread_fields(where: Channel) -> _Json:
    metadata = {
        "archived": where.archived,
        "auto_archive_duration": 1440,
        "archive_timestamp": where.created,
        "locked": False,
        "create_timestamp": where.created,
    }
    return {
        "parent_id": where.parent,
        "owner_id": where.owner,
        "message_count": len(where.messages),
        "total_message_sent": len(where.messages),
        "member_count": 2,
        "thread_metadata": metadata,
    }


def emoji(name: str) -> _Json:
    """Return a partial emoji; a custom one is written `name:id`."""
    label, _, number = name.partition(":")
    return {"id": number or None, "name": label}


def message(state: Directory, which: Message, *, nested: bool = True) -> _Json:
    """Return a message object, whole; `nested` adds the message it replies to."""
    mentioned = which.pings if which.mentioned is None else which.mentioned
    body: _Json = {
        "id": which.id,
        "channel_id": which.channel,
        "author": user(state.users[which.author]),
        "content": which.content,
        "timestamp": which.timestamp,
        "edited_timestamp": which.edited,
        "tts": which.tts,
        "mention_everyone": mentioned.everyone or mentioned.here,
        "mentions": [user(state.users[who]) for who in mentioned.users],
        "mention_roles": list(mentioned.roles),
        "attachments": which.attachments,
        "embeds": which.embeds,
        "components": which.components,
        "pinned": False,
        "type": which.type,
        "flags": which.flags,
    }
    optional = {
        "nonce": which.nonce,
        "webhook_id": which.webhook_id,
        "application_id": state.application_id if which.author == state.bot.id else None,
        "interaction_metadata": which.interaction,
        "message_reference": which.reference,
    }
    body |= {key: value for key, value in optional.items() if value is not None}
    if which.reactions:
        body["reactions"] = [_reaction(state, name, who) for name, who in which.reactions.items()]
    if which.snapshots:
        body["message_snapshots"] = which.snapshots
    if which.reference and which.reference["type"] == ANSWERS and nested:
        replied = state.messages.get(which.reference["message_id"])
        # One step back and no further; null where that was deleted.
        body["referenced_message"] = message(state, replied, nested=False) if replied else None
    return body


def snapshot(state: Directory, which: Message) -> _Json:
    """Return what a forward keeps of a message, without who wrote it."""
    whole = message(state, which, nested=False)
    return {"message": {key: whole[key] for key in _FORWARDED}}


def _reaction(state: Directory, name: str, who: list[str]) -> _Json:
    return {
        "emoji": emoji(name),
        "count": len(who),
        "count_details": {"normal": len(who), "burst": 0},
        "me": state.bot.id in who,
        "me_burst": False,
        "burst_colors": [],
    }


def message_event(state: Directory, which: Message) -> _Json:
    """Return what MESSAGE_CREATE and MESSAGE_UPDATE carry: the message, and in a guild its member."""
    body = message(state, which)
    where = state.channels[which.channel]
    body["channel_type"] = where.kind
    if where.direct:
        return body
    body["guild_id"] = state.guild_id
    # Partial: whose it is says `author`.
    body["member"] = member(state.users[which.author], with_user=False)
    # In events of a guild each mentioned user comes with its member; over REST none does.
    for mentioned in body["mentions"]:
        mentioned["member"] = member(state.users[mentioned["id"]], with_user=False)
    return body


def readable(state: Directory, body: _Json, *, content: bool) -> _Json:
    """Return a message object as the bot may read it.

    Without the message content intent, text, embeds, attachments and components are empty, those of what it
    forwards too, unless the bot wrote it, is mentioned in it, or it is a direct message
    (https://docs.discord.com/developers/events/gateway#message-content-intent). Whether a mention of the
    bot's own role counts is not documented: the settings say.
    """
    body = dict(body)
    if isinstance(body.get("referenced_message"), dict):
        body["referenced_message"] = readable(state, body["referenced_message"], content=content)
    own = body["author"]["id"] == state.bot.id
    mentioned = any(who["id"] == state.bot.id for who in body["mentions"])
    if state.settings.role_mentions_carry_text:
        mentioned = mentioned or any(state.roles[role].bot == state.bot.id for role in body["mention_roles"])
    if content or own or mentioned or state.channels[body["channel_id"]].direct:
        return body
    if body.get("message_snapshots"):
        body["message_snapshots"] = [{"message": each["message"] | _UNREAD} for each in body["message_snapshots"]]
    return body | _UNREAD


def shown(state: Directory, which: Message) -> _Json:
    """Return everything a page or a test wants to know about a message, ready for JSON."""
    return message(state, which) | {
        "seq": which.seq,
        "ephemeral": bool(which.flags & MessageFlag.EPHEMERAL),
        "thinking": which.thinking,
        "visible_to": which.visible_to,
        "via": which.via,
        "pings": which.pings.to_json(),
        "reacted": which.reactions,
    }
