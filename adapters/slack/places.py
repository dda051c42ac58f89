"""Where something was said on Slack, and where its reply goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botcore import Message

_PARTS = 4
"""Of the key of a thread: `slack`, the workspace, the channel, the thread."""


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


def asked_by(message: Message) -> str:
    """Return the id of whoever wrote a message, so that a list to pick from can say whose it is."""
    return message.person.rpartition(":")[2]


def thread_of(message: Message) -> str:
    """Return the timestamp of the thread a message was written in, or began; "" where it is none."""
    return message.thread.split(":", 3)[-1] if message.thread.count(":") == _PARTS - 1 else ""


def channel_of(message: Message) -> str:
    """Return the id of the channel a message was written in."""
    return [*message.thread.split(":"), "", "", ""][2]
