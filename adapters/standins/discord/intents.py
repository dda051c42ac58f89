"""Gateway intents: which bits exist, which are privileged, and which event needs which.

https://docs.discord.com/developers/events/gateway#gateway-intents
"""

from __future__ import annotations

from enum import IntFlag


class Intent(IntFlag):
    """Those that the stand-in looks at."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    MESSAGE_CONTENT = 1 << 15


_ALL = ((1 << 17) - 1) | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25

_PRIVILEGED = {
    "members": Intent.GUILD_MEMBERS,
    "presences": Intent.GUILD_PRESENCES,
    "message_content": Intent.MESSAGE_CONTENT,
}

# An application's flags say which privileged intents were switched on for it
# (https://docs.discord.com/developers/resources/application#application-object-application-flags).
APPLICATION_FLAGS = {"members": 1 << 15, "presences": 1 << 13, "message_content": 1 << 19}

_IN_GUILDS = {
    "GUILD_CREATE": Intent.GUILDS,
    "CHANNEL_CREATE": Intent.GUILDS,
    "CHANNEL_UPDATE": Intent.GUILDS,
    "THREAD_CREATE": Intent.GUILDS,
    "THREAD_UPDATE": Intent.GUILDS,
    "GUILD_MEMBER_ADD": Intent.GUILD_MEMBERS,
    "MESSAGE_CREATE": Intent.GUILD_MESSAGES,
    "MESSAGE_UPDATE": Intent.GUILD_MESSAGES,
    "MESSAGE_DELETE": Intent.GUILD_MESSAGES,
    "MESSAGE_REACTION_ADD": Intent.GUILD_MESSAGE_REACTIONS,
    "MESSAGE_REACTION_REMOVE": Intent.GUILD_MESSAGE_REACTIONS,
}
_IN_DIRECT_MESSAGES = {
    "MESSAGE_CREATE": Intent.DIRECT_MESSAGES,
    "MESSAGE_UPDATE": Intent.DIRECT_MESSAGES,
    "MESSAGE_DELETE": Intent.DIRECT_MESSAGES,
    "MESSAGE_REACTION_ADD": Intent.DIRECT_MESSAGE_REACTIONS,
    "MESSAGE_REACTION_REMOVE": Intent.DIRECT_MESSAGE_REACTIONS,
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
