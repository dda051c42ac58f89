"""Run a Slack app: over Socket Mode, or over signed HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.response import SocketModeResponse

from adapters.backoff import Backoff
from adapters.hopeless import HopelessError, cannot_listen
from adapters.slack.connecting import SocketClient, stay_connected
from adapters.slack.door import BACKLOG, Door
from adapters.slack.receiving import PATH, build_web_app
from adapters.slack.refusals import APP_TOKEN, BOT_TOKEN, error_code, stop_if_hopeless
from adapters.slack.turning_away import Admitted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest
    from slack_sdk.web.async_client import AsyncWebClient

    from adapters.slack.app import SlackBot

_logger = structlog.get_logger(__name__)

_LAST_WORDS = 1.0
"""Seconds for connections to end once all replies are made; aiohttp would give each a minute."""

_EVENTS = "events_api"
"""What brings messages and mentions over Socket Mode."""

_ACKNOWLEDGED_WITHIN = 3.0
"""Seconds Slack waits for an acknowledgement (https://docs.slack.dev/apis/events-api/#responding)."""


async def serve_socket(bot: SlackBot, app_token: str) -> None:
    """Serve over Socket Mode until cancelled; then hear no more and finish the replies being made.

    A client is built for each call: one that was closed must not be used again.

    Raises:
        HopelessError: Slack says what will not change by itself.
    """
    client, taking = SocketClient(bot, app_token), set[asyncio.Task[Any]]()

    async def handle(_: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if task := asyncio.current_task():
            taking.add(task)
            task.add_done_callback(taking.discard)
        admitted = await bot.admit(request.payload) if request.type == _EVENTS else Admitted.OTHER
        if admitted.is_refused:
            return
        if admitted is not Admitted.OTHER:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))
            return
        began = time.time()  # what slack_bolt logs a request's length by
        await send_async_response(client, request, await run_async_bolt_app(bot.app, request), began)

    client.socket_mode_request_listeners.append(handle)
    try:
        await _introduce(bot)
        async with _making_up(bot):
            await stay_connected(client, bot.state)
    finally:
        bot.is_leaving = True
        if taking:
            # What is taken is acknowledged over this connection, a command with its reply.
            await asyncio.wait(taking, timeout=_ACKNOWLEDGED_WITHIN)
        # Beside each other: a connection that is frozen takes its time to close.
        await asyncio.gather(client.close(), bot.drain())  # type: ignore[no-untyped-call] # slack_sdk's own


@contextlib.asynccontextmanager
async def _making_up(bot: SlackBot) -> AsyncIterator[None]:
    """Make up for what other processes left while the block lasts."""
    making_up = asyncio.create_task(bot.make_up())
    try:
        yield
    finally:
        making_up.cancel()


async def verify(client: AsyncWebClient, app_token: str = "") -> None:
    """Ask Slack for its opinion of the tokens, before anything that takes long.

    Raises:
        HopelessError: It refuses one.
        SlackApiError: It cannot say now.
    """
    try:
        await client.auth_test()
    except SlackApiError as error:
        stop_if_hopeless(error, BOT_TOKEN)
        raise
    # The address that comes with it is not used: it is only good once, and soon.
    if app_token:
        try:
            await client.apps_connections_open(app_token=app_token)
        except SlackApiError as error:
            stop_if_hopeless(error, APP_TOKEN)
            raise


async def _introduce(bot: SlackBot) -> None:
    """Ask Slack who the bot is, until it says so.

    slack_bolt would ask inside the first event, and where that fails acknowledge it all the same: the
    message was lost, and `/prolo` showed slack_bolt's own words, without the disclaimer.

    Raises:
        HopelessError: Slack refuses the token.
    """
    backoff = Backoff()
    while True:
        try:
            bot.knows_itself(await bot.app.client.auth_test())
        except (SlackApiError, aiohttp.ClientError, OSError) as error:
            if isinstance(error, SlackApiError):
                stop_if_hopeless(error, BOT_TOKEN)
            reason = error_code(error)
            bot.state.loses(reason)
            seconds = backoff.delay()
            _logger.warning("slack_unreachable", error=reason, seconds=round(seconds, 1))
        else:
            await bot.looks_at_its_alert_channel()
            return
        await asyncio.sleep(seconds)


async def serve_http(
    bot: SlackBot,
    signing_secret: str,
    port: int,
    *,
    host: str = "0.0.0.0",  # noqa: S104 - Slack calls from outside
    listening: Callable[[str], Any] = lambda _: None,
) -> None:
    """Serve signed HTTP until cancelled; then take no more events and finish the replies being made.

    Slack brings events that are refused to another process. Commands and presses it does not bring again: they are
    taken as long as there is something to finish.

    Args:
        bot: The app.
        signing_secret: Slack's, from the app's page.
        port: Where to listen; 0: any free port.
        host: The address to listen on.
        listening: Called with the request URL once it can be used.

    Raises:
        HopelessError: Slack refuses the token, or nothing can listen there.
    """
    await _introduce(bot)
    door = Door(bot.state.refused)
    runner = web.AppRunner(build_web_app(bot, signing_secret, door), access_log=None, shutdown_timeout=_LAST_WORDS)
    await runner.setup()
    server: asyncio.Server | None = None
    try:
        server = await _listen(door, runner, host, port)
        port = server.sockets[0].getsockname()[1]
        bot.state.connects()
        _logger.info("slack_connected", mode="http", host=host, port=port)
        listening(f"http://{host}:{port}{PATH}")
        async with _making_up(bot):
            await asyncio.Event().wait()
    finally:
        bot.is_leaving = True
        await bot.drain()
        if server is not None:
            server.close()
            door.close_waiting()
        await runner.cleanup()


async def _listen(door: Door, runner: web.AppRunner, host: str, port: int) -> asyncio.Server:
    if runner.server is None:
        raise RuntimeError("the runner was not set up")
    try:
        return await asyncio.get_running_loop().create_server(
            door.guarded(runner.server), host, port, backlog=BACKLOG
        )
    except OSError as error:
        raise HopelessError(cannot_listen("PROLOBOT_SLACK_PORT", host, port, error)) from None
