"""Discord's objects, as the API and the gateway write them.

User, role, channel, guild: https://docs.discord.com/developers/resources; fields a bot cannot act on here
carry Discord's defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .intents import APPLICATION_FLAGS
from .message import EPHEMERAL

if TYPE_CHECKING:
    from .message import Message
    from .people import Channel, Role, User
    from .state import State

Json = dict[str, Any]


def user(who: User) -> Json:
    """Return a user object."""
    return {
        "id": who.id,
        "username": who.name,
        "global_name": None if who.bot else who.global_name,
        "discriminator": "0001" if who.bot else "0",
        "avatar": None,
        "bot": who.bot,
        "public_flags": 0,
        "flags": 0,
    }


def current_user(who: User) -> Json:
    """Return the bot's own user object, with the fields only it sees."""
    own = {"verified": True, "mfa_enabled": False, "email": None, "locale": "en-US", "bio": ""}
    return user(who) | own


def member(who: User, *, with_user: bool = True) -> Json:
    """Return a guild member object."""
    body: Json = {
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


def role(which: Role) -> Json:
    """Return a role object."""
    return {
        "id": which.id,
        "name": which.name,
        "permissions": str(int(which.permissions)),
        "mentionable": which.mentionable,
        "position": which.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "flags": 0,
        "icon": None,
        "unicode_emoji": None,
    }


def channel(state: State, where: Channel) -> Json:
    """Return a channel object."""
    last = where.messages[-1].id if where.messages else None
    body: Json = {"id": where.id, "type": where.kind, "last_message_id": last, "flags": 0}
    if where.direct:
        return body | {"recipients": [user(state.users[where.recipient or ""])]}
    body |= {"guild_id": state.guild_id, "name": where.name, "rate_limit_per_user": 0}
    return body | (_thread_fields(where) if where.thread else _text_fields(where))


def _text_fields(where: Channel) -> Json:
    overwrites = [
        {"id": who, "type": 1, "allow": "0", "deny": str(int(denied))} for who, denied in where.denied.items()
    ]
    return {
        "position": 0,
        "permission_overwrites": overwrites,
        "parent_id": None,
        "topic": where.topic,
        "nsfw": False,
    }


def _thread_fields(where: Channel) -> Json:
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


def guild(state: State) -> Json:
    """Return the guild object that REST gives."""
    return {
        "id": state.guild_id,
        "name": state.settings.guild_name,
        "owner_id": state.owner.id,
        "roles": [role(which) for which in state.roles.values()],
        "emojis": [],
        "stickers": [],
        "features": [],
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "vanity_url_code": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "application_id": None,
        "max_members": 500_000,
    }


def guild_create(state: State, *, everyone: bool) -> Json:
    """Return GUILD_CREATE; without the members and presences intents it holds the bot's member alone."""
    seen = [c for c in state.channels.values() if not c.direct and state.permissions(state.bot.id, c)]
    members = state.users.values() if everyone else [state.bot]
    return guild(state) | {
        "joined_at": "2024-01-01T00:00:00.000000+00:00",
        "large": False,
        "unavailable": False,
        "member_count": len(state.users),
        "members": [member(who) for who in members],
        "channels": [channel(state, each) for each in seen if not each.thread],
        "threads": [channel(state, each) for each in seen if each.thread and not each.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def application(state: State) -> Json:
    """Return the application object."""
    return {
        "id": state.application_id,
        "name": state.settings.bot_name,
        "icon": None,
        "description": "",
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": user(state.owner),
        "team": None,
        "flags": application_flags(state),
        "approximate_guild_count": 1,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "tags": [],
        "integration_types_config": {"0": {}},
        "bot": user(state.bot),
    }


def application_flags(state: State) -> int:
    """Return the flags that tell which privileged intents are switched on."""
    return sum(APPLICATION_FLAGS[name] for name in state.settings.privileged_intents)


def emoji(name: str) -> Json:
    """Return a partial emoji; a custom one is written `name:id`."""
    label, _, number = name.partition(":")
    return {"id": number or None, "name": label}


def message(state: State, which: Message, *, nested: bool = True) -> Json:
    """Return a message object, whole; `nested` adds the message it replies to."""
    body: Json = {
        "id": which.id,
        "channel_id": which.channel,
        "author": user(state.users[which.author]),
        "content": which.content,
        "timestamp": which.timestamp,
        "edited_timestamp": which.edited,
        "tts": which.tts,
        "mention_everyone": which.pings.everyone or which.pings.here,
        "mentions": [user(state.users[who]) for who in which.pings.users],
        "mention_roles": list(which.pings.roles),
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
    if which.reference and nested:
        replied = state.messages.get(which.reference["message_id"])
        body["referenced_message"] = message(state, replied, nested=False) if replied else None
    return body


def _reaction(state: State, name: str, who: list[str]) -> Json:
    return {
        "emoji": emoji(name),
        "count": len(who),
        "count_details": {"normal": len(who), "burst": 0},
        "me": state.bot.id in who,
        "me_burst": False,
        "burst_colors": [],
    }


def message_event(state: State, which: Message) -> Json:
    """Return what MESSAGE_CREATE and MESSAGE_UPDATE carry: the message, and in a guild its member."""
    body = message(state, which)
    where = state.channels[which.channel]
    body["channel_type"] = where.kind
    if where.direct:
        return body
    body["guild_id"] = state.guild_id
    body["member"] = member(state.users[which.author], with_user=False)
    for mentioned in body["mentions"]:
        mentioned["member"] = member(state.users[mentioned["id"]], with_user=False)
    return body


def readable(state: State, body: Json, *, content: bool) -> Json:
    """Return a message object as the bot may read it.

    Without the message content intent, text, embeds, attachments and components are empty unless the bot
    wrote it, is mentioned in it, or it is a direct message
    (https://docs.discord.com/developers/events/gateway#message-content-intent).
    """
    body = dict(body)
    if isinstance(body.get("referenced_message"), dict):
        body["referenced_message"] = readable(state, body["referenced_message"], content=content)
    own = body["author"]["id"] == state.bot.id
    mentioned = any(who["id"] == state.bot.id for who in body["mentions"])
    if content or own or mentioned or state.channels[body["channel_id"]].direct:
        return body
    return body | {"content": "", "embeds": [], "attachments": [], "components": []}


def shown(state: State, which: Message) -> Json:
    """Return everything a page or a test wants to know about a message, ready for JSON."""
    return message(state, which) | {
        "seq": which.seq,
        "ephemeral": bool(which.flags & EPHEMERAL),
        "thinking": which.thinking,
        "visible_to": which.visible_to,
        "via": which.via,
        "pings": which.pings.to_json(),
        "reacted": which.reactions,
    }
