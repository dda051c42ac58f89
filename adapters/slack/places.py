"""Where something was said on Slack, and where its reply goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.slack.shapes import fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botcore import Message

_PARTS = 4
"""Of the key of a thread."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes.

    Attributes:
        channel: The channel's id; a person's: their direct messages.
        thread: The timestamp of the thread; None: not in a thread.
        after: The timestamp of the message or the press it answers: the reply can only be newer.
        person: The id of the person it is for; "" for an app.
    """

    channel: str
    thread: str | None
    after: str
    person: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether nobody but that person reads there anyway."""
        return self.channel.startswith("D") or self.channel == self.person


def person_key(team: object, person: object) -> str:
    """Return the key of a person, by ids: `asked_by` reads theirs from it."""
    return f"slack:{team}:{person}"


def channel_key(team: object, channel: object) -> str:
    """Return the key of a channel, by ids."""
    return f"slack:{team}:{channel}"


def thread_key(team: object, channel: object, thread: object) -> str:
    """Return the key of a thread, or of what else goes on in a channel: `channel_of` and `thread_of` read it."""
    return f"{channel_key(team, channel)}:{thread}"


def team_of(body: Mapping[str, Any]) -> str:
    """Return the id of the workspace in which something was pressed or sent."""
    return str(fields(body, "team").get("id") or "")


def asked_by(message: Message) -> str:
    """Return the id of whoever wrote a message, so that a list to pick from can say whose it is."""
    return message.person.rpartition(":")[2]


def thread_of(message: Message) -> str:
    """Return the timestamp of the thread a message was written in, or began; "" where it is none."""
    return message.thread.split(":", 3)[-1] if message.thread.count(":") == _PARTS - 1 else ""


def channel_of(message: Message) -> str:
    """Return the id of the channel a message was written in."""
    return [*message.thread.split(":"), "", "", ""][2]
