"""The gateway: WebSocket connections, and what is said on them.

https://docs.discord.com/developers/events/gateway, version 10 with JSON. `zlib-stream` is offered,
`zstd-stream` is not: the standard library has no zstd before Python 3.14.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from ..faults import FaultKind
from .connection import Connection, readable

if TYPE_CHECKING:
    from ..changes import Changes
    from ..faults import Faults
    from ..recorder import Recorder
    from .handshake import Handshake
    from .sessions import Sessions
    from .settings import Settings

_HEARTBEAT, _IDENTIFY, _PRESENCE, _VOICE_STATE, _RESUME, _REQUEST_MEMBERS = 1, 2, 3, 4, 6, 8
_RECONNECT, _INVALID_SESSION, _HELLO, _HEARTBEAT_ACK = 7, 9, 10, 11
_NAMES = {
    _HEARTBEAT: "HEARTBEAT",
    _IDENTIFY: "IDENTIFY",
    _PRESENCE: "PRESENCE_UPDATE",
    _VOICE_STATE: "VOICE_STATE_UPDATE",
    _RESUME: "RESUME",
    _REQUEST_MEMBERS: "REQUEST_GUILD_MEMBERS",
}
_IGNORED = (_PRESENCE, _VOICE_STATE)
_CLOSED = (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR)
_REFUSALS = {FaultKind.too_many_requests: 429, FaultKind.server_error: 500, FaultKind.close: 503}
_FOR_GOOD = (1000, 1001)
"""Closing with these ends the session (https://docs.discord.com/developers/events/gateway#disconnecting)."""


class Gateway:
    """Every open connection.

    Attributes:
        frozen: New connections get no heartbeat acknowledgements either.
    """

    def __init__(
        self,
        settings: Settings,
        faults: Faults,
        recorder: Recorder,
        changes: Changes,
        *,
        sessions: Sessions,
        handshake: Handshake,
    ) -> None:
        self.connections: list[Connection] = []
        self.frozen = False
        self._settings = settings
        self._faults = faults
        self._recorder = recorder
        self._changes = changes
        self._sessions = sessions
        self._handshake = handshake

    def reconnect(self) -> None:
        """Ask every client to reconnect and resume (op 7)."""
        self._post_all({"op": _RECONNECT, "d": None}, "RECONNECT")

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid (op 9), and forget it unless it is resumable."""
        # Told first: a session that is forgotten has no connection any more.
        self._post_all({"op": _INVALID_SESSION, "d": resumable}, "INVALID_SESSION")
        if not resumable:
            for session in self._sessions.connected:
                self._sessions.forget(session)

    def freeze_heartbeats(self, *, frozen: bool = True) -> None:
        """Stop acknowledging heartbeats, on every connection and on new ones, or begin again."""
        self.frozen = frozen
        for connection in self.connections:
            connection.mute_acks = frozen

    def close_all(self, code: int) -> None:
        """Close every connection with that code."""
        for connection in list(self.connections):
            connection.close_soon(code)

    def cut_all(self) -> None:
        """Cut every connection without a word, as a broken network does."""
        for connection in list(self.connections):
            connection.abort()

    async def stop(self) -> None:
        """Close every connection in good order."""
        await asyncio.gather(*(connection.finish(1001) for connection in list(self.connections)))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection from its upgrade to its end."""
        compress = request.query.get("compress")
        if compress not in (None, "", "zlib-stream"):
            return web.Response(status=400, text=f"compress={compress} is not simulated; use zlib-stream")
        if (refusal := self._refuse(request)) is not None:
            return refusal
        socket = web.WebSocketResponse(autoping=True, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, request, self._recorder, compress=bool(compress))
        if request.query.get("v", "10") != "10" or request.query.get("encoding", "json") != "json":
            await connection.finish(4012)
            return socket
        await self._serve(connection)
        return socket

    def _refuse(self, request: web.Request) -> web.Response | None:
        """Return what an upgrade gets on a bad day, or `None`."""
        fault = self._faults.take("gateway connect", *_REFUSALS)
        if fault is None:
            return None
        self._changes.publish("refusal", status=_REFUSALS[fault.kind])
        if fault.kind is FaultKind.close and request.transport is not None:
            request.transport.abort()
        return web.Response(status=_REFUSALS[fault.kind], headers={"Retry-After": str(fault.seconds)})

    async def _serve(self, connection: Connection) -> None:
        connection.mute_acks = self.frozen
        self.connections.append(connection)
        interval = self._settings.heartbeat_seconds
        hello = {"heartbeat_interval": int(interval * 1000)}
        connection.post({"op": _HELLO, "s": None, "t": None, "d": hello}, "HELLO")
        watch = asyncio.create_task(self._watch(connection))
        try:
            await self._read(connection)
        finally:
            watch.cancel()
            self.connections.remove(connection)
            self._leave(connection)
            await connection.finish()
            self._changes.publish("connection", open=len(self._sessions.connected))

    async def _read(self, connection: Connection) -> None:
        while not connection.socket.closed:
            message = await connection.socket.receive()
            if message.type in _CLOSED:
                return
            code = self._take(connection, message.data)
            if code:
                connection.close_soon(code)

    def _take(self, connection: Connection, data: Any) -> int:  # noqa: ANN401 - text or bytes
        """Act on one frame of the client; return the code to close with, or 0."""
        try:
            frame = json.loads(data)
            op, body = int(frame["op"]), frame.get("d")
        except (ValueError, TypeError, KeyError):
            return 4002
        self._recorder.record("in", "websocket", _NAMES.get(op, f"op {op}"), readable(data))
        # Heartbeats count as well: Discord takes 120 frames in a minute, whatever is in them.
        if self._too_fast(connection):
            return 4008
        if op == _HEARTBEAT:
            return self._beat(connection)
        return self._take_command(connection, op, body if isinstance(body, dict) else {})

    def _take_command(self, connection: Connection, op: int, body: dict[str, Any]) -> int:
        """Act on a frame that is no heartbeat; return the code to close with, or 0."""
        session = self._sessions.of(connection)
        if op in (_IDENTIFY, _RESUME):
            if session is not None:
                return 4005
            begin = self._handshake.identify if op == _IDENTIFY else self._handshake.resume
            return begin(connection, body)
        if session is None:
            return 4003
        if op == _REQUEST_MEMBERS:
            self._handshake.send_members(session, body)
        return 0 if op in (*_IGNORED, _REQUEST_MEMBERS) else 4001

    def _beat(self, connection: Connection) -> int:
        connection.beat.set()
        lost = self._faults.take("gateway HEARTBEAT_ACK", FaultKind.drop)
        if not connection.mute_acks and not lost:
            connection.post({"op": _HEARTBEAT_ACK, "d": None}, "HEARTBEAT_ACK")
        return 0

    def _too_fast(self, connection: Connection) -> bool:
        now = asyncio.get_running_loop().time()
        connection.frames_in = [at for at in connection.frames_in if at > now - 60] + [now]
        return len(connection.frames_in) > self._settings.gateway_sends

    async def _watch(self, connection: Connection) -> None:
        """Close a connection whose client has stopped heartbeating; its session has timed out then."""
        settings = self._settings
        longest = settings.heartbeat_seconds * settings.heartbeat_grace
        while True:
            heartbeat = connection.beat
            heartbeat.clear()
            try:
                async with asyncio.timeout(longest):
                    await heartbeat.wait()
            except TimeoutError:
                break
        if (session := self._sessions.of(connection)) is not None:
            self._sessions.forget(session)
        connection.close_soon(4009)

    def _leave(self, connection: Connection) -> None:
        """Keep the session of a lost connection for a resume, unless the client ended it for good."""
        session = self._sessions.of(connection)
        if session is None:
            return
        session.connection = None
        session.left_at = asyncio.get_running_loop().time()
        # A close of ours asks the client to come back, whatever its code.
        ended_by_client = not connection.closing and connection.socket.close_code in _FOR_GOOD
        if ended_by_client:
            self._sessions.forget(session)

    def _post_all(self, frame: dict[str, Any], name: str) -> None:
        for session in self._sessions.connected:
            if session.connection is not None:
                with contextlib.suppress(ConnectionError):
                    session.connection.post(frame, name)
