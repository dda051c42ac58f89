"""A message as the stand-in keeps it, and who was pinged by it.

https://docs.discord.com/developers/resources/message
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import IntEnum, IntFlag
from typing import Any

ANSWERS, FORWARDS = 0, 1
"""What a `message_reference` is for."""


class MessageFlag(IntFlag):
    """Of Discord's message flags, those that the stand-in looks at or sets."""

    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    VOICE_MESSAGE = 1 << 13
    HAS_SNAPSHOT = 1 << 14
    COMPONENTS_V2 = 1 << 15


class MessageType(IntEnum):
    """Of Discord's message types, those that it makes."""

    DEFAULT = 0
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    CONTEXT_MENU_COMMAND = 23


@dataclass(frozen=True)
class Pings:
    """Who was notified when a message was posted.

    Attributes:
        users: User ids, by mention or by being replied to.
        roles: Role ids.
        everyone: `@everyone` was live.
        here: `@here` was live.
    """

    users: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    everyone: bool = False
    here: bool = False

    def __bool__(self) -> bool:
        """Return whether anyone was pinged at all."""
        return bool(self.users or self.roles or self.everyone or self.here)

    def to_json(self) -> dict[str, Any]:
        """Return the same, ready for JSON."""
        return asdict(self)


@dataclass
class Message:
    """One message.

    Attributes:
        seq: Its place in the log of changes when it was last written or rewritten.
        author: A user id.
        timestamp: ISO 8601, as Discord writes it.
        flags: Discord's message flags, such as 64 for ephemeral and 128 for "is thinking".
        reference: What a reply or a forward points at, as Discord's `message_reference`.
        snapshots: What was forwarded, as it read then; Discord's `message_snapshots`.
        pings: Who was notified; an edit notifies nobody and changes this only for a thinking message.
        mentioned: Whom it mentions since a person edited it; `None`: whom it pinged.
        visible_to: The only person who sees an ephemeral message; `None` is everybody in the channel.
        interaction: Discord's `interaction_metadata`, on responses and follow-ups.
        interaction_id: Which interaction it answers.
        via: What made it: `person`, `channel`, `response`, `followup`, or `client` for what a person's
            own client shows, such as "The application did not respond".
        reactions: Emoji, and the ids of those who reacted.
    """

    seq: int
    id: str
    channel: str
    author: str
    timestamp: str
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    type: int = MessageType.DEFAULT
    flags: int = 0
    tts: bool = False
    edited: str | None = None
    nonce: str | int | None = None
    reference: dict[str, Any] | None = None
    snapshots: list[dict[str, Any]] = field(default_factory=list)
    pings: Pings = Pings()
    mentioned: Pings | None = None
    visible_to: str | None = None
    webhook_id: str | None = None
    interaction: dict[str, Any] | None = None
    interaction_id: str | None = None
    via: str = "person"
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return self.visible_to is not None

    @property
    def thinking(self) -> bool:
        """Whether it only shows that the bot is thinking."""
        return bool(self.flags & MessageFlag.LOADING)

    def component(self, custom_id: str) -> dict[str, Any] | None:
        """Return the button or select menu of that custom id, or `None`."""
        return next((c for c in walk(self.components) if c.get("custom_id") == custom_id), None)


def walk(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return components and everything inside them, outermost first."""
    found = []
    for component in components:
        found.append(component)
        inner = [*component.get("components", ()), component.get("accessory"), component.get("component")]
        found += walk([part for part in inner if isinstance(part, dict)])
    return found
