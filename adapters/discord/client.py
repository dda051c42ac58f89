"""One Discord client: its connection, and what comes over it handed to the doors, each a module of its own."""

from __future__ import annotations

import asyncio
import contextlib
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands

from adapters.delivery import LONGEST_RATE_LIMIT
from adapters.discord.commands import ANYWHERE, Command, Commanding
from adapters.discord.configuring import Configuring
from adapters.discord.forms import read_reason
from adapters.discord.gateway import KEEP_SESSION, SESSION_OVER, Gateway, survive_unreadable_frames
from adapters.discord.hearing import Hearing
from adapters.discord.making_up import is_answered, message_of, owed_for_interaction, tell
from adapters.discord.missed import Missed
from adapters.discord.naming import CommandTranslator
from adapters.discord.outdated import answer_outdated
from adapters.discord.parsing import read_edit, read_message
from adapters.discord.people import read_step
from adapters.discord.places import keys_of
from adapters.discord.presses import read_press
from adapters.discord.rating import Rating
from adapters.discord.registering import register
from adapters.discord.relaying import Relaying
from adapters.discord.rendering import render
from adapters.discord.replying import Replying
from adapters.incoming import Incoming
from botcore import Interrupted, Rated

if TYPE_CHECKING:
    from adapters.backing import Backing
    from adapters.owed import Owed
    from botcore import Message

_logger = structlog.get_logger(__name__)

_FAREWELL = 2.0
"""Seconds for the gateway to say goodbye, too."""

_READ = {discord.InteractionType.component: read_press, discord.InteractionType.modal_submit: read_reason}


