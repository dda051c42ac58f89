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
from adapters.discord.people import link_to
from adapters.discord.places import channel_key, id_of, person_key
from adapters.discord.rendering import render
from botcore import Alerted, Asked, Finding, Kind, Verdict

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
        tells = is_shown and self._alert_channel(guild) is not None
        if isinstance(asked, Asked) and tells:
            asked = replace(asked, told=True)
        answered = await self._replying.send(owed, asked, message.author.id, message.channel, post, tells=tells)
        if is_shown and not tells:
            self._note_untold(answered, guild)
        await self._tell(answered, asked, message.jump_url, guild)

    async def respond(self, interaction: discord.Interaction, incoming: Incoming, owed: Owed | None) -> None:
        """Reply to a command, and then tell of it where others see the reply and it is urgent."""
        asked, guild = incoming.message, interaction.guild_id
        # Whoever added the bot to their account has it in other servers, too: of those nobody here is told.
        is_here = self._client.get_guild(guild or 0) is not None
        is_shown = isinstance(asked, Asked) and bool(asked.shown_in) and is_here
        tells = is_shown and self._alert_channel(guild) is not None
        if isinstance(asked, Asked) and tells:
            incoming = replace(incoming, message=replace(asked, told=True))
        answered = await self._replying.respond(interaction, incoming, owed, tells=tells)
        if is_shown and not tells:
            self._note_untold(answered, guild)
        await self._tell(answered, asked, link_to(interaction), guild)

    async def tell_left(self, owed: Owed) -> None:
        """Tell those who look after people what another process left untold."""
        guild, ledger = int(owed.team or 0), self._replying.ledger
        if not self._replying.rules(guild).alert_channel:
            await ledger.settle(owed)
            return
        if self._alert_channel(guild) is None:
            # Another shard may see it.
            await ledger.postpone(owed, unsure=owed.sending)
            return
        _logger.info("alert_left", channel=owed.channel)
        link = "/".join(filter(None, ("https://discord.com/channels", owed.team, owed.channel, owed.message)))
        finding, person = Finding(Verdict.URGENT, owed.danger), person_key(owed.person)
        reached = await self._replying.has_reached(owed)
        alerted = Alerted(finding, link, reached, person=person, thread=channel_key(owed.channel))
        await self._tell_of(alerted, guild, owed)

    def _alert_channel(self, guild: int | None) -> discord.TextChannel | None:
        """Return where alerts go; None where none are sent, or where ordinary members could read them."""
        channel = self._client.get_channel(id_of(self._replying.rules(guild).alert_channel))
        if not isinstance(channel, discord.TextChannel):
            return None
        if not is_closed(channel):
            _logger.error("alert_channel_open", channel=channel.id)
            return None
        return channel

    def _note_untold(self, answered: Answered, guild: int | None) -> None:
        """Log that nobody hears of an urgent message, where somebody was to: the channel is gone, or not shown."""
        wished = self._replying.rules(guild).alert_channel
        is_urgent = answered.reply is not None and answered.reply.kind is Kind.URGENT
        # One that is open to others has been logged as such.
        if is_urgent and wished and self._client.get_channel(id_of(wished)) is None:
            _logger.error("alert_channel_not_seen", channel=wished)

    async def _tell(self, answered: Answered, asked: Message, link: str, guild: int | None) -> None:
        """Tell those who look after people of what is urgent, unless they were told lately.

        Also where the reply was not taken: then nobody but them can help.

        Args:
            answered: What became of it.
            asked: What was asked.
            link: Where.
            guild: The server.
        """
        reply, is_there, owed = answered
        if reply and owed:
            alerted = Alerted(reply.trace.finding, link, is_there, person=asked.person, thread=asked.thread)
            await self._tell_of(alerted, guild, owed)

    async def _tell_of(self, alerted: Alerted, guild: int | None, owed: Owed) -> None:
        send, danger = partial(self._is_told, alerted, guild, owed), alerted.finding.category
        if not await self._alerts.tell(alerted.person, alerted.thread, danger, send, at=time.monotonic()):
            await self._replying.ledger.settle(owed)

    async def _is_told(self, alerted: Alerted, guild: int | None, owed: Owed) -> bool:
        """Send an alert; tell whether it is there."""
        channel = self._alert_channel(guild)
        if channel is None:
            await self._replying.ledger.settle(owed)
            return False
        rendered = render(await self._replying.answer(alerted))
        role = id_of(self._replying.rules(guild).alert_role)
        # Tried again, or told by another process, it is the same alert.
        return await self._replying.is_sent(channel, rendered, nonce_of(owed), role=role, owed=owed)


def is_closed(channel: discord.TextChannel) -> bool:
    """Tell whether a channel is closed to ordinary members."""
    return not channel.permissions_for(channel.guild.default_role).view_channel
