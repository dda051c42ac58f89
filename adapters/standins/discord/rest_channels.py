"""REST: channels, direct messages and threads.

https://docs.discord.com/developers/resources/channel
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import guild_payloads, payloads
from .calls import Call, Response
from .errors import refusal
from .form import Form
from .handling import Routes, channel_of, guild_of, message_of
from .people import PRIVATE_THREAD, PUBLIC_THREAD
from .permissions import Permission

if TYPE_CHECKING:
    from .backend import Backend
    from .people import Channel

_Json = dict[str, Any]
_NAME = 100


def _read_one(backend: Backend, call: Call) -> _Json:
    """Return a channel."""
    channel = channel_of(backend, call)
    backend.posting.allow(channel)
    return payloads.channel(backend.state, channel)


def _change(backend: Backend, call: Call) -> _Json:
    """Rename a channel, set its topic, or archive a thread."""
    channel = channel_of(backend, call)
    backend.posting.allow(channel)
    form = Form()
    channel.name = form.text(("name",), call.fields.get("name"), _NAME) or channel.name
    channel.topic = call.fields.get("topic", channel.topic)
    form.settle()
    channel.archived = bool(call.fields.get("archived", channel.archived))
    body = payloads.channel(backend.state, channel)
    event = "THREAD_UPDATE" if channel.thread else "CHANNEL_UPDATE"
    backend.changes.publish("channel", channel.id, conversation=body)
    backend.dispatcher.everywhere(event, channel, body)
    return body


def _open_dm(backend: Backend, call: Call) -> _Json:
    """Open a direct message with a person; with itself or nobody it cannot."""
    who = backend.state.users.get(str(call.fields.get("recipient_id")))
    if who is None or who.bot:
        raise refusal(50033)
    return payloads.channel(backend.state, backend.state.dm(who.id))


def _thread_from_message(backend: Backend, call: Call) -> Response:
    """Begin a thread on a message; the thread has the message's id, as in Discord."""
    channel, message = message_of(backend, call)
    if message.id in backend.state.channels:
        raise refusal(160004)
    return _begin_thread(backend, call, channel, PUBLIC_THREAD, message.id)


def _thread(backend: Backend, call: Call) -> Response:
    """Begin a thread without a message."""
    kind = int(call.fields.get("type", PRIVATE_THREAD))
    return _begin_thread(backend, call, channel_of(backend, call), kind, None)


def _begin_thread(backend: Backend, call: Call, parent: Channel, kind: int, number: str | None) -> Response:
    backend.posting.allow(parent, Permission.CREATE_PUBLIC_THREADS)
    if parent.direct or parent.thread:
        raise refusal(50024)
    form = Form()
    name = form.text(("name",), call.fields.get("name"), _NAME, least=1, required=True)
    form.settle()
    begun = backend.state.add_thread(parent, name, backend.state.bot.id, kind, number)
    body = payloads.channel(backend.state, begun) | {"newly_created": True}
    backend.dispatcher.everywhere("THREAD_CREATE", begun, body)
    return Response(201, body)


def _join_thread(backend: Backend, call: Call) -> None:
    """Join or leave a thread, or add somebody: everyone who sees it is in it here."""
    channel_of(backend, call)


def _guild(backend: Backend, call: Call) -> _Json:
    """Return the guild."""
    guild_of(backend, call)
    return guild_payloads.guild(backend.state)


def _guild_channels(backend: Backend, call: Call) -> list[_Json]:
    """List the guild's channels without threads: also those the bot may not view.

    That is how Discord does it: https://github.com/discord/discord-api-docs/issues/867.
    """
    guild_of(backend, call)
    state = backend.state
    return [payloads.channel(state, c) for c in state.channels.values() if not c.direct and not c.thread]


def _guild_roles(backend: Backend, call: Call) -> list[_Json]:
    """List the guild's roles."""
    guild_of(backend, call)
    return [payloads.role(role) for role in backend.state.roles.values()]


def _guild_member(backend: Backend, call: Call) -> _Json:
    """Return one member."""
    guild_of(backend, call)
    if (found := backend.state.users.get(call.params["user"])) is None:
        raise refusal(10007)
    return payloads.member(found)


def _guild_members(backend: Backend, call: Call) -> list[_Json]:
    """List members, which takes the privileged members intent."""
    guild_of(backend, call)
    if "members" not in backend.settings.privileged_intents:
        raise refusal(50001)
    return [payloads.member(user) for user in backend.state.users.values()]


ROUTES: Routes = {
    "GET /channels/{channel}": _read_one,
    "PATCH /channels/{channel}": _change,
    "POST /users/@me/channels": _open_dm,
    "POST /channels/{channel}/messages/{message}/threads": _thread_from_message,
    "POST /channels/{channel}/threads": _thread,
    "PUT /channels/{channel}/thread-members/{user}": _join_thread,
    "DELETE /channels/{channel}/thread-members/{user}": _join_thread,
    "GET /guilds/{guild}": _guild,
    "GET /guilds/{guild}/channels": _guild_channels,
    "GET /guilds/{guild}/roles": _guild_roles,
    "GET /guilds/{guild}/members": _guild_members,
    "GET /guilds/{guild}/members/{user}": _guild_member,
}
