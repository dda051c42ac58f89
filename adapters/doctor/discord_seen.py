"""Discord as the token that is set sees it: each question is asked once, however many checks need the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import discord

from adapters.backing import Backing
from adapters.discord.client import DiscordBot
from adapters.discord.commands import Command
from adapters.discord.naming import Naming
from adapters.doctor.findings import UnseenError
from adapters.doctor.in_time import Shared
from adapters.doctor.reaching import Greeting, greet
from adapters.token_rules import check_tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.settings import Settings
    from botcore import Faq, Message, Reply

MOST = 20
"""Servers that are looked at: three calls each, of fifty a second that Discord allows."""


class RefusedError(UnseenError):
    """Discord refuses the token.

    Attributes:
        for_good: Whether it would again.
        code: The HTTP status, or the kind of error.
    """

    def __init__(self, code: str, *, for_good: bool) -> None:
        """Keep both."""
        super().__init__(f"DISCORD_TOKEN is refused ({code})")
        self.code, self.for_good = code, for_good


@dataclass(frozen=True, slots=True)
class Room:
    """A channel in which people write, and what the bot may do there."""

    channel: discord.TextChannel | discord.ForumChannel
    allowed: discord.Permissions


@dataclass(frozen=True, slots=True)
class Server:
    """A server the bot is in.

    Attributes:
        guild: With its roles.
        rooms: Its text channels and forums, also those the bot does not see.
        allowed: What the bot may do where no channel says otherwise.
    """

    guild: discord.Guild
    rooms: tuple[Room, ...]
    allowed: discord.Permissions


class LookingBot(DiscordBot):
    """The bot as far as Discord's pages know it: it logs in, publishes nothing and never connects."""

    async def setup_hook(self) -> None:
        """Fit the commands to the application, to compare them."""
        await self.prepare_commands()


class DiscordSeen:
    """What Discord answers.

    Attributes:
        bot: Calls Discord's REST with the token, once `application` was asked for.
    """

    def __init__(self, current: Settings, faq: Faq | None, now: Callable[[], float]) -> None:
        """Prepare; the first who asks connects."""
        self._current, self._now = current, now
        command = Command(public=current.public, naming=Naming.of(faq) if faq else Naming())
        self.bot = LookingBot(Backing(_answers_nobody), command=command)
        self.greeting = Shared(self._greet)
        self.application = Shared(self._log_in)
        self.servers = Shared(self._look_around)

    async def close(self) -> None:
        """Ask no more."""
        for each in (self.greeting, self.application, self.servers):
            await each.close()
        await self.bot.close()

    async def room(self, channel: int) -> tuple[Server, Room] | None:
        """Return a channel and its server; None where the bot is in none that has it."""
        servers, _ = await self.servers()
        rooms = ((server, room) for server in servers for room in server.rooms)
        return next(((server, room) for server, room in rooms if room.channel.id == channel), None)

    async def _greet(self) -> Greeting:
        return await greet(f"{discord.http.Route.BASE}/gateway", now=self._now)

    async def _log_in(self) -> discord.AppInfo:
        if check_tokens(self._current.discord.rules):
            raise UnseenError("DISCORD_TOKEN is not set, or is no such token")
        await self.greeting()
        try:
            await self.bot.login(self._current.discord.token.get_secret_value())
        except discord.LoginFailure:
            raise RefusedError("401", for_good=True) from None
        except discord.HTTPException as error:
            raise RefusedError(str(error.status), for_good=False) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise RefusedError(type(error).__name__, for_good=False) from None
        if self.bot.application is None:
            raise UnseenError("Discord tells nothing of the application")
        return self.bot.application

    async def _look_around(self) -> tuple[list[Server], int]:
        """Return the servers that are looked at, and how many there are."""
        await self.application()
        found = [each async for each in self.bot.fetch_guilds(limit=None, with_counts=False)]
        return [await self._server(each.id) for each in found[:MOST]], len(found)

    async def _server(self, guild_id: int) -> Server:
        guild = await self.bot.fetch_guild(guild_id, with_counts=False)
        own = await guild.fetch_member(self.bot.user.id if self.bot.user else 0)
        places = [
            each
            for each in await guild.fetch_channels()
            if isinstance(each, discord.TextChannel | discord.ForumChannel)
        ]
        rooms = tuple(Room(each, each.permissions_for(own)) for each in places)
        return Server(guild, rooms, own.guild_permissions)


async def _answers_nobody(message: Message) -> Reply:
    raise RuntimeError(f"found a {type(message).__name__} for a bot that does not listen")
