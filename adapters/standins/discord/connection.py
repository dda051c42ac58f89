"""One gateway connection: an outgoing queue, compression, freezing, and the ways it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import zlib
from typing import TYPE_CHECKING, Any

from ..clock import until

if TYPE_CHECKING:
    from aiohttp import web

    from ..recorder import Recorder

_CLOSE_SECONDS = 1.0


class Connection:
    """A WebSocket whose frames leave in order, or wait while it is frozen.

    Attributes:
        beat: Set by each heartbeat of the client.
        frames_in: When the client's last frames came, for the limit on them.
        mute_acks: Heartbeats are no longer acknowledged, so that the client takes this for a zombie.
    """

    def __init__(
        self, socket: web.WebSocketResponse, request: web.Request, recorder: Recorder, *, compress: bool
    ) -> None:
        self.socket = socket
        self.beat = asyncio.Event()
        self.frames_in: list[float] = []
        self.mute_acks = False
        self.closing = False
        self._request = request
        self._recorder = recorder
        # One zlib context for the whole connection
        # (https://docs.discord.com/developers/events/gateway#transport-compression).
        self._zlib = zlib.compressobj() if compress else None
        self._queue: asyncio.Queue[tuple[str, str] | None] = asyncio.Queue()
        self._close_code = 1000
        self._thaw_at = 0.0
        self._dark = False
        self._writer = asyncio.create_task(self._write())

    def post(self, frame: dict[str, Any], name: str) -> None:
        """Queue one frame, recorded under a name."""
        self.post_text(json.dumps(frame, separators=(",", ":")), name)

    def post_text(self, text: str, name: str) -> None:
        """Queue raw text."""
        if not self.closing:
            self._queue.put_nowait((name, text))

    def freeze(self, seconds: float) -> None:
        """Send nothing for a while; what is queued leaves afterwards."""
        self._thaw_at = asyncio.get_running_loop().time() + seconds

    def go_dark(self) -> None:
        """Let nothing leave any more, acknowledgements included, as when a router forgets a connection."""
        self._dark = True

    def abort(self) -> None:
        """Cut the TCP connection; the client sees no close frame."""
        self.closing = True
        self._writer.cancel()
        if self._request.transport is not None:
            self._request.transport.abort()

    def close_soon(self, code: int) -> None:
        """Close with that code once what is queued has left."""
        if not self.closing:
            self.closing = True
            self._close_code = code
            self._queue.put_nowait(None)

    async def finish(self, code: int = 1000) -> None:
        """Send what is queued, unless frozen, and close."""
        self.close_soon(code)
        with contextlib.suppress(TimeoutError, asyncio.CancelledError):
            await asyncio.wait_for(self._writer, _CLOSE_SECONDS)
        with contextlib.suppress(ConnectionError):
            await self.socket.close(code=code)

    async def _write(self) -> None:
        with contextlib.suppress(ConnectionError):
            while (frame := await self._queue.get()) is not None:
                await until(self._thaw_at)
                await self._send(*frame)
            await until(self._thaw_at)
            await self.socket.close(code=self._close_code)

    async def _send(self, name: str, text: str) -> None:
        if self._dark:
            return
        self._recorder.record("out", "websocket", name, readable(text))
        if self._zlib is None:
            await self.socket.send_str(text)
        else:
            # A sync flush ends each frame with 00 00 FF FF, by which clients know that it is whole.
            packed = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(packed)


def readable(text: str | bytes) -> Any:  # noqa: ANN401 - whatever the wire carried
    """Return a frame for the recorder: parsed when it can be, and without its token."""
    try:
        frame = json.loads(text)
    except ValueError:
        return text
    if isinstance(frame, dict) and isinstance(frame.get("d"), dict) and "token" in frame["d"]:
        # What went over the wire is shown on pages.
        frame["d"]["token"] = "…"  # noqa: S105 - what stands in its place
    return frame
