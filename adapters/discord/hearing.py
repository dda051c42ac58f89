"""What people write to the bot, and telling those who look after them of what is urgent."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import discord
import structlog

from adapters.alerting import Alerts
from adapters.discord.delivering import post_message
from adapters.discord.making_up import nonce_of, owed_for_message
from adapters.discord.parsing import id_of
from adapters.discord.people import link_to
from adapters.discord.rendering import render
from botcore import Alerted, Asked, Kind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.discord.rendering import Rendered
    from adapters.discord.replying import Answered, Replying
    from adapters.incoming import Incoming
    from adapters.owed import Owed
    from botcore import Message

_logger = structlog.get_logger(__name__)


class Hearing:
    """Hears messages."""

    def __init__(self, replying: Replying, client: discord.Client) -> None:
        """Hear people; tell of what is urgent where that is set, as far as the client sees its channel."""
        self._replying = replying
        self._client = client
        self._alerts = Alerts()

    async def hear(self, message: discord.Message, incoming: Incoming | None) -> None:
        """Reply to a message or an edit, and then tell of it where it is urgent."""
        if incoming is None:
            return
        # The running task: discord.py makes one for each event.
        self._replying.in_flight.add(where=message.channel.id)
        taken = await self._replying.taken_as(incoming, lambda each: owed_for_message(each, message))
        if taken is None:
            return
        heard, owed = taken

        async def post(rendered: Rendered) -> None:
            async with self._replying.channels.turn(str(message.channel.id), first=rendered.goes_first):
                await post_message(message, rendered, nonce_of(owed))

        await self.reply(message, heard.message, owed, post)

    async def reply(
        self,
        message: discord.Message,
        asked: Message,
        owed: Owed,
        post: Callable[[Rendered], Awaitable[None]],
    ) -> None:
        """Reply to a message, or to what another process left of it, and then tell of it where it is urgent."""
        is_shown = isinstance(asked, Asked) and bool(asked.shown_in)
        guild = message.guild.id if message.guild else None
        # Said in the reply, so it is known before: an alert goes out only after the reply is there.
        if isinstance(asked, Asked) and is_shown and self._alert_channel(guild):
            asked = replace(asked, told=True)
        answered = await self._replying.send(owed, asked, message.author.id, message.channel, post)
        if is_shown:
            await self._tell(answered, asked, message.jump_url, guild, nonce_of(owed))

    async def respond(self, interaction: discord.Interaction, incoming: Incoming, owed: Owed | None) -> None:
        """Reply to a command, and then tell of it where others see the reply and it is urgent."""
        asked, guild = incoming.message, interaction.guild_id
        # Whoever added the bot to their account has it in other servers, too: of those nobody here is told.
        is_here = self._client.get_guild(guild or 0) is not None
        is_shown = isinstance(asked, Asked) and bool(asked.shown_in) and is_here
        if isinstance(asked, Asked) and is_shown and self._alert_channel(guild):
            incoming = replace(incoming, message=replace(asked, told=True))
        answered = await self._replying.respond(interaction, incoming, owed)
        if is_shown:
            await self._tell(answered, asked, link_to(interaction), guild, interaction.id)

    def _alert_channel(self, guild: int | None) -> discord.TextChannel | None:
        """Return where alerts go; None where none are sent, or where ordinary members could read them."""
        channel = self._client.get_channel(id_of(self._replying.rules(guild).alert_channel))
        if not isinstance(channel, discord.TextChannel):
            return None
        if not is_closed(channel):
            _logger.error("alert_channel_open", channel=channel.id)
            return None
        return channel

    async def _tell(
        self, answered: Answered, asked: Message, link: str, guild: int | None, nonce: int | str
    ) -> None:
        """Tell those who look after people of what is urgent, unless they were told lately.

        Also where the reply was not taken: then nobody but them can help.

        Args:
            answered: What became of it.
            asked: What was asked.
            link: Where.
            guild: The server.
            nonce: What was replied to: tried again, or told by another process, it is the same alert.
        """
        reply, is_there = answered
        if reply is None or reply.kind is not Kind.URGENT:
            return
        alerted = Alerted(reply.trace.finding, link, is_there, person=asked.person, thread=asked.thread)
        send = partial(self._is_told, alerted, guild, nonce)
        danger = alerted.finding.category
        await self._alerts.tell(alerted.person, alerted.thread, danger, send, at=time.monotonic())

    async def _is_told(self, alerted: Alerted, guild: int | None, nonce: int | str) -> bool:
        """Send an alert; tell whether it is there."""
        channel = self._alert_channel(guild)
        if channel is None:
            return False
        rendered, role = (
            render(await self._replying.answer(alerted)),
            id_of(self._replying.rules(guild).alert_role),
        )
        return await self._replying.is_sent(channel, rendered, nonce, role=role)


def is_closed(channel: discord.TextChannel) -> bool:
    """Tell whether a channel is closed to ordinary members."""
    return not channel.permissions_for(channel.guild.default_role).view_channel
