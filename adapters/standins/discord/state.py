"""The state of one Discord: a guild, its people and channels, what was said; no network, no API rules."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from . import payloads
from .answers import Answers
from .errors import NotPossible
from .message import Message
from .people import DM, GROUP, PUBLIC_THREAD, Channel, Role, User
from .permissions import EVERYTHING, NOTHING, Permission

if TYPE_CHECKING:
    from ..changes import Changes
    from .settings import Settings

_EPOCH_MS = 1_420_070_400_000
"""Discord's epoch, 2015 (https://docs.discord.com/developers/reference#snowflakes)."""


@dataclass
class State:
    """People, channels and messages; every write is published to `changes`.

    Attributes:
        guild_id: The id of the one guild, and of its `@everyone` role.
        commands: Registered application commands, by scope (`""` is global, else the guild's id).
        shown_to: Whom the guild's settings show a command, by its name, although they lack what it asks for by
            default: ids of users and roles.
        files: Uploaded bytes by attachment id.
        files_url: Where they are served, once the server listens.
        answers: Which of the bot's messages answer what.
    """

    settings: Settings
    changes: Changes
    users: dict[str, User] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    commands: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    shown_to: dict[str, set[str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    files_url: str = ""
    answers: Answers = field(default_factory=Answers)
    _last_id: int = 0

    def __post_init__(self) -> None:
        self.guild_id = self.new_id()
        self.roles[self.guild_id] = Role(self.guild_id, "@everyone")
        # An invited bot gets a role of its own name, which nobody else can be given.
        managed = self.add_role(self.settings.bot_name, EVERYTHING)
        name = self.settings.bot_name
        self.bot = User(self.new_id(), name, name.capitalize(), bot=True, roles=[managed.id])
        managed.bot = self.bot.id
        self.users[self.bot.id] = self.bot
        self.application_id = self.bot.id
        self.add_channel("general")
        for person in ("ada", "grace", "linus"):
            self.add_person(person)
        self.owner = self.person("ada")

    def new_id(self) -> str:
        """Return a snowflake greater than every one before it."""
        now = (int(self.settings.clock() * 1000) - _EPOCH_MS) << 22
        # Also within one millisecond, and when a test's clock stands still.
        self._last_id = max(now, self._last_id + 1)
        return str(self._last_id)

    def now(self) -> str:
        """Return the clock's time as Discord writes it."""
        return datetime.fromtimestamp(self.settings.clock(), UTC).isoformat(timespec="microseconds")

    def add_person(
        self, name: str, global_name: str | None = None, roles: tuple[str, ...] = (), *, bot: bool = False
    ) -> User:
        """Add a member of the guild, with roles by name or id; another application's bot with `bot`."""
        held = [self.role(role).id for role in roles]
        person = User(self.new_id(), name, global_name or name.capitalize(), bot=bot, roles=held)
        self.users[person.id] = person
        self.changes.publish("person", person=payloads.user(person))
        return person

    def add_role(self, name: str, permissions: Permission = NOTHING, *, mentionable: bool = False) -> Role:
        """Add a role above the others."""
        role = Role(self.new_id(), name, permissions, mentionable, len(self.roles))
        self.roles[role.id] = role
        return role

    def add_channel(self, name: str, **fields: Any) -> Channel:  # noqa: ANN401 - the fields of Channel
        """Add a channel, seen by every member until it is denied to them."""
        channel = Channel(fields.pop("id", None) or self.new_id(), name, created=self.now(), **fields)
        self.channels[channel.id] = channel
        self.changes.publish("channel", channel.id, conversation=payloads.channel(self, channel))
        return channel

    def add_thread(
        self, parent: Channel, name: str, owner: str, kind: int = PUBLIC_THREAD, number: str | None = None
    ) -> Channel:
        """Add a thread below a channel; one on a message has the message's id for its `number`."""
        return self.add_channel(name, kind=kind, parent=parent.id, owner=owner, id=number)

    def find_person(self, who: str) -> User | None:
        """Return the user of that id or name, or `None`."""
        if who in self.users:
            return self.users[who]
        return next((user for user in self.users.values() if user.name == who.removeprefix("@")), None)

    def person(self, who: str) -> User:
        """Return the user of that id or name, or raise `NotPossible`."""
        if (found := self.find_person(who)) is None:
            raise NotPossible(f"nobody is called {who!r}; there are {_names(self.users.values())}")
        return found

    def role(self, which: str) -> Role:
        """Return the role of that id or name, or raise `NotPossible`."""
        for role in self.roles.values():
            if which in (role.id, role.name):
                return role
        raise NotPossible(f"there is no role {which!r}; there are {_names(self.roles.values())}")

    def channel(self, where: str) -> Channel:
        """Return the channel or thread of that id or name (`general`, `#general`), or raise `NotPossible`."""
        if where in self.channels:
            return self.channels[where]
        named = [channel for channel in self.channels.values() if not channel.direct]
        for channel in named:
            if channel.name == where.removeprefix("#"):
                return channel
        raise NotPossible(f"there is no channel {where!r}; there are {_names(named)}")

    def dm(self, user: str) -> Channel:
        """Return the direct message channel between the bot and a user id, opened when it is not yet."""
        for channel in self.channels.values():
            if channel.kind == DM and channel.recipient == user:
                return channel
        return self.add_channel("", kind=DM, recipient=user)

    def group(self, user: str) -> Channel:
        """Return a new group's messages, where a person is and the bot is not."""
        return self.add_channel("", kind=GROUP, recipient=self.person(user).id)

    def message(self, which: str) -> Message:
        """Return a message by id, or raise `NotPossible`."""
        if (found := self.messages.get(which)) is None:
            raise NotPossible(f"there is no message {which}")
        return found

    def permissions(self, user: str, channel: Channel) -> Permission:
        """Return what a user may do in a channel; a thread has its parent's permissions."""
        if channel.direct:
            members = {channel.recipient} | ({self.bot.id} if channel.kind == DM else set())
            return EVERYTHING if user in members else NOTHING
        where = self.channels[channel.parent] if channel.parent else channel
        held = (self.guild_id, *self.users[user].roles)
        granted = NOTHING
        for role in held:
            granted |= self.roles[role].permissions
        # https://docs.discord.com/developers/topics/permissions#permission-overwrites
        for holders in ((self.guild_id,), tuple(self.users[user].roles), (user,)):
            for holder in holders:
                granted &= ~where.denied.get(holder, NOTHING)
            for holder in holders:
                granted |= where.allowed.get(holder, NOTHING)
        return granted if granted & Permission.VIEW_CHANNEL else NOTHING

    def visible_to(self, user: str, channel: str) -> list[Message]:
        """Return what one person would see in a channel, oldest first; nothing where they may not look."""
        where = self.channels[channel]
        if not self.permissions(user, where) & Permission.VIEW_CHANNEL:
            return []
        return [message for message in where.messages if message.visible_to in (None, user)]

    def add_message(self, channel: str, author: str, **fields: Any) -> Message:  # noqa: ANN401 - of Message
        """Append a message now."""
        message = Message(self.changes.seq + 1, self.new_id(), channel, author, self.now(), **fields)
        self.channels[channel].messages.append(message)
        self.messages[message.id] = message
        if author == self.bot.id:
            self.answers.add(message)
        self.changes.publish("message", channel, message.id, message=payloads.shown(self, message))
        return message

    def rewrite(self, message: Message, **fields: Any) -> None:  # noqa: ANN401 - the fields of Message
        """Replace some of a message's fields."""
        for name, value in fields.items():
            setattr(message, name, value)
        message.seq = self.changes.seq + 1
        shown = payloads.shown(self, message)
        self.changes.publish("message_changed", message.channel, message.id, message=shown)

    def remove(self, message: Message) -> None:
        """Delete a message."""
        self.channels[message.channel].messages.remove(message)
        del self.messages[message.id]
        self.answers.remove(message)
        self.changes.publish("message_deleted", message.channel, message.id)


def _names(things: Any) -> str:  # noqa: ANN401 - users, roles or channels
    return ", ".join(itertools.islice(sorted(thing.name for thing in things), 30))
