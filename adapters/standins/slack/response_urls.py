"""Response URLs: five uses in thirty minutes (https://docs.slack.dev/interactivity/handling-user-interaction/).

Slack documents neither the errors of a spent URL nor what a press's URL does when the body says neither
`replace_original` nor `response_type`. Here a spent URL answers 404 with `used_url` or `expired_url`, as
Slack does in the field, and such a body replaces the message that was pressed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .errors import SlackError
from .posting import content_of, truth

if TYPE_CHECKING:
    from .posting import Posting
    from .workspace import Workspace

MAX_USES = 5
_MAX_AGE_SECONDS = 30 * 60


@dataclass
class ResponseUrl:
    """One URL and how far it is spent.

    Attributes:
        kind: `commands` for a slash command, `actions` for a press.
        message_ts: The message that was pressed, or `None`.
    """

    kind: Literal["commands", "actions"]
    key: str
    channel: str
    user: str
    message_ts: str | None
    created: float
    uses: int = 0

    @property
    def path(self) -> str:
        """Its path on the server."""
        return f"/{self.kind}/{self.key}"


class ResponseUrls:
    """Hands out URLs and answers what is posted to them."""

    def __init__(self, workspace: Workspace, posting: Posting) -> None:
        self._workspace = workspace
        self._posting = posting
        self._urls: dict[str, ResponseUrl] = {}

    def new(
        self, kind: Literal["commands", "actions"], channel: str, user: str, message_ts: str | None = None
    ) -> ResponseUrl:
        """Return a fresh URL bound to a person, a channel and, for a press, its message."""
        team = self._workspace.settings.team_id
        key = f"{team}/{len(self._urls) + 1}/{secrets.token_hex(12)}"
        url = ResponseUrl(kind, key, channel, user, message_ts, self._workspace.settings.clock())
        self._urls[url.path] = url
        return url

    def use(self, path: str, body: object) -> None:
        """Do what a body asks; only a body that Slack takes counts as a use.

        Raises:
            SlackError: With HTTP 404 for a spent or unknown URL, with 400 for a body Slack refuses.
        """
        url = self._usable(path)
        if not isinstance(body, dict):
            raise SlackError("invalid_payload", status=400)
        try:
            self._respond(url, body)
        except SlackError as error:
            raise SlackError(error.code, error.messages, status=400) from error
        url.uses += 1

    def _usable(self, path: str) -> ResponseUrl:
        if (url := self._urls.get(path)) is None:
            raise SlackError("invalid_url", status=404)
        if self._workspace.settings.clock() - url.created > _MAX_AGE_SECONDS:
            raise SlackError("expired_url", status=404)
        if url.uses >= MAX_USES:
            raise SlackError("used_url", status=404)
        return url

    def _respond(self, url: ResponseUrl, body: dict[str, Any]) -> None:
        original = self._workspace.message(url.channel, url.message_ts) if url.message_ts else None
        if truth(body.get("delete_original")):
            if original is not None:
                self._posting.remove(original)
            return
        content = content_of(body)
        replace = truth(body.get("replace_original"))
        if replace is None:
            replace = "response_type" not in body
        if original is not None and replace:
            self._posting.rewrite(original, content, edited=not original.ephemeral)
            return
        shown_to_all = body.get("response_type") == "in_channel"
        self._posting.post(
            url.channel,
            content,
            via="response_url",
            thread_ts=body.get("thread_ts"),
            visible_to=None if shown_to_all else url.user,
        )
