"""Stay connected over Socket Mode: when to connect, when to wait, and when the bot can be heard.

slack_sdk itself looks once in every ping interval, asks for a new address on every `disconnect`, repeats one
that works only once, and is deaf meanwhile: Slack gives a command three seconds. So here it only holds the
connection, and everything else is decided in `stay_connected`.
"""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from adapters.hopeless import HopelessError
from adapters.slack.refusals import APP_TOKEN, LINK_DISABLED, SWITCHED_OFF, error_code, stop_if_hopeless

if TYPE_CHECKING:
    from adapters.platform_state import PlatformState
    from adapters.slack.app import SlackBot

_logger = structlog.get_logger(__name__)

_PING = 5.0
"""Seconds between our pings; a connection on which four go unanswered counts as dead."""

_LOOK_EVERY, _LONGEST_PAUSE = 0.5, 20.0
"""Seconds between two looks at the connection, and at most between two attempts at a new one."""

_SOON = 0.5
"""Seconds at most before the attempt after a connection on which Slack said hello, whatever came before: a command
typed meanwhile waits for three, and is not brought again. The pause grows from there as before."""

_FIRST_TRY, _LONGEST_TRY = 2.0, 30.0
"""Seconds for an attempt: more after each that was not enough. slack_sdk's own would go on for ever."""

_SETTLED = 60.0
"""Seconds after which a connection counts as healthy though nothing came over it.

An opening alone proves nothing: `too_many_websockets` opens too, and resetting the pause there made 725 calls
of `apps.connections.open` in 40 seconds. A first delivery proves as much as a minute does.
"""


_POLITE = frozenset({"warning", "refresh_requested"})
"""Farewells with which Slack asks for a new connection, every few hours
(https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect)."""


class _RefusedError(Exception):
    """Slack closed the connection before it said hello; the message is its reason."""


class SocketClient(SocketModeClient):
    """slack_sdk's client, which tells what Slack says of the connection and does not act on it by itself."""

    def __init__(self, bot: SlackBot, app_token: str) -> None:
        """Prepare; `stay_connected` connects."""
        super().__init__(
            app_token=app_token,
            logger=bot.app.logger,
            web_client=bot.app.client,
            ping_interval=_PING,
            auto_reconnect_enabled=False,
        )
        self.heard = asyncio.Event()
        self.farewell: str | None = None
        self.has_delivered = False

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        """Note a greeting or a farewell; hand on everything else."""
        match message.get("type"):
            case "disconnect":
                self.farewell = str(message.get("reason") or "")
                self.heard.set()
            case "hello":
                self.heard.set()
            case _:
                self.has_delivered = True
                await super().run_message_listeners(message, raw_message)

    async def open(self) -> None:
        """Ask for an address, connect to it, and wait until Slack says hello.

        Raises:
            _RefusedError: It says farewell in its place.
        """
        # Before it connects: hello, or a farewell, may come before `connect` returns.
        self.heard, self.farewell, self.has_delivered = asyncio.Event(), None, False
        response = await self.web_client.apps_connections_open(app_token=self.app_token)
        self.wss_uri = response["url"]
        await self.connect()  # type: ignore[no-untyped-call] # slack_sdk leaves it untyped
        await self.heard.wait()
        if self.farewell is not None:
            raise _RefusedError(self.farewell)


async def stay_connected(client: SocketClient, state: PlatformState) -> None:
    """Connect, and again whenever the connection is lost, until cancelled.

    Raises:
        HopelessError: Slack says what will not change by itself.
    """
    pause, limit = _LOOK_EVERY, _FIRST_TRY
    while True:
        try:
            async with asyncio.timeout(limit):
                await client.open()
        except (SlackApiError, _RefusedError, aiohttp.ClientError, OSError) as error:
            reason = _reason(error)
            state.loses(reason)
            _logger.warning("slack_unreachable", error=reason, seconds=pause)
            limit = min(limit * 2, _LONGEST_TRY) if isinstance(error, TimeoutError) else limit
        else:
            limit = _FIRST_TRY
            state.connects()
            _logger.info("slack_connected", mode="socket")
            if await _until_lost(client, state):
                pause = _LOOK_EVERY
                continue
            pause = min(pause, _SOON)
        # Jitter: a hundred bots that lost Slack together shall not come back together.
        await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _until_lost(client: SocketClient, state: PlatformState) -> bool:
    """Return once there is no connection any more: whether it had been a healthy one.

    Raises:
        HopelessError: Socket Mode was switched off.
    """
    clock = asyncio.get_running_loop().time
    began = clock()
    while client.farewell is None and await client.is_connected():  # noqa: ASYNC110 - slack_sdk has no event
        await asyncio.sleep(_LOOK_EVERY)
    if client.farewell == LINK_DISABLED:
        raise HopelessError(SWITCHED_OFF)
    state.loses(client.farewell or "connection lost")
    return client.farewell in _POLITE or client.has_delivered or clock() - began > _SETTLED


def _reason(error: Exception) -> str:
    """Return why an attempt failed, as a code.

    Raises:
        HopelessError: It would fail again.
    """
    if isinstance(error, SlackApiError):
        stop_if_hopeless(error, APP_TOKEN)
        return error_code(error)
    if isinstance(error, _RefusedError):
        if str(error) == LINK_DISABLED:
            raise HopelessError(SWITCHED_OFF) from None
        return str(error)
    return type(error).__name__
