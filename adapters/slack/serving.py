"""Run a Slack app: over Socket Mode, or over signed HTTP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.slack.app import SlackBot

log = structlog.get_logger(__name__)

LARGEST_BODY = 1_000_000
"""Bytes. Slack's own payloads stay far below."""

PATH = "/slack/events"


async def serve_socket(bot: SlackBot, app_token: str) -> None:
    """Serve over Socket Mode until cancelled; then finish the replies being made.

    A handler is built for each call: one that was closed must not be used again.
    """
    handler = AsyncSocketModeHandler(bot.app, app_token)
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call] # slack_bolt leaves it untyped
        log.info("slack_connected", mode="socket")
        await asyncio.Event().wait()
    finally:
        await bot.drain()
        await handler.close_async()  # type: ignore[no-untyped-call] # slack_bolt leaves it untyped


async def serve_http(bot: SlackBot, signing_secret: str, port: int, *, host: str = "0.0.0.0") -> None:  # noqa: S104
    """Serve signed HTTP until cancelled; then finish the replies being made."""
    runner = web.AppRunner(build_web_app(bot, signing_secret), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        log.info("slack_connected", mode="http", port=port)
        await asyncio.Event().wait()
    finally:
        await bot.drain()
        await runner.cleanup()


def build_web_app(bot: SlackBot, signing_secret: str) -> web.Application:
    """Return the HTTP application: one path, nothing parsed before its signature is checked."""
    verifier = SignatureVerifier(signing_secret)

    async def receive(request: web.Request) -> web.Response:
        body = (await request.read()).decode("utf-8", errors="replace")
        if not _is_signed(verifier, request, body):
            return web.Response(status=401, text="the signature does not fit")
        headers: dict[str, str | Sequence[str]] = {
            name.lower(): [value] for name, value in request.headers.items()
        }
        try:
            bolt = AsyncBoltRequest(body=body, query=request.query_string, headers=headers)
        except ValueError:
            return web.Response(status=400, text="found no JSON; expected a Slack payload")
        response = await bot.app.async_dispatch(bolt)
        return web.Response(
            status=response.status,
            text=response.body,
            content_type=response.first_headers_without_set_cookie()
            .get("content-type", "text/plain")
            .partition(";")[0],
        )

    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_post(PATH, receive)
    return app


def _is_signed(verifier: SignatureVerifier, request: web.Request, body: str) -> bool:
    """Check the signature; slack_bolt itself parses first, and fails on a timestamp that is no number."""
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    return timestamp.isdecimal() and bool(signature) and verifier.is_valid(body, timestamp, signature)
