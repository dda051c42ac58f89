"""Socket Mode: WebSocket connections that share the app's deliveries.

Frames as in https://docs.slack.dev/apis/events-api/using-socket-mode/. A redelivery has an envelope id of
its own; an acknowledgement counts on any open connection, since Slack documents no rule here and both
official clients answer on their newest one.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from ..faults import Fault, FaultKind
from .connection import Connection
from .delivery import Delivery, Outcome

if TYPE_CHECKING:
    from ..changes import Changes
    from ..faults import Faults
    from ..recorder import Recorder
    from .settings import Settings


_ANSWERED = frozenset({"block_suggestion", "view_submission"})
"""Interactions whose acknowledgement may carry an answer."""


class SocketMode:
    """The connections an app holds open; deliveries go round robin over those that take any."""

    def __init__(self, settings: Settings, faults: Faults, recorder: Recorder, changes: Changes) -> None:
        self.connections: list[Connection] = []
        self._settings = settings
        self._faults = faults
        self._recorder = recorder
        self._changes = changes
        self._tickets: set[str] = set()
        self._turn = 0
        self._opened = 0
        self._pending: dict[str, asyncio.Future[object]] = {}

    def new_ticket(self) -> str:
        """Return a ticket that opens one connection, once."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection from its upgrade to its end."""
        if (ticket := request.query.get("ticket", "")) not in self._tickets:
            return web.json_response({"ok": False, "error": "invalid_ticket"}, status=401)
        self._tickets.discard(ticket)
        # Pings are answered in line with everything else, so that a frozen connection answers none.
        socket = web.WebSocketResponse(autoping=False, autoclose=True)
        await socket.prepare(request)
        self._opened += 1
        connection = Connection(socket, request, f"applink-standin-{self._opened}", self._recorder)
        if len(self.connections) >= self._settings.max_connections:
            # It opens all the same, and gets a farewell in the place of hello.
            connection.post_json(self._disconnect_frame(connection, "too_many_websockets"))
            await connection.finish()
            return socket
        await self._serve(connection)
        return socket

    async def send(self, delivery: Delivery, number: int, reason: str, fault: Fault | None) -> Outcome:
        """Send one envelope over the connection whose turn it is and wait for its acknowledgement."""
        envelope = self._envelope(delivery, number, reason)
        acknowledged: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._pending[envelope["envelope_id"]] = acknowledged
        self._post(envelope, fault)
        try:
            async with asyncio.timeout(self._settings.ack_seconds):
                return Outcome(response=await acknowledged)
        except TimeoutError:
            return Outcome("timeout")
        finally:
            del self._pending[envelope["envelope_id"]]

    def warn(self) -> None:
        """Announce on every connection that it will be refreshed in about ten seconds."""
        for connection in self.connections:
            connection.post_json(self._disconnect_frame(connection, "warning"))

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to be replaced, take no more deliveries to it, then close it."""
        old = [connection for connection in self.connections if not connection.draining]
        for connection in old:
            connection.draining = True
            connection.post_json(self._disconnect_frame(connection, reason))
        await asyncio.sleep(self._settings.refresh_grace)
        for connection in old:
            await connection.finish()

    def disconnect_all(self) -> None:
        """Cut every connection without a word, as a broken network does."""
        for connection in list(self.connections):
            connection.abort()

    async def stop(self) -> None:
        """Close every connection in good order."""
        await asyncio.gather(*(connection.finish() for connection in list(self.connections)))

    async def _serve(self, connection: Connection) -> None:
        self.connections.append(connection)
        connection.post_json(self._hello(connection))
        self._changes.publish("connection", host=connection.host, open=len(self.connections))
        pinging = asyncio.create_task(connection.ping_every(self._settings.ping_seconds))
        try:
            await self._read(connection)
        finally:
            pinging.cancel()
            self.connections.remove(connection)
            await connection.finish()
            self._changes.publish("connection", host=connection.host, open=len(self.connections))

    async def _read(self, connection: Connection) -> None:
        while not connection.socket.closed:
            message = await connection.socket.receive()
            if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
                return
            if message.type is WSMsgType.PING and not self._faults.take("socket ping", FaultKind.drop):
                connection.post_pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._take_ack(message.data)

    def _take_ack(self, text: str) -> None:
        try:
            body = json.loads(text)
        except ValueError:
            self._recorder.record("in", "websocket", "unreadable", text)
            return
        envelope_id = body.get("envelope_id") if isinstance(body, dict) else None
        waiting = self._pending.get(envelope_id) if isinstance(envelope_id, str) else None
        self._recorder.record("in", "websocket", "ack" if waiting else "late ack", body)
        if waiting is not None and not waiting.done():
            waiting.set_result(body.get("payload"))

    def _post(self, envelope: dict[str, Any], fault: Fault | None) -> None:
        """Put an envelope on a connection, with whatever is to go wrong; without one it is lost."""
        if (connection := self._next_connection()) is None:
            return
        if fault is not None and fault.kind is FaultKind.close:
            connection.abort()
            return
        if fault is not None and fault.kind is FaultKind.freeze:
            connection.freeze(fault.seconds)
        if fault is not None and fault.kind is FaultKind.malformed:
            connection.post("malformed", json.dumps(envelope)[:-20])
        connection.post_json(envelope)
        if fault is not None and fault.kind is FaultKind.duplicate:
            connection.post_json(envelope)

    def _next_connection(self) -> Connection | None:
        usable = [connection for connection in self.connections if connection.usable]
        if not usable:
            return None
        self._turn += 1
        return usable[self._turn % len(usable)]

    def _envelope(self, delivery: Delivery, number: int, reason: str) -> dict[str, Any]:
        envelope: dict[str, Any] = {
            "envelope_id": str(uuid4()),
            "payload": delivery.payload,
            "type": delivery.kind,
            "accepts_response_payload": delivery.name in _ANSWERED or delivery.kind == "slash_commands",
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        return envelope

    def _hello(self, connection: Connection) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": connection.debug_info() | {"approximate_connection_time": 18060},
            "connection_info": {"app_id": self._settings.app_id},
        }

    @staticmethod
    def _disconnect_frame(connection: Connection, reason: str) -> dict[str, Any]:
        return {"type": "disconnect", "reason": reason, "debug_info": connection.debug_info()}
