"""The playground's parts: a Slack and a Discord on loopback, the unmodified bot on both, and the page.

Imported before everything that takes long: the page is there while the bot still learns the file.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from typing import TYPE_CHECKING

from adapters.harness.playground import (
    Builders,
    DiscordRoom,
    Exchanges,
    Playground,
    Refused,
    SlackRoom,
    serve_page,
)
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.slack import Settings as SlackSettings
from adapters.standins.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from botcore import Bot, Faq

_NAME = "prolobot"


async def serve(
    find: Callable[[], Path],
    port: int,
    announce: Callable[[str], None],
    complain: Callable[[str], None] = lambda _: None,
) -> None:
    """Run the playground until it is cancelled.

    Args:
        find: Returns the file to answer from; called on a thread, once the page is served.
        port: Where the page listens; 0: any free port.
        announce: Called with the page's address once it can be opened.
        complain: Called with each fault of a file that was refused.

    Raises:
        OSError: The port is taken.
    """
    async with _slack() as slack, _discord() as discord:
        page = Playground(
            Builders(
                find,
                functools.partial(_load, complain),
                functools.partial(_Bots.start, slack=slack, discord=discord),
            )
        )
        page.add_room(SlackRoom(slack, page.pages.tell))
        page.add_room(DiscordRoom(discord, page.pages.tell))
        async with serve_page(page, port) as url:
            announce(url)
            await page.run()


def _load(complain: Callable[[str], None], path: Path, progress: Callable[[int, int], None]) -> Bot:
    """Return a bot for a file.

    Raises:
        Refused: It cannot be read, or has faults; `complain` hears of them, too.
    """
    from adapters.assembly.loading import bot_for
    from adapters.text_file import TextFileError, read_text
    from botcore import FaqError, load_faq

    try:
        faq: Faq = load_faq(read_text(path), name=path.name)
    except FaqError as error:
        raise _refused(str(error).splitlines(), complain) from None
    except TextFileError as error:
        raise _refused([str(error)], complain) from None
    return bot_for(faq, path, progress)


def _refused(faults: list[str], complain: Callable[[str], None]) -> Refused:
    for fault in faults:
        complain(fault)
    return Refused(faults)


class _Bots:
    """The service as `prolobot run` builds it, on the stand-ins."""

    def __init__(self, bot: Bot) -> None:
        from adapters.answering import Answerer

        self.answer = Answerer(bot)
        self.heard = {"slack": Exchanges(self.answer), "discord": Exchanges(self.answer)}
        self._questions = _questions(bot.faq)
        self._stop = asyncio.Event()
        self._serving: list[asyncio.Task[None]] = []

    @classmethod
    async def start(cls, bot: Bot, *, slack: SlackStandIn, discord: DiscordStandIn) -> _Bots:
        """Start both; return once they are connected and `/prolo` is published."""
        from adapters.assembly.local_service import CONNECT_TIMEOUT, AsksWhy, discord_settings, slack_settings
        from adapters.assembly.services import discord_service, slack_service
        from adapters.ops import configure_logging, supervise

        configure_logging("ERROR", as_json=False)
        bots = cls(bot)
        services = (
            slack_service(slack_settings(slack), bots.heard["slack"], ratings=AsksWhy()),
            discord_service(
                discord_settings(discord),
                bots.heard["discord"],
                bots._questions,
                faq=bot.faq,
                ratings=AsksWhy(),
            ),
        )
        bots._serving = [asyncio.create_task(supervise(*service, bots._stop)) for service in services]
        await slack.wait_connected(seconds=CONNECT_TIMEOUT)
        await discord.wait_connected(seconds=CONNECT_TIMEOUT)
        await discord.wait_for_command("prolo", seconds=CONNECT_TIMEOUT)
        return bots

    def replace(self, bot: Bot) -> None:
        """Answer from another bot, and suggest its questions."""
        self.answer.replace(bot)
        # In place: the client reads them anew each time, and so does one that is built after a lost connection.
        self._questions[:] = _questions(bot.faq)

    async def stop(self) -> None:
        """Finish the replies being made, and disconnect."""
        self._stop.set()
        await asyncio.gather(*self._serving, return_exceptions=True)
        self.answer.close()


def _questions(faq: Faq) -> list[str]:
    return [entry.question for entry in faq.entries]


@contextlib.asynccontextmanager
async def _slack() -> AsyncIterator[SlackStandIn]:
    """A workspace in which everyone has a direct message with the bot."""
    async with SlackStandIn(SlackSettings(bot_name=_NAME)) as slack:
        for person in [*slack.workspace.people.values()]:
            if person.bot_id is None:
                slack.workspace.im(person.id)
        yield slack


@contextlib.asynccontextmanager
async def _discord() -> AsyncIterator[DiscordStandIn]:
    """A guild in which everyone has a direct message with the bot."""
    async with DiscordStandIn(DiscordSettings(bot_name=_NAME)) as discord:
        for person in [*discord.state.users.values()]:
            if not person.bot:
                discord.state.dm(person.id)
        yield discord
