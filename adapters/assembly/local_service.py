"""The unmodified service on a stand-in of its platform, on this machine: connected when the block begins."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from pydantic import SecretStr

from adapters.assembly.kept import NOTHING
from adapters.assembly.services import Hooks, discord_service, slack_service
from adapters.ops import supervise
from adapters.rating import NoRatings
from adapters.settings import OnDiscord, OnSlack, Settings
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.slack import Settings as SlackSettings
from adapters.standins.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from adapters.assembly.kept import Kept
    from adapters.assembly.services import Service
    from adapters.incoming import Respond
    from adapters.rating import Ratings
    from botcore import Faq

CONNECT_TIMEOUT = 60.0
"""Seconds for the bot to connect to a server on the same machine; more than enough on a busy one."""

LOOPBACK = "127.0.0.1"

_S = TypeVar("_S")


class _Drained(Protocol):
    """A bot that can be waited for."""

    async def drain(self, seconds: float, /) -> None:
        """Wait until it has no reply in the making, for as many seconds at most."""
        ...


class AsksWhy(NoRatings):
    """Keeps nothing either, and asks for the reason, so that the whole way is gone on this machine."""

    asks_why = True


@dataclass
class Local(Generic[_S]):
    """A stand-in with the bot on it.

    Attributes:
        standin: The platform.
        built: Every Slack app or Discord client there has been, the newest last.
    """

    standin: _S
    built: list[_Drained] = field(default_factory=list)

    async def drain(self, seconds: float = 10.0) -> None:
        """Wait until the bot has no reply in the making, for as many seconds at most."""
        for each in self.built:
            await each.drain(seconds)


@contextlib.asynccontextmanager
async def local_slack(
    answer: Respond,
    settings: SlackSettings | None = None,
    *,
    http: bool = False,
    kept: Kept = NOTHING,
    ratings: Ratings | None = None,
    changed: Callable[[Settings], Settings] = lambda settings: settings,
    before: Callable[[SlackStandIn], None] = lambda _: None,
) -> AsyncIterator[Local[SlackStandIn]]:
    """Run the Slack service on a stand-in while the block lasts.

    Args:
        answer: Turns a message into its reply.
        settings: The workspace; None: an ordinary one.
        http: Signed HTTP in place of Socket Mode.
        kept: What outlives it.
        ratings: Told whether replies helped; None: the journal, where one is kept.
        changed: Changes the settings with which the service runs, once the stand-in is prepared.
        before: Called before the service starts, to let that go wrong.
    """
    async with SlackStandIn(settings) as slack:
        local, url = Local(slack), asyncio.get_running_loop().create_future()
        hooks = Hooks(LOOPBACK, local.built.append, url.set_result)
        before(slack)
        current = changed(slack_settings(slack, http=http))
        service = slack_service(current, answer, hooks, kept=kept, ratings=ratings)
        async with _supervised(service):
            if http:
                # Known once the service listens, for its port is any free one.
                await slack.use_request_url(await url)
            else:
                await slack.wait_connected(seconds=CONNECT_TIMEOUT)
            yield local


@contextlib.asynccontextmanager
async def local_discord(
    answer: Respond,
    settings: DiscordSettings | None = None,
    *,
    questions: Sequence[str] = (),
    faq: Faq | None = None,
    heartbeat_timeout: float | None = None,
    kept: Kept = NOTHING,
    ratings: Ratings | None = None,
    changed: Callable[[Settings], Settings] = lambda settings: settings,
    before: Callable[[DiscordStandIn], None] = lambda _: None,
) -> AsyncIterator[Local[DiscordStandIn]]:
    """Run the Discord service on a stand-in while the block lasts.

    Args:
        answer: Turns a message into its reply.
        settings: The application and its guild; None: ordinary ones.
        questions: What is suggested while someone types `/prolo`.
        faq: Says what the commands are called; None: as they come.
        heartbeat_timeout: As in `Hooks`.
        kept: What outlives it.
        ratings: Told whether replies helped; None: the journal, where one is kept.
        changed: Changes the settings with which the service runs, once the stand-in is prepared.
        before: Called before the service starts, to let that go wrong.
    """
    async with DiscordStandIn(settings) as discord:
        local = Local(discord)
        hooks = Hooks(built=local.built.append, heartbeat_timeout=heartbeat_timeout)
        before(discord)
        current = changed(discord_settings(discord))
        service = discord_service(current, answer, questions, hooks, faq=faq, kept=kept, ratings=ratings)
        async with _supervised(service):
            await discord.wait_connected(seconds=CONNECT_TIMEOUT)
            # Published beside serving: a transcript may begin with a command.
            await discord.wait_for_command("prolo", seconds=CONNECT_TIMEOUT)
            yield local


def slack_settings(slack: SlackStandIn, *, http: bool = False) -> Settings:
    """Return the settings with which the Slack service runs on a stand-in."""
    on_slack = OnSlack(
        bot_token=SecretStr(slack.settings.bot_token),
        app_token=SecretStr(slack.settings.app_token),
        signing_secret=SecretStr(slack.settings.signing_secret),
        mode="http" if http else "socket",
        # Any free one: several services run side by side on a machine.
        port=0,
        url=slack.api_url,
    )
    return Settings(slack=on_slack)


def discord_settings(discord: DiscordStandIn) -> Settings:
    """Return the settings with which the Discord service runs on a stand-in."""
    return Settings(discord=OnDiscord(token=SecretStr(discord.settings.token), url=discord.url))


@contextlib.asynccontextmanager
async def _supervised(service: Service) -> AsyncIterator[None]:
    """Run a service as `prolobot run` does; stop it as a signal would."""
    stop = asyncio.Event()
    serving = asyncio.create_task(supervise(*service, stop))
    try:
        yield
    finally:
        stop.set()
        await serving
