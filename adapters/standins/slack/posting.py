"""A bot's message on its way in: rules that chat methods, response URLs and acknowledgements share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import payloads
from .blocks import check_message_blocks
from .errors import SlackError
from .mrkdwn import kept

if TYPE_CHECKING:
    from .events import Events
    from .message import Message
    from .workspace import Workspace

# https://docs.slack.dev/reference/methods/chat.postMessage/#truncating
_MAX_TEXT = 40_000
_MAX_ATTACHMENTS = 100


@dataclass(frozen=True)
class Content:
    """What a bot asked to show, checked."""

    text: str
    blocks: list[dict[str, Any]]
    attachments: list[dict[str, Any]]
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    metadata: dict[str, Any] | None = None


def content_of(args: dict[str, Any]) -> Content:
    """Return the content in a method's arguments; text beyond 40,000 characters is cut, as Slack cuts it.

    Raises:
        SlackError: `no_text` when there is nothing to show, or what is wrong with blocks or attachments.
    """
    text = str(args.get("text") or "")
    blocks = check_message_blocks(args["blocks"]) if args.get("blocks") else []
    attachments = _attachments(args.get("attachments"))
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    return Content(
        kept(text[:_MAX_TEXT]),
        blocks,
        attachments,
        unfurl_links=truth(args.get("unfurl_links")),
        unfurl_media=truth(args.get("unfurl_media")),
        metadata=_parsed(args.get("metadata"), "invalid_metadata_format"),
    )


def truth(value: object) -> bool | None:
    """Return a boolean argument; forms send `true` and `1`, and `None` means it was not given."""
    return None if value is None else value in (True, 1, "true", "True", "1")


class Posting:
    """Puts a bot's content into the workspace and tells the bot, as Slack does, what it did."""

    def __init__(self, workspace: Workspace, events: Events) -> None:
        self._workspace = workspace
        self._events = events

    def post(
        self,
        channel: str,
        content: Content,
        *,
        via: str,
        thread_ts: str | None = None,
        visible_to: str | None = None,
        broadcast: bool = False,
    ) -> Message:
        """Post as the bot; what a response URL posts is a `bot_message` without an author, as Slack's is."""
        plain = via in ("response_url", "ack")
        message = self._workspace.add_message(
            channel,
            user=None if plain else self._workspace.bot.id,
            bot_id=self._workspace.bot.bot_id,
            subtype="bot_message" if plain else None,
            thread_ts=thread_ts,
            visible_to=visible_to,
            broadcast=broadcast,
            via=via,
            **vars(content),
        )
        self._events.posted(message)
        return message

    def rewrite(self, message: Message, content: Content, *, edited: bool) -> None:
        """Replace a message's content; `edited` shows people that it was."""
        before = payloads.message_body(self._workspace, message)
        stamp = self._workspace.new_ts() if edited else None
        self._workspace.rewrite(message, content.text, content.blocks, stamp)
        self._events.changed(message, before)

    def remove(self, message: Message) -> None:
        """Delete a message."""
        # The event tells what was there.
        self._events.deleted(message)
        self._workspace.remove(message)


def _attachments(value: object) -> list[dict[str, Any]]:
    attachments = _parsed(value, "invalid_attachments") or []
    if not isinstance(attachments, list) or not all(isinstance(item, dict) for item in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > _MAX_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return attachments


def _parsed(value: object, error: str) -> Any:  # noqa: ANN401 - JSON
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as wrong:
        raise SlackError(error) from wrong
