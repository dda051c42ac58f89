"""A stand-in for aiohttp's session, below all of a platform library's own code: nothing leaves the process."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class RecordedResponse:
    """What slack_sdk and discord.py read of an aiohttp response."""

    content_type = "application/json"
    reason = "OK"

    def __init__(self, body: object) -> None:
        self.status = 204 if body is None else 200
        self.headers = {"content-type": "application/json"}
        self._body = body

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None: ...

    async def text(self, encoding: str = "utf-8") -> str:  # noqa: ARG002 - aiohttp's own
        """Return the body as JSON text."""
        return "" if self._body is None else json.dumps(self._body)

    async def json(self) -> object:
        """Return the body."""
        return self._body


class RecordingSession:
    """Hands every request to a function instead of a socket.

    Attributes:
        closed: What libraries ask before they use a session.
    """

    closed = False

    def __init__(self, answer: Callable[[str, str, dict[str, Any]], object]) -> None:
        """Answer requests with `answer(method, path, body)`; None is an empty response."""
        self._answer = answer

    def request(self, method: str, url: str, **kwargs: Any) -> RecordedResponse:  # noqa: ANN401 - aiohttp's own
        """Answer one request."""
        path = str(url).partition("://")[2].partition("/")[2].partition("?")[0]
        return RecordedResponse(self._answer(method, path, _body(kwargs)))


def _body(kwargs: Mapping[str, Any]) -> dict[str, Any]:
    data = kwargs.get("json") or kwargs.get("data") or kwargs.get("params") or {}
    if isinstance(data, str | bytes):
        data = json.loads(data)
    return data if isinstance(data, dict) else {}


async def settle(before: set[asyncio.Task[Any]], *, seconds: float = 30.0) -> None:
    """Wait until every task started since `before` was taken has ended."""
    own = asyncio.current_task()
    while started := {task for task in asyncio.all_tasks() - before if task is not own}:
        _, late = await asyncio.wait(started, timeout=seconds)
        if late:
            raise TimeoutError(f"{len(late)} tasks still at work after {seconds:.0f} s")
