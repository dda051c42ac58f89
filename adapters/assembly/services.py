"""The service on each platform as something to be supervised: built anew for every connection."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from adapters.assembly.kept import NOTHING
from adapters.backing import Backing
from adapters.following import Following
from adapters.hopeless import HopelessError
from adapters.incoming import never
from adapters.ops import counted
from adapters.owed import InMemory
from adapters.platform_state import PlatformState
from adapters.rating import NoRatings

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence
    from contextlib import AbstractContextManager

    from adapters.assembly.kept import Kept
    from adapters.discord.client import DiscordBot
    from adapters.incoming import Refuse, Respond
    from adapters.rating import Ratings
    from adapters.settings import OnPlatform, Settings
    from adapters.slack.app import SlackBot
    from botcore import Faq

Service = tuple[str, Callable[[], Awaitable[None]]]
"""A platform's name, and what builds everything anew and serves it until cancelled."""


_Bot_contra = TypeVar("_Bot_contra", contravariant=True)
"""A Slack app or a Discord client."""


@dataclass(frozen=True)
class Hooks(Generic[_Bot_contra]):
    """What differs where the platform is a stand-in on this machine.

    Attributes:
        host: Where signed HTTP listens; "": as set.
        built: Called with each new Slack app or Discord client.
        listening: Called with the request URL once signed HTTP can be used.
        heartbeat_timeout: Seconds of silence after which a Discord connection counts as dead; None: as
            usual.
    """

    host: str = ""
    built: Callable[[_Bot_contra], object] = lambda _: None
    listening: Callable[[str], object] = lambda _: None
    heartbeat_timeout: float | None = None


def slack_service(
    current: Settings,
    answer: Respond,
    hooks: Hooks[SlackBot] | None = None,
    *,
    kept: Kept = NOTHING,
    state: PlatformState | None = None,
    ratings: Ratings | None = None,
    refuse: Refuse = never,
) -> Service:
    """Return Slack over Socket Mode or signed HTTP, as set.

    Args:
        current: What is set.
        answer: Turns a message into its reply.
        hooks: What differs on a stand-in; None: nothing.
        kept: What outlives it.
        state: Told how it goes; None: nobody asks.
        ratings: Told whether replies helped; None: the journal, where one is kept.
        refuse: Gives the reply to a message that there is no room for.
    """
    from adapters.slack import serving
    from adapters.slack.app import SlackBot
    from adapters.slack.commands import Command
    from adapters.slack.delivering import build_client, keeping_connections
    from adapters.slack.hearing import Admission

    # Made here, not in `serve`: they outlive each connection, and what the one before has seen.
    hooks, state = hooks or Hooks(), state or PlatformState("slack")
    backing = _backing(current, current.slack, answer, kept=kept, state=state, ratings=ratings)
    following = Following(kept.recalls) if current.slack.threads else None
    admission = Admission(apps=current.slack.apps, following=following, refuse=refuse)
    command = Command(public=current.public)

    async def serve() -> None:
        url = {"base_url": current.slack.url} if current.slack.url else {}
        client = build_client(current.slack.bot_token.get_secret_value(), **url)
        bot = SlackBot(client, backing, admission=admission, command=command, owners=current.slack.owners)
        hooks.built(bot)
        channel = current.slack.report_channel
        weekly = kept.telling("slack", partial(bot.announce, channel)) if channel else nullcontext()
        async with keeping_connections(client), weekly:
            if current.slack.is_http:
                secret, port = current.slack.signing_secret.get_secret_value(), current.slack.port
                await serving.serve_http(
                    bot, secret, port, host=hooks.host or current.slack.host, listening=hooks.listening
                )
            else:
                await serving.serve_socket(bot, current.slack.app_token.get_secret_value())

    return "slack", _reporting_to(state, serve)


async def verify_slack(current: Settings) -> None:
    """Raise `HopelessError` where Slack refuses a token."""
    from slack_sdk.web.async_client import AsyncWebClient

    from adapters.slack.serving import verify

    url = current.slack.url or AsyncWebClient.BASE_URL
    app_token = current.slack.app_token.get_secret_value() if not current.slack.is_http else ""
    await verify(AsyncWebClient(current.slack.bot_token.get_secret_value(), url), app_token)


