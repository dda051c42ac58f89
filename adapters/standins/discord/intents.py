"""Gateway intents: which bits exist, which are privileged, and which event needs which.

https://docs.discord.com/developers/events/gateway#gateway-intents
"""

from __future__ import annotations

GUILDS = 1 << 0
GUILD_MEMBERS = 1 << 1
GUILD_PRESENCES = 1 << 8
_GUILD_MESSAGES = 1 << 9
_GUILD_MESSAGE_REACTIONS = 1 << 10
_DIRECT_MESSAGES = 1 << 12
_DIRECT_MESSAGE_REACTIONS = 1 << 13
MESSAGE_CONTENT = 1 << 15

_ALL = ((1 << 17) - 1) | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25

_PRIVILEGED = {"members": GUILD_MEMBERS, "presences": GUILD_PRESENCES, "message_content": MESSAGE_CONTENT}

# An application's flags say which privileged intents were switched on for it
# (https://docs.discord.com/developers/resources/application#application-object-application-flags).
APPLICATION_FLAGS = {"members": 1 << 15, "presences": 1 << 13, "message_content": 1 << 19}

_IN_GUILDS = {
    "GUILD_CREATE": GUILDS,
    "CHANNEL_CREATE": GUILDS,
    "CHANNEL_UPDATE": GUILDS,
    "THREAD_CREATE": GUILDS,
    "THREAD_UPDATE": GUILDS,
    "GUILD_MEMBER_ADD": GUILD_MEMBERS,
    "MESSAGE_CREATE": _GUILD_MESSAGES,
    "MESSAGE_UPDATE": _GUILD_MESSAGES,
    "MESSAGE_DELETE": _GUILD_MESSAGES,
    "MESSAGE_REACTION_ADD": _GUILD_MESSAGE_REACTIONS,
    "MESSAGE_REACTION_REMOVE": _GUILD_MESSAGE_REACTIONS,
}
_IN_DIRECT_MESSAGES = {
    "MESSAGE_CREATE": _DIRECT_MESSAGES,
    "MESSAGE_UPDATE": _DIRECT_MESSAGES,
    "MESSAGE_DELETE": _DIRECT_MESSAGES,
    "MESSAGE_REACTION_ADD": _DIRECT_MESSAGE_REACTIONS,
    "MESSAGE_REACTION_REMOVE": _DIRECT_MESSAGE_REACTIONS,
}


def needed(event: str, *, direct: bool) -> int:
    """Return the intent an event needs, or 0 when everyone gets it, as with INTERACTION_CREATE."""
    return (_IN_DIRECT_MESSAGES if direct else _IN_GUILDS).get(event, 0)


def fault_in(wanted: object, granted: frozenset[str]) -> int:
    """Return the close code IDENTIFY earns with these intents: 4013, 4014, or 0 for none."""
    if not isinstance(wanted, int) or wanted < 0 or wanted & ~_ALL:
        return 4013
    refused = sum(bit for name, bit in _PRIVILEGED.items() if name not in granted)
    return 4014 if wanted & refused else 0
