"""The gateway: WebSocket connections and their sessions.

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
from . import handshake
from .connection import Connection, readable

if TYPE_CHECKING:
    from ..faults import Fault
    from .backend import Backend
    from .session import Session

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME, REQUEST_MEMBERS = 1, 2, 3, 4, 6, 8
RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 9, 10, 11
NAMES = {
    HEARTBEAT: "HEARTBEAT",
    IDENTIFY: "IDENTIFY",
    PRESENCE: "PRESENCE_UPDATE",
    VOICE_STATE: "VOICE_STATE_UPDATE",
    RESUME: "RESUME",
    REQUEST_MEMBERS: "REQUEST_GUILD_MEMBERS",
}
_IGNORED = (PRESENCE, VOICE_STATE)
_CLOSED = (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR)
_REFUSALS = {FaultKind.too_many_requests: 429, FaultKind.server_error: 500, FaultKind.close: 503}
_FOR_GOOD = (1000, 1001)
"""Closing with these ends the session (https://docs.discord.com/developers/events/gateway#disconnecting)."""


class Gateway:
    """Every open connection, and every session that is connected or may still be resumed.

    Attributes:
        url: `ws://host:port`, once the server listens.
        identifies: How many IDENTIFYs have been counted.
        frozen: New connections get no heartbeat acknowledgements either.
    """

    def __init__(self, backend: Backend) -> None:
        self.url = ""
        self.connections: list[Connection] = []
        self.sessions: dict[str, Session] = {}
        self.identifies = 0
        self.identified_at = float("-inf")
        self.frozen = False
        self._backend = backend

    @property
    def connected(self) -> list[Session]:
        """Sessions with a connection."""
        return [session for session in self.sessions.values() if session.connection is not None]

    def reconnect(self) -> None:
        """Ask every client to reconnect and resume (op 7)."""
        self._post_all({"op": RECONNECT, "d": None}, "RECONNECT")

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid (op 9), and forget it unless it is resumable."""
        self._post_all({"op": INVALID_SESSION, "d": resumable}, "INVALID_SESSION")
        if not resumable:
            for session in self.connected:
                self.forget(session)

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

    def forget(self, session: Session) -> None:
        """Make a session impossible to resume."""
        self.sessions.pop(session.id, None)
        session.connection = None

    async def stop(self) -> None:
        """Close every connection in good order."""
        await asyncio.gather(*(connection.finish(1001) for connection in list(self.connections)))

    def deliver(self, session: Session, frame: dict[str, Any], fault: Fault | None) -> None:
        """Send a session's frame where it is connected, with whatever is to go wrong."""
        connection, name = session.connection, frame["t"]
        if connection is None:
            return
        if fault is not None and fault.kind is FaultKind.close:
            connection.abort()
            return
        if fault is not None and fault.kind is FaultKind.freeze:
            connection.freeze(fault.seconds)
        if fault is not None and fault.kind is FaultKind.malformed:
            connection.post_text(json.dumps(frame)[:-20], "malformed")
        connection.post(frame, name)
        if fault is not None and fault.kind is FaultKind.duplicate:
            connection.post(frame, name)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection from its upgrade to its end."""
        compress = request.query.get("compress")
        if compress not in (None, "", "zlib-stream"):
            return web.Response(status=400, text=f"compress={compress} is not simulated; use zlib-stream")
        if (refusal := self._refuse(request)) is not None:
            return refusal
        socket = web.WebSocketResponse(autoping=True, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, request, self._backend.recorder, compress=bool(compress))
        if request.query.get("v", "10") != "10" or request.query.get("encoding", "json") != "json":
            await connection.finish(4012)
            return socket
        await self._serve(connection)
        return socket

    def _refuse(self, request: web.Request) -> web.Response | None:
        """Return what an upgrade gets on a bad day, or `None`."""
        fault = self._backend.faults.take("gateway connect", *_REFUSALS)
        if fault is None:
            return None
        self._backend.changes.publish("refusal", status=_REFUSALS[fault.kind])
        if fault.kind is FaultKind.close and request.transport is not None:
            request.transport.abort()
        return web.Response(status=_REFUSALS[fault.kind], headers={"Retry-After": str(fault.seconds)})

    async def _serve(self, connection: Connection) -> None:
        connection.mute_acks = self.frozen
        self.connections.append(connection)
        interval = self._backend.settings.heartbeat_seconds
        hello = {"heartbeat_interval": int(interval * 1000)}
        connection.post({"op": HELLO, "s": None, "t": None, "d": hello}, "HELLO")
        watch = asyncio.create_task(self._watch(connection))
        try:
            await self._read(connection)
        finally:
            watch.cancel()
            self.connections.remove(connection)
            self._leave(connection)
            await connection.finish()
            self._backend.changes.publish("connection", open=len(self.connected))

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
        self._backend.recorder.record("in", "websocket", NAMES.get(op, f"op {op}"), readable(data))
        if self._too_fast(connection):
            return 4008
        if op == HEARTBEAT:
            return self._beat(connection)
        return self._take_command(connection, op, body if isinstance(body, dict) else {})

    def _take_command(self, connection: Connection, op: int, body: dict[str, Any]) -> int:
        """Act on a frame that is no heartbeat; return the code to close with, or 0."""
        session = self._session_of(connection)
        if op in (IDENTIFY, RESUME):
            if session is not None:
                return 4005
            begin = handshake.identify if op == IDENTIFY else handshake.resume
            return begin(self._backend, connection, body)
        if session is None:
            return 4003
        if op == REQUEST_MEMBERS:
            handshake.send_members(self._backend, session, body)
        return 0 if op in (*_IGNORED, REQUEST_MEMBERS) else 4001

    def _beat(self, connection: Connection) -> int:
        connection.beat.set()
        lost = self._backend.faults.take("gateway HEARTBEAT_ACK", FaultKind.drop)
        if not connection.mute_acks and not lost:
            connection.post({"op": HEARTBEAT_ACK, "d": None}, "HEARTBEAT_ACK")
        return 0

    def _too_fast(self, connection: Connection) -> bool:
        now = asyncio.get_running_loop().time()
        connection.frames_in = [at for at in connection.frames_in if at > now - 60] + [now]
        return len(connection.frames_in) > self._backend.settings.gateway_sends

    async def _watch(self, connection: Connection) -> None:
        """Close a connection whose client has stopped heartbeating; its session has timed out then."""
        settings = self._backend.settings
        patience = settings.heartbeat_seconds * settings.heartbeat_grace
        while True:
            heartbeat = connection.beat
            heartbeat.clear()
            try:
                async with asyncio.timeout(patience):
                    await heartbeat.wait()
            except TimeoutError:
                break
        if (session := self._session_of(connection)) is not None:
            self.forget(session)
        connection.close_soon(4009)

    def _leave(self, connection: Connection) -> None:
        """Keep the session of a lost connection for a resume, unless the client ended it for good."""
        session = self._session_of(connection)
        if session is None:
            return
        session.connection = None
        session.left_at = asyncio.get_running_loop().time()
        ended_by_client = not connection.closing and connection.socket.close_code in _FOR_GOOD
        if ended_by_client:
            self.forget(session)

    def _session_of(self, connection: Connection) -> Session | None:
        return next((s for s in self.sessions.values() if s.connection is connection), None)

    def _post_all(self, frame: dict[str, Any], name: str) -> None:
        for session in self.connected:
            if session.connection is not None:
                with contextlib.suppress(ConnectionError):
                    session.connection.post(frame, name)
