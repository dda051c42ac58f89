"""Run a Slack app: over Socket Mode, or over signed HTTP."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from adapters.hopeless import HopelessError, cannot_listen
from adapters.slack.connecting import LONGEST_PAUSE, SocketClient, stay_connected
from adapters.slack.refusals import BOT_TOKEN, error_code, stop_if_hopeless

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from adapters.slack.app import SlackBot

log = structlog.get_logger(__name__)

LARGEST_BODY = 1_000_000
"""Bytes. Slack's own payloads stay far below."""

PATH = "/slack/events"

FIRST_PAUSE = 0.5
"""Seconds before Slack is asked again who the bot is; doubles each time."""


async def serve_socket(bot: SlackBot, app_token: str) -> None:
    """Serve over Socket Mode until cancelled; then finish the replies being made.

    A client is built for each call: one that was closed must not be used again.

    Raises:
        HopelessError: Slack says what will not change by itself.
    """
    client = SocketClient(bot, app_token)

    async def handle(_: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        bot.begin_work()
        began = time.time()  # what slack_bolt logs a request's length by
        await send_async_response(client, request, await run_async_bolt_app(bot.app, request), began)

    client.socket_mode_request_listeners.append(handle)
    try:
        await introduce(bot)
        await stay_connected(client, bot.state)
    finally:
        await bot.drain()
        await client.close()  # type: ignore[no-untyped-call] # slack_sdk leaves it untyped


async def introduce(bot: SlackBot) -> None:
    """Ask Slack who the bot is, until it says so.

    slack_bolt would ask inside the first event, and where that fails acknowledge it all the same: the
    message was lost, and `/prolo` showed slack_bolt's own words, without the disclaimer.

    Raises:
        HopelessError: Slack refuses the token.
    """
    seconds = FIRST_PAUSE
    while True:
        try:
            bot.knows_itself(await bot.app.client.auth_test())
        except (SlackApiError, aiohttp.ClientError, OSError) as error:
            if isinstance(error, SlackApiError):
                stop_if_hopeless(error, BOT_TOKEN)
            reason = error_code(error) if isinstance(error, SlackApiError) else type(error).__name__
            bot.state.loses(reason)
            log.warning("slack_unreachable", error=reason, seconds=seconds)
        else:
            return
        await asyncio.sleep(seconds)
        seconds = min(seconds * 2, LONGEST_PAUSE)


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

    Raises:
        HopelessError: Slack refuses the token, or nothing can listen there.
    """
    await introduce(bot)
    runner = web.AppRunner(build_web_app(bot, signing_secret), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await _listen(site, host, port)
        port = runner.addresses[0][1]
        bot.state.connects()
        log.info("slack_connected", mode="http", port=port)
        listening(f"http://{host}:{port}{PATH}")
        await asyncio.Event().wait()
    finally:
        await site.stop()
        await bot.drain()
        await runner.cleanup()


async def _listen(site: web.TCPSite, host: str, port: int) -> None:
    try:
        await site.start()
    except OSError as error:
        raise HopelessError(cannot_listen("PROLOBOT_SLACK_PORT", host, port, error)) from None


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
