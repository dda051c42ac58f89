"""The state of one workspace: people, channels, messages, home views; no network, no rules of the API."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .errors import NotPossible
from .message import Message
from .people import SLACKBOT, Channel, ChannelType, Person

if TYPE_CHECKING:
    from ..changes import Changes
    from .modal import Modal
    from .settings import Settings


@dataclass
class Workspace:
    """People, channels and what was said; every write is published to `changes`.

    Attributes:
        prompts: What the app suggests in a thread of the assistant's pane, by the thread's timestamp.
    """

    settings: Settings
    changes: Changes
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    modals: dict[str, list[Modal]] = field(default_factory=dict)
    prompts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _by_ts: dict[str, Message] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _last_ts: int = 0

    def __post_init__(self) -> None:
        name = self.settings.bot_name
        self.bot = Person(self.new_id("UBOT"), name, name.capitalize(), bot_id=self.new_id("B"))
        self.people[self.bot.id] = self.bot
        # In every workspace there is one, with this id.
        self.people[SLACKBOT] = Person(SLACKBOT, "slackbot", "Slackbot")
        self.add_channel("general", [self.bot.id])
        for person in ("ada", "grace", "linus"):
            self.add_person(person, channels=("general",))

    def new_id(self, prefix: str) -> str:
        """Return an unused id such as `C00000003`."""
        self._counts[prefix] = self._counts.get(prefix, 0) + 1
        return f"{prefix}{self._counts[prefix]:08d}"

    def new_ts(self) -> str:
        """Return a timestamp later than every one before it, to the microsecond."""
        self._last_ts = max(int(self.settings.clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def add_person(self, name: str, real_name: str | None = None, channels: tuple[str, ...] = ()) -> Person:
        """Add a member and let them join channels, named or by id."""
        person = Person(self.new_id("U"), name, real_name or name.capitalize())
        self.people[person.id] = person
        for channel in channels:
            self.channel(channel).members.append(person.id)
        self.changes.publish("person", person=person.to_json(self.settings.team_id))
        return person

    def make_admin(self, who: str, *, admin: bool = True) -> None:
        """Make somebody an admin of the workspace, or one no longer."""
        person = self.person(who)
        self.people[person.id] = replace(person, admin=admin)

    def add_bot(self, name: str, channels: tuple[str, ...] = ()) -> Person:
        """Add another app's bot, which talks as people do; what it says carries its `bot_id`."""
        bot = Person(self.new_id("U"), name, name.capitalize(), bot_id=self.new_id("B"))
        self.people[bot.id] = bot
        for channel in channels:
            self.channel(channel).members.append(bot.id)
        self.changes.publish("person", person=bot.to_json(self.settings.team_id))
        return bot

    def add_channel(self, name: str, members: list[str], kind: ChannelType = "channel") -> Channel:
        """Add a channel with members given by id."""
        channel = Channel(self.new_id("D" if kind == "im" else "C"), name, kind, list(members))
        self.channels[channel.id] = channel
        self.changes.publish("channel", channel.id, conversation=channel.to_json(self.bot.id))
        return channel

    def find_person(self, who: str) -> Person | None:
        """Return the person of that id or name, or `None`."""
        if who in self.people:
            return self.people[who]
        return next((person for person in self.people.values() if person.name == who.lstrip("@")), None)

    def person(self, who: str) -> Person:
        """Return the person of that id or name, or raise `NotPossible`."""
        if (found := self.find_person(who)) is None:
            names = ", ".join(sorted(person.name for person in self.people.values()))
            raise NotPossible(f"nobody is called {who!r}; there are {names}")
        return found

    def find_channel(self, where: str) -> Channel | None:
        """Return the channel of that id or name (`general`, `#general`), or `None`."""
        if where in self.channels:
            return self.channels[where]
        name = where.removeprefix("#")
        return next((c for c in self.channels.values() if c.name == name and c.kind != "im"), None)

    def channel(self, where: str) -> Channel:
        """Return the channel of that id or name, or raise `NotPossible`."""
        if (found := self.find_channel(where)) is None:
            names = ", ".join(sorted(f"#{c.name}" for c in self.channels.values() if c.kind != "im"))
            raise NotPossible(f"there is no channel {where!r}; there are {names}")
        return found

    def im(self, user: str) -> Channel:
        """Return the direct message channel between the bot and a user id, opened when it is not yet."""
        for channel in self.channels.values():
            if channel.kind == "im" and user in channel.members:
                return channel
        return self.add_channel("", [user, self.bot.id], "im")

    def message(self, channel: str, ts: str) -> Message | None:
        """Return one message by channel id and timestamp, or `None`."""
        found = self.find_message(ts)
        return found if found is not None and found.channel == channel else None

    def find_message(self, ts: str) -> Message | None:
        """Return one message by its timestamp, which is unique in this workspace, or `None`."""
        return self._by_ts.get(ts)

    def add_message(self, channel: str, **fields: Any) -> Message:  # noqa: ANN401 - the fields of Message
        """Append a message now; blocks without an id are given one, a reply to a reply goes to its thread."""
        message = Message(0, channel, self.new_ts(), **fields)
        message.blocks = self.with_block_ids(message.blocks)
        self.channels[channel].messages.append(message)
        self._by_ts[message.ts] = message
        self._join_thread(message)
        message.seq = self.changes.seq + 1
        self.changes.publish("message", channel, message.ts, message=message.shown())
        return message

    def rewrite(self, message: Message, text: str, blocks: list[dict[str, Any]], edited: str | None) -> None:
        """Replace a message's content; `edited` is the timestamp of the edit that people see, if any."""
        message.text, message.blocks = text, self.with_block_ids(blocks)
        message.edited_ts = edited or message.edited_ts
        message.seq = self.changes.seq + 1
        self.changes.publish("message_changed", message.channel, message.ts, message=message.shown())

    def remove(self, message: Message) -> None:
        """Delete a message."""
        self.channels[message.channel].messages.remove(message)
        del self._by_ts[message.ts]
        self.changes.publish("message_deleted", message.channel, message.ts)

    def react(self, message: Message, name: str, user: str) -> None:
        """Add one person's reaction to a message."""
        message.reactions.setdefault(name, []).append(user)
        self.changes.publish("reaction", message.channel, message.ts, name=name, user=user)

    def visible_to(self, user: str, channel: str) -> list[Message]:
        """Return what one person would see in a channel, oldest first; nothing where they are no member."""
        found = self.channels[channel]
        if user not in found.members:
            return []
        return [message for message in found.messages if message.visible_to in (None, user)]

    def replies(self, channel: str, thread_ts: str) -> list[Message]:
        """Return the public replies of a thread, oldest first, without its first message."""
        messages = self.channels[channel].messages
        return [m for m in messages if m.is_reply and m.thread_ts == thread_ts and not m.ephemeral]

    def with_block_ids(self, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return blocks in which each one, and each interactive element, has the id Slack would make up."""
        return [{**self._with_action_ids(block), "block_id": self._id_of(block, "block_id")} for block in blocks]

    def _with_action_ids(self, block: dict[str, Any]) -> dict[str, Any]:
        ided = dict(block)
        if block.get("type") in {"actions", "context_actions"}:
            ided["elements"] = [
                {**item, "action_id": self._id_of(item, "action_id")} for item in block["elements"]
            ]
        if block.get("type") == "input":
            ided["element"] = {**block["element"], "action_id": self._id_of(block["element"], "action_id")}
        return ided

    def _id_of(self, part: dict[str, Any], key: str) -> str:
        given = part.get(key)
        return given if isinstance(given, str) and given else self.new_id("bl")

    def _join_thread(self, message: Message) -> None:
        if message.thread_ts is None:
            return
        parent = self.message(message.channel, message.thread_ts)
        if parent is not None and parent is not message and not message.ephemeral:
            message.thread_ts = parent.thread_ts or parent.ts
            root = self.message(message.channel, message.thread_ts)
            if root is not None:
                # From its first reply on, a message bears its own timestamp as its thread's.
                root.thread_ts = root.ts
