"""One Socket Mode connection: an outgoing queue, pings, freezing and the ways it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any

from ..clock import until

if TYPE_CHECKING:
    from aiohttp import web

    from ..recorder import Recorder

_Frame = tuple[str, str | bytes]


class Connection:
    """A WebSocket whose frames leave in order, or wait while it is frozen.

    Attributes:
        host: The name it gives itself in `debug_info`.
        draining: A refresh was asked for, so nothing new is sent here.
    """

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, host: str, recorder: Recorder) -> None:
        self.socket = socket
        self.host = host
        self.draining = False
        self._request = request
        self._recorder = recorder
        self._queue: asyncio.Queue[_Frame | None] = asyncio.Queue()
        self._thaw_at = 0.0
        self._writer = asyncio.create_task(self._write())

    @property
    def usable(self) -> bool:
        """Whether new deliveries may go here."""
        return not self.draining and not self.socket.closed

    def debug_info(self) -> dict[str, Any]:
        """Return what Slack says about the server behind a connection."""
        return {"host": self.host, "build_number": 1}

    def post_json(self, frame: dict[str, Any]) -> None:
        """Queue one frame."""
        self.post(frame["type"], json.dumps(frame))

    def post(self, name: str, text: str) -> None:
        """Queue raw text, recorded under a name."""
        self._queue.put_nowait((name, text))

    def post_pong(self, data: bytes | bytearray) -> None:
        """Queue the answer to a ping."""
        self._queue.put_nowait(("pong", bytes(data)))

    def freeze(self, seconds: float) -> None:
        """Send nothing for a while, pongs included; what is queued leaves afterwards."""
        self._thaw_at = asyncio.get_running_loop().time() + seconds

    async def ping_every(self, seconds: float) -> None:
        """Ping until cancelled, with the payload Slack uses."""
        while True:
            await asyncio.sleep(seconds)
            self._queue.put_nowait(("ping", f"Ping from {self.host}".encode()))

    def abort(self) -> None:
        """Cut the TCP connection; the client sees no close frame."""
        self.draining = True
        self._writer.cancel()
        if self._request.transport is not None:
            self._request.transport.abort()

    async def finish(self) -> None:
        """Send what is queued, unless frozen, and close with a close frame."""
        self.draining = True
        self._queue.put_nowait(None)
        await asyncio.wait({self._writer}, timeout=1)
        self._writer.cancel()
        with contextlib.suppress(ConnectionError):
            await self.socket.close()

    async def _write(self) -> None:
        with contextlib.suppress(ConnectionError):
            while (frame := await self._queue.get()) is not None:
                await until(self._thaw_at)
                await self._write_one(*frame)

    async def _write_one(self, name: str, data: str | bytes) -> None:
        if name == "pong" and isinstance(data, bytes):
            await self.socket.pong(data)
        elif name == "ping" and isinstance(data, bytes):
            await self.socket.ping(data)
        elif isinstance(data, str):
            self._recorder.record("out", "websocket", name, _readable(data))
            await self.socket.send_str(data)


def _readable(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
