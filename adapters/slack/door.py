"""How long a connection over signed HTTP may stay, and how many there may be.

aiohttp's server limits neither: 1,050 silent connections left the bot deaf for as long as they stayed, and three
unfinished requests held a stop for a minute.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from aiohttp import web

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Awaitable, Callable

    _Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_WHOLE_WITHIN = 10.0
"""Seconds for a whole request, head and body, from its first byte or the connection's opening."""

_IDLE_WITHIN = 30.0
"""Seconds without a request after which a connection is closed; Slack opens a new one."""

MOST = 200
"""Connections at once, far below the 1,024 files that a process may commonly have open."""

BACKLOG = 1_024
"""Connections that the kernel holds until they are let in. Of the hundred that asyncio asks for, half a second's
burst leaves the rest to try again after one second, and after three: too late for an acknowledgement."""


class Door:
    """The connections there are."""

    def __init__(self, refused: Counter[str]) -> None:
        """Begin with none; `refused` counts those that are closed, by reason."""
        self._refused = refused
        self._guests: dict[asyncio.BaseTransport, _Guest] = {}
        self._waiting: dict[_Guest, None] = {}

    def guarded(self, make: Callable[[], asyncio.Protocol]) -> Callable[[], asyncio.Protocol]:
        """Return a protocol factory whose connections stay no longer than they may."""
        return lambda: _Guest(self, make())

    async def read(self, request: web.Request) -> bytes:
        """Return the body of a request, which from then on takes as long as its answer takes."""
        body = await request.read()
        if guest := self._guests.get(cast("asyncio.BaseTransport", request.transport)):
            guest.stop_waiting()
        return body

    @web.middleware
    async def answering(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Let a connection wait for its next request once the one before is answered."""
        try:
            return await handler(request)
        finally:
            if guest := self._guests.get(cast("asyncio.BaseTransport", request.transport)):
                guest.wait(_IDLE_WITHIN, "idle")

    def close_waiting(self) -> None:
        """Close every connection without a whole request: nothing more is taken there."""
        # A list: whoever leaves is taken out meanwhile.
        for guest in list(self._waiting):
            guest.leave("stopping")

    def enter(self, guest: _Guest, transport: asyncio.Transport) -> None:
        """Let a connection in; where it is full, the one that has waited longest makes room."""
        if len(self._guests) >= MOST:
            next(iter(self._waiting), guest).leave("too many")
        # Where all others are being answered, the newcomer itself has just made room.
        if not transport.is_closing():
            self._guests[transport] = guest

    def waits(self, guest: _Guest, *, still: bool) -> None:
        """Note that a connection waits for a whole request from now on, or no more; the oldest stands first."""
        self._waiting.pop(guest, None)
        if still:
            self._waiting[guest] = None

    def left(self, transport: asyncio.Transport, reason: str = "") -> None:
        """Forget a connection; with a reason it was closed here."""
        self._guests.pop(transport, None)
        if reason:
            self._refused[reason] += 1


class _Guest(asyncio.Protocol):
    """A connection, between its transport and aiohttp's protocol."""

    def __init__(self, door: Door, inner: asyncio.Protocol) -> None:
        self._door = door
        self._inner = inner
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_idle = False

    @property
    def is_waiting(self) -> bool:
        return self._timer is not None

    def wait(self, seconds: float, reason: str) -> None:
        """Close the connection unless a whole request comes in time."""
        self.stop_waiting()
        self._is_idle = reason == "idle"
        self._timer = asyncio.get_running_loop().call_later(seconds, self.leave, reason)
        self._door.waits(self, still=True)

    def stop_waiting(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._door.waits(self, still=False)
        self._timer = None

    def leave(self, reason: str) -> None:
        self.stop_waiting()
        if self._transport:
            self._door.left(self._transport, reason)
            # Not `close`, which waits until what was written is taken: who sends nothing may take nothing either.
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self.wait(_WHOLE_WITHIN, "no whole request")
        # Waiting already when it is let in, so that there is always one that can make room.
        self._door.enter(self, self._transport)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        # The first byte of a request; those that follow give it no more time, or it could be sent for ever.
        if self._is_idle and self.is_waiting:
            self.wait(_WHOLE_WITHIN, "no whole request")
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        self.stop_waiting()
        if self._transport:
            self._door.left(self._transport)
        self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()
