"""Survive what discord.py's gateway does not: a frame or an event that cannot be read ends its client.

discord.py lets the JSON error of a broken frame out of `Client.connect`. A new client has a new session, to
which Discord replays nothing: whatever was said meanwhile would be lost. Resuming the session instead
brings everything since the last good frame
(https://docs.discord.com/developers/events/gateway#resuming). An event that is whole and still not what
discord.py expects would come again the same: it is read in part (`plainer`), or skipped. And after an outage
discord.py waits up to 17 minutes to look again: here some seconds.
"""

from __future__ import annotations

import weakref
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import discord.client
import structlog
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

from adapters.backoff import Backoff
from adapters.discord.identifying import Identifies
from adapters.discord.plainer import plainer

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.gateway_session import Sessions

_logger = structlog.get_logger(__name__)

_UNREADABLE = (ValueError, zlib.error)
"""What decompressing, decoding and parsing raise."""

_MISSHAPEN = (AttributeError, LookupError, TypeError)
"""What discord.py raises over a frame that is JSON and not of the gateway's shape."""

_resuming: weakref.WeakSet[Any] = weakref.WeakSet()
"""The states of the clients that asked for this; others get discord.py's own behaviour."""

_failed_at: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()
"""By client's state: the number of the last good frame before one that could not be read."""

KEEP_SESSION, SESSION_OVER = 4000, 1000
"""Any code but 1000 and 1001 keeps the session (the page above), and the bot shown as online for a while
(https://docs.discord.com/developers/events/gateway#initiating-a-disconnect)."""


HEARTBEAT_TIMEOUT = 60.0
"""discord.py's own default; Discord asks for a heartbeat, and acknowledges it, every 41 seconds."""


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """How the bot is on Discord's gateway, over all the clients there are while the program runs.

    Attributes:
        shard: Which part of Discord's servers is served, counted from 0, and of how many parts.
        heartbeat_timeout: Seconds of silence after which a connection counts as dead.
        identifies: Counts identifies.
        sessions: Knows the session before a client's, and keeps its own; None: nobody goes on with any.
    """

    shard: tuple[int, int] = (0, 1)
    heartbeat_timeout: float = HEARTBEAT_TIMEOUT
    identifies: Identifies = field(default_factory=Identifies)
    sessions: Sessions | None = None


class ResumingWebSocket(DiscordWebSocket):
    """A gateway connection that is replaced, not given up, when a frame cannot be read."""

    async def received_message(self, msg: Any, /) -> None:  # noqa: ANN401 - discord.py's own
        """Handle one frame; one of a strange shape within a session is skipped.

        Raises:
            ReconnectWebSocket: The frame cannot be read: go on with the same session on a new connection.
            ValueError: There is no session to go on with, or the same frame came broken again.
            zlib.error: The same.
            LookupError: There is no session yet, and what should begin one is of a strange shape.
        """
        try:
            await super().received_message(msg)
        except _MISSHAPEN as error:
            if self._connection not in _resuming or self.session_id is None:
                raise
            _logger.warning("gateway_frame_skipped", error=type(error).__name__)
        except _UNREADABLE as error:
            known = self._connection in _resuming and self.session_id is not None
            if not known or self.sequence is None or not self._is_first(self.sequence):
                raise
            _logger.warning("gateway_frame_unreadable", error=type(error).__name__)
            await self.close(KEEP_SESSION)
            raise ReconnectWebSocket(self.shard_id) from None

    def _is_first(self, sequence: int) -> bool:
        """Tell whether no frame was unreadable at this place before, lest a replay goes round for ever."""
        again = _failed_at.get(self._connection) == sequence
        _failed_at[self._connection] = sequence
        return not again


def survive_unreadable_frames(client: discord.Client) -> None:
    """Let a client survive what it cannot read and come back soon; discord.py offers no other way in."""
    state = client._connection  # noqa: SLF001 - what its WebSockets know it by
    _resuming.add(state)
    state.parsers = {event: _forgiving(event, parse) for event, parse in state.parsers.items()}
    discord.client.DiscordWebSocket = ResumingWebSocket  # type: ignore[misc]
    discord.client.ExponentialBackoff = Backoff  # type: ignore[attr-defined,assignment]


def _forgiving(event: str, parse: Callable[[Any], Any]) -> Callable[[Any], None]:
    """Return a parser that reads less of an event it cannot read, and skips one of which it can read nothing.

    Either is logged by the event's name: discord.py hands an event on only once it has read all of it.
    """

    def read(data: Any) -> None:  # noqa: ANN401 - an event's JSON
        try:
            parse(data)
        except Exception as error:  # noqa: BLE001 - one event must not end the session
            told = {"name": event, "error": type(error).__name__}
            if any(_is_read(parse, each) for each in plainer(event, data)):
                _logger.warning("gateway_event_read_in_part", **told)
            else:
                _logger.warning("gateway_event_skipped", **told)

    return read


def _is_read(parse: Callable[[Any], Any], data: Any) -> bool:  # noqa: ANN401 - an event's JSON
    try:
        parse(data)
    except Exception:  # noqa: BLE001 - as above
        return False
    return True
