"""A message as the stand-in keeps it, and the three ways it is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .mrkdwn import Live, live_in_message


@dataclass
class Message:
    """One message, reply or ephemeral message.

    Attributes:
        seq: Its place in the log of changes when it was last written or rewritten.
        channel: The channel's id.
        ts: Slack's timestamp, unique in the workspace and increasing.
        user: The author's id, or `None` for a bot's message without one.
        text: The top-level mrkdwn text, what notifications and screen readers use.
        thread_ts: The thread's first message when this is a reply or has replies.
        visible_to: The only person who sees an ephemeral message; `None` is everybody in the channel.
        subtype: Such as `bot_message` or `me_message`; `None` also where Slack derives one from what came along.
        files: What was attached, as Slack describes files.
        via: The method or URL that made it: `chat.postMessage`, `response_url`, `ack`, `person`, …
        unfurl_links: As asked by the bot; `None` when it did not say.
        unfurl_media: As asked by the bot; `None` when it did not say.
        reactions: Emoji names and who added them.
    """

    seq: int
    channel: str
    ts: str
    user: str | None
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    visible_to: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    via: str = "person"
    broadcast: bool = False
    edited_ts: str | None = None
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    metadata: dict[str, Any] | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return self.visible_to is not None

    @property
    def is_reply(self) -> bool:
        """Whether it sits in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def shown_subtype(self) -> str | None:
        """What its event and the API call it; a person's reply to all of a channel, or a file, is one, too."""
        of_a_person = "thread_broadcast" if self.broadcast else "file_share" if self.files else None
        return self.subtype or of_a_person

    @property
    def live(self) -> tuple[Live, ...]:
        """What Slack would make live in it: mentions, broadcasts, links."""
        return live_in_message(self.text, self.blocks)

    def to_json(self) -> dict[str, Any]:
        """Return the message object, as the API and events show it, without team and app fields."""
        body: dict[str, Any] = {"type": "message", "ts": self.ts, "text": self.text}
        optional = {
            "user": self.user,
            "bot_id": self.bot_id,
            "subtype": self.shown_subtype,
            "thread_ts": self.thread_ts,
            "blocks": self.blocks or None,
            "attachments": self.attachments or None,
            "files": self.files or None,
            "metadata": self.metadata,
        }
        body |= {key: value for key, value in optional.items() if value is not None}
        if self.edited_ts:
            body["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.reactions:
            body["reactions"] = [
                {"name": name, "users": users, "count": len(users)} for name, users in self.reactions.items()
            ]
        return body

    def shown(self) -> dict[str, Any]:
        """Return everything a page or a test wants to know, ready for JSON."""
        live = [{"kind": part.kind, "target": part.target, "label": part.label} for part in self.live]
        return self.to_json() | {
            "seq": self.seq,
            "channel": self.channel,
            "ephemeral": self.ephemeral,
            "visible_to": self.visible_to,
            "via": self.via,
            "live": live,
            "unfurl_links": self.unfurl_links,
            "unfurl_media": self.unfurl_media,
        }
