"""REST: messages, reactions and typing.

https://docs.discord.com/developers/resources/message
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import drafts, payloads
from .errors import refusal
from .handling import Routes, channel_of, message_of
from .permissions import Permission

if TYPE_CHECKING:
    from .backend import Backend
    from .calls import Call
    from .message import Message
    from .people import Channel

_Json = dict[str, Any]
_HISTORY = 100


def _read(backend: Backend, message: Message) -> _Json:
    """Return a message as REST shows it; the content intent counts here too."""
    content = "message_content" in backend.settings.privileged_intents
    return payloads.readable(backend.state, payloads.message(backend.state, message), content=content)


def _send(backend: Backend, call: Call) -> _Json:
    """Post a message."""
    channel = channel_of(backend, call)
    backend.posting.allow(channel)
    message = backend.posting.send(channel, drafts.posted(call.fields, call.uploads))
    return payloads.message(backend.state, message)


def _history(backend: Backend, call: Call) -> list[_Json]:
    """List messages, newest first, `before` or `after` an id."""
    channel = channel_of(backend, call)
    backend.posting.allow(channel)
    # Discord refuses nothing here: it shows nothing.
    if not backend.state.permissions(backend.state.bot.id, channel) & Permission.READ_MESSAGE_HISTORY:
        return []
    # Above every id there can be.
    before, after = int(call.query.get("before", 1 << 63)), int(call.query.get("after", 0))
    limit = min(int(call.query.get("limit", 50)), _HISTORY)
    found = [m for m in channel.messages if not m.ephemeral and after < int(m.id) < before]
    chosen = found[:limit] if after else found[len(found) - min(limit, len(found)) :]
    return [_read(backend, message) for message in reversed(chosen)]


def _read_one(backend: Backend, call: Call) -> _Json:
    """Return one message."""
    channel, message = message_of(backend, call)
    backend.posting.allow(channel, Permission.READ_MESSAGE_HISTORY)
    return _read(backend, message)


def _edit(backend: Backend, call: Call) -> _Json:
    """Change one of the bot's own messages."""
    channel, message = message_of(backend, call)
    if message.author != backend.state.bot.id:
        raise refusal(50005)
    _refuse_archived(channel)
    return _read(backend, backend.posting.edit(message, drafts.draft(call.fields, call.uploads)))


def _delete(backend: Backend, call: Call) -> None:
    """Delete a message; another's takes a permission."""
    channel, message = message_of(backend, call)
    if message.author != backend.state.bot.id:
        backend.posting.allow(channel, Permission.MANAGE_MESSAGES)
    _refuse_archived(channel)
    backend.posting.delete(message)


def _typing(backend: Backend, call: Call) -> None:
    """Show that the bot is typing."""
    channel = channel_of(backend, call)
    backend.posting.allow(channel, Permission.SEND_MESSAGES)
    backend.changes.publish("typing", channel.id, user=backend.state.bot.id)


def _react(backend: Backend, call: Call) -> None:
    """Add the bot's reaction."""
    channel, message = message_of(backend, call)
    backend.posting.allow(channel, Permission.READ_MESSAGE_HISTORY, Permission.ADD_REACTIONS)
    _refuse_archived(channel)
    if not call.params["emoji"].strip():
        raise refusal(10014)
    backend.reactions.add(message, backend.state.bot.id, call.params["emoji"])


def _unreact(backend: Backend, call: Call) -> None:
    """Take back the bot's reaction, or with a permission another's."""
    channel, message = message_of(backend, call)
    who = call.params.get("user", backend.state.bot.id)
    if who != backend.state.bot.id:
        backend.posting.allow(channel, Permission.MANAGE_MESSAGES)
    backend.reactions.remove(message, who, call.params["emoji"])


def _reactors(backend: Backend, call: Call) -> list[_Json]:
    """List who reacted."""
    _, message = message_of(backend, call)
    who = message.reactions.get(call.params["emoji"], [])
    return [payloads.user(backend.state.users[user]) for user in who]


def _refuse_archived(channel: Channel) -> None:
    if channel.archived:
        raise refusal(50083)


ROUTES: Routes = {
    "POST /channels/{channel}/messages": _send,
    "GET /channels/{channel}/messages": _history,
    "GET /channels/{channel}/messages/{message}": _read_one,
    "PATCH /channels/{channel}/messages/{message}": _edit,
    "DELETE /channels/{channel}/messages/{message}": _delete,
    "POST /channels/{channel}/typing": _typing,
    "PUT /channels/{channel}/messages/{message}/reactions/{emoji}/@me": _react,
    "DELETE /channels/{channel}/messages/{message}/reactions/{emoji}/@me": _unreact,
    "DELETE /channels/{channel}/messages/{message}/reactions/{emoji}/{user}": _unreact,
    "GET /channels/{channel}/messages/{message}/reactions/{emoji}": _reactors,
}
