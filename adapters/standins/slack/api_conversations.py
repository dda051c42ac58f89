"""`conversations.*` and `users.conversations`: opening direct messages, reading channels and threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import payloads
from .calls import Call, Method, channel_for, joined
from .errors import SlackError
from .posting import truth

if TYPE_CHECKING:
    from .backend import Backend
    from .message import Message
    from .people import Channel

_PREFIX = {"channel": "channels", "group": "groups", "im": "im"}
_HISTORY = tuple(f"{prefix}:history" for prefix in _PREFIX.values())
_READ = tuple(f"{prefix}:read" for prefix in _PREFIX.values())


def _open(backend: Backend, call: Call) -> dict[str, Any]:
    """`conversations.open` with one person; group direct messages are not simulated."""
    users = [user for user in str(call.args.get("users") or "").split(",") if user]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackError("method_not_supported_for_channel_type")
    if users[0] not in backend.workspace.people:
        raise SlackError("user_not_found")
    before = len(backend.workspace.channels)
    channel = backend.workspace.im(users[0])
    known = {"no_op": True, "already_open": True} if len(backend.workspace.channels) == before else {}
    whole = truth(call.args.get("return_im"))
    shown = channel.to_json(backend.workspace.bot.id) if whole else {"id": channel.id}
    return known | {"channel": shown}


def _info(backend: Backend, call: Call) -> dict[str, Any]:
    """`conversations.info`."""
    call.required("channel")
    channel = _readable(backend, call, "read")
    return {"channel": channel.to_json(backend.workspace.bot.id)}


def _history(backend: Backend, call: Call) -> dict[str, Any]:
    """`conversations.history`: newest first, replies only where they were broadcast."""
    call.required("channel")
    channel = joined(backend, _readable(backend, call, "history"))
    messages = [m for m in channel.messages if not m.ephemeral and (not m.is_reply or m.broadcast)]
    return _page(backend, call, list(reversed(messages)))


def _replies(backend: Backend, call: Call) -> dict[str, Any]:
    """`conversations.replies`: the first message of a thread, then its replies, oldest first."""
    call.required("channel")
    channel = joined(backend, _readable(backend, call, "history"))
    root = backend.workspace.message(channel.id, call.required("ts"))
    if root is None or root.ephemeral:
        raise SlackError("thread_not_found")
    return _page(backend, call, [root, *backend.workspace.replies(channel.id, root.ts)])


def _joined_by_bot(backend: Backend, call: Call) -> dict[str, Any]:
    """`users.conversations` for the bot itself, on one page; it takes the scope of every type asked for."""
    types = {"public_channel": "channel", "private_channel": "group", "im": "im"}
    kinds = []
    for each in str(call.args.get("types") or "public_channel").split(","):
        if (kind := types.get(each)) is None:
            raise SlackError("invalid_types")
        _granted(backend, f"{_PREFIX[kind]}:read")
        kinds.append(kind)
    bot = backend.workspace.bot.id
    found = [c for c in backend.workspace.channels.values() if c.kind in kinds and bot in c.members]
    return {"channels": [each.to_json(bot) for each in found], "response_metadata": {"next_cursor": ""}}


def _readable(backend: Backend, call: Call, right: str) -> Channel:
    """Return the channel, or say which scope is needed for its kind; a member's id is for posting alone."""
    if call.args.get("channel") in backend.workspace.people:
        raise SlackError("channel_not_found")
    channel = channel_for(backend, call)
    _granted(backend, f"{_PREFIX[channel.kind]}:{right}")
    return channel


def _granted(backend: Backend, needed: str) -> None:
    if needed not in backend.settings.scopes:
        provided = ",".join(backend.settings.scopes)
        raise SlackError("missing_scope", extra={"needed": needed, "provided": provided})


def _page(backend: Backend, call: Call, messages: list[Message]) -> dict[str, Any]:
    """Return the part of the messages between `oldest` and `latest` that `limit` and `cursor` ask for."""
    inclusive = truth(call.args.get("inclusive"))
    oldest, latest = call.ts("oldest"), call.ts("latest")
    kept = [
        message
        for message in messages
        if (oldest is None or message.ts > oldest or (inclusive and message.ts == oldest))
        and (latest is None or message.ts < latest or (inclusive and message.ts == latest))
    ]
    start, limit = _offset(call), call.whole("limit", 100)
    shown = [payloads.message_body(backend.workspace, message) for message in kept[start : start + limit]]
    if not truth(call.args.get("include_all_metadata")):
        shown = [{key: value for key, value in body.items() if key != "metadata"} for body in shown]
    more = len(kept) > start + limit
    cursor = f"next:{start + limit}" if more else ""
    return {"messages": shown, "has_more": more, "response_metadata": {"next_cursor": cursor}}


def _offset(call: Call) -> int:
    cursor = str(call.args.get("cursor") or "next:0")
    prefix, _, offset = cursor.partition(":")
    if prefix != "next" or not offset.isdigit():
        raise SlackError("invalid_cursor")
    return int(offset)


METHODS = {
    "conversations.open": Method(_open, ("im:write",)),
    "conversations.info": Method(_info, _READ),
    "conversations.history": Method(_history, _HISTORY),
    "conversations.replies": Method(_replies, _HISTORY),
    "users.conversations": Method(_joined_by_bot, _READ),
}