class DiscordBot(discord.Client):
    """One Discord client.

    No privileged intent: a mention and a direct message carry their text without it.
    """

    def __init__(
        self, backing: Backing, *, command: Command | None = None, gateway: Gateway | None = None
    ) -> None:
        """Register the handlers.

        Args:
            backing: What stands behind the doors.
            command: What `/prolo` is called and suggests, and how it is answered; None: to one person alone.
            gateway: How it is on the gateway; None: alone, and for the first time.
        """
        command, gateway = command or Command(), gateway or Gateway()
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        # No cache of messages: nothing of what people write stays in memory, and no event here needs one.
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            heartbeat_timeout=gateway.heartbeat_timeout,
            shard_id=gateway.shard[0],
            shard_count=gateway.shard[1],
            max_ratelimit_timeout=LONGEST_RATE_LIMIT,
        )
        survive_unreadable_frames(self)
        self._identifies = gateway.identifies
        self._missed = Missed(self, gateway.sessions) if gateway.sessions else None
        self._registering: asyncio.Task[None] | None = None
        self._making_up: asyncio.Task[None] | None = None
        self._following: asyncio.Task[None] | None = None
        self._replying = Replying(backing)
        self._hearing = Hearing(self._replying, self)
        self._rating = Rating(self._replying, backing.ratings)
        self._relaying = Relaying(self._replying, self)
        self.tree = app_commands.CommandTree(self, allowed_contexts=ANYWHERE)
        Commanding(self._replying, self._hearing, command).register(self.tree)
        Configuring(self._replying, command.naming).register(self.tree)

    async def setup_hook(self) -> None:
        """Begin to publish the application's commands; discord.py calls this once, after login."""
        await self.prepare_commands()
        # As tasks: no message waits for any of these.
        self._registering = asyncio.create_task(register(self.tree))
        self._making_up = asyncio.create_task(self._make_up())
        if self._missed:
            self._following = asyncio.create_task(self._missed.follow())

    async def prepare_commands(self) -> None:
        """Fit the commands to the application, once it is known."""
        by_people = self.application is not None and self.application.user_integration_config is not None
        self.tree.allowed_installs = app_commands.AppInstallationType(guild=True, user=by_people)
        await self.tree.set_translator(CommandTranslator())

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Keep far below the number of identifies after which Discord resets the token."""
        await super().before_identify_hook(shard_id, initial=initial)
        await self._identifies.take()

    async def close(self) -> None:
        """Close the connection."""
        if self._registering:
            self._registering.cancel()
        await super().close()

    async def announce(self, channel_id: int, message: Message) -> bool:
        """Post in a channel what answers nobody; tell whether it is there: this client has to see it."""
        channel = self.get_channel(channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            _logger.warning("report_channel_not_seen", channel=channel_id)
            return False
        # There is no message to take it from: a number of this moment is the same one at every try.
        nonce = discord.utils.time_snowflake(discord.utils.utcnow())
        return await self._replying.is_sent(channel, render(await self._replying.answer(message)), nonce)

    async def drain(self, seconds: float | None = None) -> None:
        """Wait for the replies being made, by default as long as it may; discord.py itself abandons them."""
        await self._replying.drain(seconds)

    async def hear_no_more(self) -> None:
        """Close the gateway's connection and keep the one that brings replies.

        A session that another process can find is left open for it: Discord replays to that what is said
        meanwhile, and shows the bot as online until then, for some minutes at most.
        """
        for each in (self._making_up, self._following):
            if each:
                each.cancel()
        code = KEEP_SESSION if self._missed else SESSION_OVER
        if self.ws is not None:
            # A gateway that is frozen would hold the stop for half a minute.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_FAREWELL):
                    await self.ws.close(code)

    async def on_ready(self) -> None:
        """Say that messages come in from now on; discord.py calls it after each new session."""
        self._connects()

    async def on_resumed(self) -> None:
        """Say that the session goes on."""
        self._connects()

    async def on_disconnect(self) -> None:
        """Say that the connection is gone; discord.py calls it for each attempt that fails, too."""
        self._replying.state.loses("connection lost")

    async def on_message(self, message: discord.Message) -> None:
        """Reply to a mention or direct message, in the channel it came from."""
        await self._hearing.hear(message, read_message(message, self._own_id, at=time.monotonic()))

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Hear what mentions us and was edited; `on_message_edit` would need a cache of messages."""
        await self._hearing.hear(event.message, read_edit(event.message, self._own_id, at=time.monotonic()))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Handle buttons and forms by their id, so that those sent before a restart still work."""
        if step := read_step(interaction, at=time.monotonic()):
            passing = Incoming(step, keys_of(interaction))
            owed = owed_for_interaction(passing, interaction)
            if await self._replying.is_new(passing, owed, interaction.channel_id):
                await self._relaying.relay(interaction, owed, step)
            return
        read = _READ.get(interaction.type)
        if read is None:
            return
        incoming = read(interaction, at=time.monotonic())
        if incoming is None:
            _logger.warning("press_unknown", channel=interaction.channel_id)
            await answer_outdated(self._replying, interaction)
            return
        owed = owed_for_interaction(incoming, interaction)
        if not await self._replying.is_new(incoming, owed, interaction.channel_id):
            return
        if isinstance(incoming.message, Rated):
            await self._rating.hear(interaction, incoming, owed, incoming.message)
        else:
            await self._replying.respond(interaction, incoming, owed)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:  # noqa: ANN401 - discord.py's own
        """Log which handler failed, and nothing of what it was given."""
        import sys

        error = sys.exc_info()[0]
        _logger.error("handler_failed", handler=event_method, error=error.__name__ if error else "")

    @property
    def _own_id(self) -> int:
        return self.user.id if self.user else 0

    def _connects(self) -> None:
        self._replying.state.connects()
        _logger.info("discord_connected")

    async def _make_up(self) -> None:
        """Answer what other processes left, or say that they were interrupted, until cancelled."""
        # Before that no server is known, and so no channel to look in.
        await self.wait_until_ready()
        await self._replying.make_up(self._make_up_for, is_leaving=self.is_closed)

    async def _make_up_for(self, owed: Owed) -> None:
        if owed.danger:
            await self._hearing.tell_left(owed)
            return
        # Read first: what is looked for is a reply to that very message.
        message, asked = await message_of(self, owed)
        if await is_answered(self, owed, asked):
            await self._replying.notes_reached(owed)
            await self._replying.ledger.settle(owed)
            return
        _logger.info(
            "made_up", door=owed.door, channel=owed.channel, read_back=not isinstance(message, Interrupted)
        )
        telling = partial(tell, self, owed, asked)
        if asked:
            await self._hearing.reply(asked, message, owed, telling)
        else:
            channel = self.get_channel(int(owed.channel or 0))
            await self._replying.send(owed, message, owed.person, channel, telling)
