"""Run a Slack app: over Socket Mode, or over signed HTTP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk.socket_mode.aiohttp import SocketModeClient

    from adapters.slack.app import SlackBot

log = structlog.get_logger(__name__)

LARGEST_BODY = 1_000_000
"""Bytes. Slack's own payloads stay far below."""

PATH = "/slack/events"

PING = 5.0
"""Seconds between our pings; a connection on which four go unanswered counts as dead."""

LOOK_EVERY, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between two looks at the connection, and at most between two attempts at a new one.

slack_sdk itself looks once in every ping interval, repeats an address that works only once, and is deaf
meanwhile: Slack gives a command three seconds.
"""

FIRST_TRY, LONGEST_TRY = 2.0, 30.0
"""Seconds for an attempt: more after each that was not enough. slack_sdk's own would go on for ever."""


class _Handler(AsyncSocketModeHandler):
    """slack_bolt's handler, whose envelopes in the making are finished before the bot leaves."""

    def __init__(self, bot: SlackBot, app_token: str) -> None:
        super().__init__(bot.app, app_token, ping_interval=PING)
        self._bot = bot
        # One that reconnects is enough: see `_stay_connected`.
        self.client.default_auto_reconnect_enabled = False

    async def handle(self, client: Any, req: Any) -> None:  # noqa: ANN401 - slack_bolt's own
        self._bot.begin_work()
        await super().handle(client, req)


async def serve_socket(bot: SlackBot, app_token: str) -> None:
    """Serve over Socket Mode until cancelled; then finish the replies being made.

    A handler is built for each call: one that was closed must not be used again.
    """
    handler = _Handler(bot, app_token)
    try:
        await _stay_connected(handler.client)
    finally:
        await bot.drain()
        await handler.close_async()  # type: ignore[no-untyped-call] # slack_bolt leaves it untyped


async def _stay_connected(client: SocketModeClient) -> None:
    """Connect, and again whenever the connection is lost, until cancelled."""
    pause, limit = LOOK_EVERY, FIRST_TRY
    while True:
        if not await client.is_connected():
            try:
                await _connect(client, limit)
            except (SlackApiError, aiohttp.ClientError, OSError) as error:
                log.warning("slack_unreachable", error=type(error).__name__, seconds=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                limit = min(limit * 2, LONGEST_TRY) if isinstance(error, TimeoutError) else limit
                continue
            log.info("slack_connected", mode="socket")
        pause, limit = LOOK_EVERY, FIRST_TRY
        await asyncio.sleep(LOOK_EVERY)


async def _connect(client: SocketModeClient, seconds: float) -> None:
    """Ask for an address and connect to it."""
    async with asyncio.timeout(seconds):
        client.wss_uri = await client.issue_new_wss_url()
        await client.connect()  # type: ignore[no-untyped-call] # slack_sdk leaves it untyped


async def serve_http(
    bot: SlackBot,
    signing_secret: str,
    port: int,
    *,
    host: str = "0.0.0.0",  # noqa: S104 - Slack calls from outside
    listening: Callable[[str], Any] = lambda _: None,
) -> None:
    """Serve signed HTTP until cancelled; then take no more and finish the replies being made.

    Args:
        bot: The app.
        signing_secret: Slack's, from the app's page.
        port: Where to listen; 0: any free port.
        host: The address to listen on.
        listening: Called with the request URL once it can be used.
    """
    runner = web.AppRunner(build_web_app(bot, signing_secret), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
        port = runner.addresses[0][1]
        log.info("slack_connected", mode="http", port=port)
        listening(f"http://{host}:{port}{PATH}")
        await asyncio.Event().wait()
    finally:
        await site.stop()
        await bot.drain()
        await runner.cleanup()


def build_web_app(bot: SlackBot, signing_secret: str) -> web.Application:
    """Return the HTTP application: one path, nothing parsed before its signature is checked."""
    verifier = SignatureVerifier(signing_secret)

    async def receive(request: web.Request) -> web.Response:
        body = (await request.read()).decode("utf-8", errors="replace")
        if not _is_signed(verifier, request, body):
            return web.Response(status=401, text="the signature does not fit")
        try:
            bolt = await to_bolt_request(request)
        except (ValueError, LookupError):
            return web.Response(status=400, text="found no JSON; expected a Slack payload")
        return await to_aiohttp_response(await bot.app.async_dispatch(bolt))

    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_post(PATH, receive)
    return app


def _is_signed(verifier: SignatureVerifier, request: web.Request, body: str) -> bool:
    """Check the signature; slack_bolt itself parses first, and fails on a timestamp that is no number."""
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    return timestamp.isdecimal() and bool(signature) and verifier.is_valid(body, timestamp, signature)
