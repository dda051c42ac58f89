"""Who and where: users, roles, and channels with the people who see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .permissions import MEMBER, Permission

if TYPE_CHECKING:
    from .message import Message

_TEXT = 0
DM = 1
GROUP = 3
PUBLIC_THREAD = 11
PRIVATE_THREAD = 12
_THREADS = (PUBLIC_THREAD, PRIVATE_THREAD)


@dataclass
class User:
    """A person or the bot; `roles` are those in the guild, by id."""

    id: str
    name: str
    global_name: str
    bot: bool = False
    roles: list[str] = field(default_factory=list)

    @property
    def mention(self) -> str:
        """What mentions this user in a message."""
        return f"<@{self.id}>"


@dataclass
class Role:
    """A role of the guild; only a `mentionable` one is pinged by a member without MENTION_EVERYONE.

    Attributes:
        bot: The id of the bot that it came with; such a role has the bot's name and is Discord's to manage.
    """

    id: str
    name: str
    permissions: Permission = MEMBER
    mentionable: bool = False
    position: int = 0
    bot: str | None = None


@dataclass
class Channel:
    """A text channel, a direct message between the bot and one person, or a thread.

    Attributes:
        kind: Discord's channel type: 0 text, 1 direct message, 3 a group's messages, 11 and 12 threads.
        recipient: The person in a direct message, or one of a group, in which the bot is not.
        parent: The channel of a thread.
        owner: Who began a thread.
        denied: Permissions taken away here, by the id of a user or a role; the guild's own is `@everyone`.
        allowed: Permissions given back here, in the same way.
        refuses: Whether the person in a direct message does not accept any (50007).
    """

    id: str
    name: str
    kind: int = _TEXT
    recipient: str | None = None
    parent: str | None = None
    owner: str | None = None
    topic: str | None = None
    archived: bool = False
    created: str = ""
    refuses: bool = False
    denied: dict[str, Permission] = field(default_factory=dict)
    allowed: dict[str, Permission] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    @property
    def direct(self) -> bool:
        """Whether it is outside the guild: a direct message, or a group's."""
        return self.kind in {DM, GROUP}

    @property
    def thread(self) -> bool:
        """Whether it is a thread."""
        return self.kind in _THREADS
