"""One Web API call: its arguments, its token, and what every method needs from them."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import SlackError

if TYPE_CHECKING:
    from aiohttp import web

    from .backend import Backend
    from .message import Message
    from .people import Channel

_TS = re.compile(r"\d{1,10}\.\d{6}")


@dataclass(frozen=True)
class Call:
    """A method call.

    Attributes:
        name: The method.
        args: Its arguments; values of a form are strings.
        base: `http://host:port`, as the client addressed the server.
    """

    name: str
    args: dict[str, Any]
    base: str

    def required(self, name: str) -> str:
        """Return a required argument as text, or raise Slack's `invalid_arguments`."""
        if self.args.get(name) in (None, ""):
            raise SlackError("invalid_arguments", (f"missing required field: {name}",))
        return str(self.args[name])

    def ts(self, name: str) -> str | None:
        """Return a timestamp argument, or `None`."""
        value = self.args.get(name)
        if value in (None, ""):
            return None
        if not _TS.fullmatch(str(value)):
            raise SlackError("invalid_arguments", (f"invalid timestamp: {name}",))
        return str(value)

    def whole(self, name: str, default: int) -> int:
        """Return a whole number argument."""
        try:
            return int(self.args.get(name, default))
        except (TypeError, ValueError) as error:
            raise SlackError("invalid_arguments", (f"must provide an integer: {name}",)) from error

    def loaded(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """Return a required argument that is an object; a form sends it as a JSON string."""
        value = self.args.get(name) or self.required(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise SlackError("invalid_arguments", (f"must provide an object: {name}",)) from error


_Handler = Callable[["Backend", Call], dict[str, Any] | Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Method:
    """One Web API method.

    Attributes:
        scopes: Any one of these is enough; none are needed when it is empty.
        token: `bot`, `app` or, for a method open to everybody, `none`.
    """

    handler: _Handler
    scopes: tuple[str, ...] = ()
    token: str = "bot"  # noqa: S105 - a kind of token


async def arguments(request: web.Request) -> dict[str, Any]:
    """Return a request's arguments from its query and its form or JSON body.

    Raises:
        SlackError: `invalid_json` or `invalid_post_type`.
    """
    args: dict[str, Any] = dict(request.query)
    if request.method != "POST" or not request.can_read_body:
        return args
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return args | dict(await request.post())
    if request.content_type != "application/json":
        raise SlackError("invalid_post_type")
    try:
        body = json.loads(await request.text())
    except ValueError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return args | body


def channel_for(backend: Backend, call: Call) -> Channel:
    """Return the channel argument's channel; a member's id means their direct message."""
    where = str(call.args.get("channel") or "")
    if where in backend.workspace.people and where != backend.workspace.bot.id:
        return backend.workspace.im(where)
    if (channel := backend.workspace.find_channel(where)) is None:
        raise SlackError("channel_not_found")
    return channel


def joined(backend: Backend, channel: Channel) -> Channel:
    """Return a channel the bot is in; to a stranger a private one does not exist."""
    if backend.workspace.bot.id in channel.members:
        return channel
    raise SlackError("not_in_channel" if channel.kind == "channel" else "channel_not_found")


def message_for(backend: Backend, channel: Channel, ts: str) -> Message:
    """Return a message that the API can see; ephemeral ones it cannot."""
    message = backend.workspace.message(channel.id, ts)
    if message is None or message.ephemeral:
        raise SlackError("message_not_found")
    return message
