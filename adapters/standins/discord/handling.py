"""What every handler of a REST call needs: what its route names, or the error for what is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .backend import Backend
from .calls import Call
from .errors import refusal

if TYPE_CHECKING:
    from .message import Message
    from .people import Channel

Handler = Callable[[Backend, Call], Any]
Routes = dict[str, Handler]


def channel_of(backend: Backend, call: Call) -> Channel:
    """Return the channel a route names, or raise 10003."""
    if (found := backend.state.channels.get(call.params["channel"])) is None:
        raise refusal(10003)
    return found


def message_of(backend: Backend, call: Call) -> tuple[Channel, Message]:
    """Return the channel and message a route names; to REST an ephemeral one does not exist (10008)."""
    channel = channel_of(backend, call)
    backend.posting.allow(channel)
    found = backend.state.messages.get(call.params["message"])
    if found is None or found.channel != channel.id or found.ephemeral:
        raise refusal(10008)
    return channel, found


def guild_of(backend: Backend, call: Call) -> None:
    """Raise 10004 unless a route names the guild."""
    if call.params["guild"] != backend.state.guild_id:
        raise refusal(10004)