async def verify_discord(current: Settings) -> None:
    """Raise `HopelessError` where Discord refuses the token."""
    from adapters.discord.serving import verify

    with pointed_at_discord(current.discord.url):
        await verify(current.discord.token.get_secret_value())


def discord_service(
    current: Settings,
    answer: Respond,
    questions: Sequence[str],
    hooks: Hooks[DiscordBot] | None = None,
    *,
    faq: Faq | None = None,
    kept: Kept = NOTHING,
    state: PlatformState | None = None,
    ratings: Ratings | None = None,
    shard: int = 0,
) -> Service:
    """Return Discord over its gateway.

    Args:
        current: What is set.
        answer: Turns a message into its reply.
        questions: Suggested while someone types `/prolo`.
        hooks: What differs on a stand-in; None: nothing.
        faq: Says what the commands are called; None: as they come.
        kept: What outlives it.
        state: Told how it goes; None: nobody asks.
        ratings: Told whether replies helped; None: the journal, where one is kept.
        shard: Which part of the servers, of as many as are set.
    """
    from adapters.discord.client import DiscordBot
    from adapters.discord.commands import Command
    from adapters.discord.gateway import HEARTBEAT_TIMEOUT, Gateway
    from adapters.discord.naming import Naming
    from adapters.discord.serving import serve_gateway

    # Made here, not in `connected`, for the same reason as Slack's.
    hooks, state = hooks or Hooks(), state or PlatformState("discord")
    backing = _backing(current, current.discord, answer, kept=kept, state=state, ratings=ratings)
    command = Command(public=current.public, questions=questions, naming=Naming.of(faq) if faq else Naming())
    gateway = Gateway(
        shard=(shard, current.discord.shards),
        heartbeat_timeout=hooks.heartbeat_timeout or HEARTBEAT_TIMEOUT,
        sessions=kept.sessions,
    )

    async def serve() -> None:
        async with kept.claiming(state) as lost:
            await _until_lost(connected(), lost)

    async def connected() -> None:
        with pointed_at_discord(current.discord.url):
            client = DiscordBot(backing, command=command, gateway=gateway)
            hooks.built(client)
            channel = current.discord.report_channel
            weekly = kept.telling("discord", partial(client.announce, int(channel))) if channel else nullcontext()
            async with weekly:
                await serve_gateway(client, current.discord.token.get_secret_value())

    return state.name, _reporting_to(state, serve)


def _backing(
    current: Settings,
    platform: OnPlatform,
    answer: Respond,
    *,
    kept: Kept,
    state: PlatformState,
    ratings: Ratings | None,
) -> Backing:
    """Return what stands behind a platform, as it is set and kept; made once, and outlives each connection."""
    return Backing(
        counted(answer, state),
        ledger=kept.ledger or InMemory(),
        state=state,
        ratings=ratings or kept.journal or NoRatings(),
        manners=current.manners_on(platform, kept.overrides),
        grace=current.stop_grace,
    )


async def _until_lost(serving: Coroutine[Any, Any, None], lost: asyncio.Event) -> None:
    """Serve until another process does; what is being answered is finished."""
    service, losing = asyncio.ensure_future(serving), asyncio.ensure_future(lost.wait())
    try:
        await asyncio.wait({service, losing}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        losing.cancel()
        service.cancel()
        with suppress(asyncio.CancelledError):
            await service


def _reporting_to(state: PlatformState, serve: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """Return the same service, which tells the state of its platform how it ended."""

    async def run() -> None:
        try:
            await serve()
        except HopelessError as error:
            state.ends(str(error))
            raise
        except Exception as error:
            state.loses(type(error).__name__)
            raise
        finally:
            state.loses("stopped")

    return run


def pointed_at_discord(url: str) -> AbstractContextManager[object]:
    """Return what points discord.py at another address while a block lasts."""
    if not url:
        return nullcontext()
    from adapters.standins.discord.loopback import pointed_here

    return pointed_here(url)
