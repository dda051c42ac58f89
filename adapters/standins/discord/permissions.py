"""The permission bits that the stand-in looks at.

https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags
"""

from __future__ import annotations

from enum import IntFlag

from .errors import NotPossible


class Permission(IntFlag):
    """What a member may do in a channel."""

    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_APPLICATION_COMMANDS = 1 << 31


NOTHING = Permission(0)
EVERYTHING = Permission(sum(Permission))
MEMBER = EVERYTHING & ~(
    Permission.MANAGE_GUILD | Permission.MANAGE_MESSAGES | Permission.MANAGE_THREADS | Permission.MENTION_EVERYONE
)
"""What the `@everyone` role grants; the bot's own role grants everything."""


def named(names: tuple[str, ...]) -> Permission:
    """Return permissions by name, such as `SEND_MESSAGES`, or raise `NotPossible`."""
    try:
        return Permission(sum(Permission[name] for name in names))
    except KeyError as error:
        known = ", ".join(permission.name or "" for permission in Permission)
        raise NotPossible(f"there is no permission {error}; there are {known}") from error
