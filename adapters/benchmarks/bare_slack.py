"""A Slack that signs, delivers and takes posts, and does nothing else.

Hundreds of questions a second have to leave the service its cores: the stand-in looks at every block of a post,
which costs more than the post.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
import urllib.parse
from collections import defaultdict
from dataclasses import dataclass, field
from http import HTTPStatus
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Self

import aiohttp
from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_TEAM, _BOT_USER, _BOT_ID = "T0BARE", "U0BARE", "B0BARE"

_ACK_WITHIN = 3.0
"""Seconds Slack waits for an acknowledgement (https://docs.slack.dev/apis/events-api/#responding)."""

_AGAIN_AFTER = (0.0, 60.0, 300.0)
"""Seconds before each redelivery of an event (https://docs.slack.dev/apis/events-api/#retries)."""

_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass
class Sent:
    """A question on its way to the bot, and what came of it.

    Attributes:
        person: Who asks; their direct messages are a channel of its own.
        at: When it was due, by `time.monotonic`.
        is_command: Whether it is `/prolo`, which is delivered once; else a direct message.
        statuses: What each delivery was answered with; 0: nothing in time.
        acknowledged: Seconds of the first delivery until that.
        shown: What its person was shown for it: seconds since it was due, and the text.
    """

    person: str
    at: float
    is_command: bool = False
    statuses: list[int] = field(default_factory=list)
    acknowledged: float = 0.0
    shown: list[tuple[float, str]] = field(default_factory=list)

    @property
    def is_taken(self) -> bool:
        """Whether a delivery of it was acknowledged."""
        return HTTPStatus.OK in self.statuses

    def show(self, text: str) -> None:
        """Show its person something."""
        self.shown.append((time.monotonic() - self.at, text))


class BareSlack:
    """One workspace, one app.

    Attributes:
        bot_token, signing_secret: What the bot needs.
        sent: All questions.
        replied: How many of them were replied to.
    """

    def __init__(self, *request_urls: str) -> None:
        """Deliver to request URLs, in turn; what one does not take, to the next, as behind a balancer."""
        self.bot_token, self.signing_secret = f"xoxb-1-2-{token_hex(12)}", token_hex(16)
        self.sent: list[Sent] = []
        self.replied = 0
        self._request_urls = request_urls
        self._number = itertools.count(1)
        self._by_key: dict[str, Sent] = {}
        self._said: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._tasks = set[asyncio.Task[None]]()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/api/{method}", self._on_call)
        app.router.add_get("/api/{method}", self._on_call)
        app.router.add_post("/respond/{key}", self._on_response)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self._url = f"http://{host}:{port}"
        self._session = aiohttp.ClientSession(
            # Without a limit: aiohttp's hundred connections would hold questions back.
            timeout=aiohttp.ClientTimeout(total=_ACK_WITHIN),
            connector=aiohttp.TCPConnector(limit=0),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """Where the bot calls."""
        return f"{self._url}/api/"

    def environment(self, port: int) -> dict[str, str]:
        """Return what a service that listens on a port of this machine needs to be served by this platform."""
        return {
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "PROLOBOT_SLACK_MODE": "http",
            "PROLOBOT_SLACK_HOST": "127.0.0.1",
            "PROLOBOT_SLACK_PORT": str(port),
            "PROLOBOT_SLACK_URL": self.api_url,
        }

    def ask(self, person: str, text: str, at: float, *, is_command: bool = False, again: bool = False) -> Sent:
        """Let a person ask, as a direct message or by `/prolo`; deliver it, `again` to another URL as well."""
        sent = Sent(person, at, is_command=is_command)
        turn = len(self.sent) % len(self._request_urls)
        urls = itertools.cycle((*self._request_urls[turn:], *self._request_urls[:turn]))
        self.sent.append(sent)
        asking = self._command(sent, text, urls) if is_command else self._event(sent, text, urls, again=again)
        task = asyncio.create_task(asking)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return sent

    async def _event(self, sent: Sent, text: str, urls: Iterator[str], *, again: bool) -> None:
        ts = self._ts()
        channel = f"D{sent.person}"
        self._by_key[f"message:{_TEAM}:{channel}:{ts}"] = sent
        said = {"type": "message", "channel_type": "im", "user": sent.person, "channel": channel, "text": text}
        whole = {"type": "event_callback", "team_id": _TEAM, "api_app_id": "A0BARE", "event_id": f"Ev{ts}"}
        self._said[channel].append(said | {"ts": ts})
        body = json.dumps(whole | {"event": said | {"ts": ts, "team": _TEAM}}).encode()
        for pause in (None, *_AGAIN_AFTER):
            if pause is not None:
                await asyncio.sleep(pause)
            twice = again and pause is None
            await asyncio.gather(*(self._deliver(sent, _JSON, body, next(urls)) for _ in range(1 + twice)))
            if sent.is_taken:
                return

    async def _command(self, sent: Sent, text: str, urls: Iterator[str]) -> None:
        key = token_hex(8)
        self._by_key[key] = sent
        form = {
            "command": "/prolo",
            "text": text,
            "team_id": _TEAM,
            "channel_id": "C0BARE",
            "user_id": sent.person,
        }
        more = {"trigger_id": key, "response_url": f"{self._url}/respond/{key}", "api_app_id": "A0BARE"}
        shown = await self._deliver(sent, _FORM, urllib.parse.urlencode(form | more).encode(), next(urls))
        if shown:
            self._show(sent, json.loads(shown).get("text", ""))

    def _show(self, sent: Sent, text: object) -> None:
        self.replied += not sent.shown
        sent.show(str(text))

    async def _deliver(self, sent: Sent, content_type: str, body: bytes, url: str) -> str:
        # From when it was due: what was late here was waited for by its person.
        began = time.monotonic() if sent.statuses else sent.at
        try:
            async with self._session.post(url, data=body, headers=self._headers(content_type, body)) as r:
                status, text = r.status, await r.text()
        except (TimeoutError, aiohttp.ClientError, OSError):
            status, text = 0, ""
        if not sent.statuses:
            sent.acknowledged = time.monotonic() - began
        sent.statuses.append(status)
        return text if status == HTTPStatus.OK else ""

    def _headers(self, content_type: str, body: bytes) -> dict[str, str]:
        timestamp = str(int(time.time()))
        base = b"v0:" + timestamp.encode() + b":" + body
        digest = hmac.new(self.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": f"v0={digest}",
        }

    def _ts(self) -> str:
        return f"{int(time.time())}.{next(self._number):06d}"

    async def _on_call(self, request: web.Request) -> web.Response:
        said = await request.json() if request.content_type == _JSON else dict(await request.post())
        match request.match_info["method"]:
            case "auth.test":
                found: dict[str, Any] = {"user_id": _BOT_USER, "team_id": _TEAM, "bot_id": _BOT_ID}
            case "chat.postMessage":
                found = self._post(said)
            case "conversations.history" | "conversations.replies":
                found = {"messages": self._said[str(said.get("channel") or request.query.get("channel"))]}
            case _:
                found = {}
        return web.json_response({"ok": True, **found})

    def _post(self, said: dict[str, Any]) -> dict[str, Any]:
        metadata = said.get("metadata") or {}
        metadata = json.loads(metadata) if isinstance(metadata, str) else metadata
        sent = self._by_key.get((metadata.get("event_payload") or {}).get("to", ""))
        if sent:
            self._show(sent, said.get("text", ""))
        ts, channel = self._ts(), str(said.get("channel"))
        self._said[channel].append({"bot_id": _BOT_ID, "text": said.get("text"), "ts": ts, "metadata": metadata})
        return {"ts": ts, "channel": channel}

    async def _on_response(self, request: web.Request) -> web.Response:
        said = await request.json()
        self._show(self._by_key[request.match_info["key"]], said.get("text", ""))
        return web.Response(text="ok")
