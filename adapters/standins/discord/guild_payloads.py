"""The guild and the application, as the API and the gateway write them.

https://docs.discord.com/developers/resources/guild, https://docs.discord.com/developers/resources/application;
fields a bot cannot act on here carry Discord's defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .intents import APPLICATION_FLAGS
from .payloads import channel, member, role, user

if TYPE_CHECKING:
    from .state import State

_Json = dict[str, Any]


def guild(state: State) -> _Json:
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


def guild_create(state: State, *, everyone: bool) -> _Json:
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


def application(state: State) -> _Json:
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
        "integration_types_config": {str(kind): {} for kind in state.settings.installs},
        "bot": user(state.bot),
    }


def application_flags(state: State) -> int:
    """Return the flags that tell which privileged intents are switched on."""
    return sum(APPLICATION_FLAGS[name] for name in state.settings.privileged_intents)
