"""From what came in to its reply, the same for every door: taken once, made, and sent."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from adapters.channels import Channels
from adapters.delivery import DeliveryError
from adapters.discord.delivering import acknowledge, missing_permission, post_response, send_to, show_form
from adapters.discord.parsing import pressed_list
from adapters.discord.rendering import render
from adapters.in_flight import InFlight
from adapters.incoming import SilentError
from adapters.lately import Lately
from adapters.manners import mannered
from adapters.owed import bring
from botcore import Asked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    import discord

    from adapters.discord.rendering import Rendered
    from adapters.incoming import Answer, Incoming
    from adapters.manners import Manner
    from adapters.owed import Ledger, Owed
    from adapters.platform_state import PlatformState
    from botcore import Message, Reply

log = structlog.get_logger(__name__)

FORM_WITHIN = 1.5
"""Seconds a form waits for what it says, of the three Discord gives the first response."""


class Replying:
    """What the doors of one Discord client share.

    Attributes:
        answer: Turns a message into its reply.
        ledger: Knows what was seen and what is owed.
        state: Told how it goes.
        in_flight: The replies being made.
        lately: What was asked lately and stays open.
        channels: Whose turn it is to post.
        help_channel: The id of the channel in which people answer what the file does not; 0: there is none.
    """

    def __init__(
        self,
        answer: Answer,
        ledger: Ledger,
        state: PlatformState,
        *,
        help_channel: int,
        manners: Mapping[str, Manner],
    ) -> None:
        self.answer = answer
        self.ledger = ledger
        self.state = state
        self.in_flight = InFlight()
        self.lately = Lately()
        self.channels = Channels()
        self.help_channel = help_channel
        self._manners = manners

    async def is_new(self, incoming: Incoming, owed: Owed | None, where: int | None) -> bool:
        """Tell whether this comes for the first time; it is kept, and counted as work in flight, by then."""
        self.in_flight.add(where=where)  # The running task: discord.py makes one for each event.
        if await self.ledger.take(incoming.keys, owed):
            return True
        self.state.repeated += 1
        log.info("repetition_ignored")
        return False

    async def respond(self, interaction: discord.Interaction, incoming: Incoming, owed: Owed | None) -> None:
        """Reply to a command, a button or a form."""
        held = isinstance(incoming.message, Asked) and self._manner(interaction.channel) is not None
        private = incoming.private or held or await self._is_picked_again(interaction)
        # Deferred at once: Discord gives three seconds, and a bot under load may need longer.
        first = acknowledge(interaction, private=private)

        async def send(rendered: Rendered) -> None:
            await post_response(interaction, rendered, private=private)

        await self.send(owed, incoming.message, interaction.user.id, interaction.channel, send, first=first)

    async def send(
        self,
        owed: Owed | None,
        message: Message,
        asker: int | str,
        channel: Any,  # noqa: ANN401 - discord.py has twelve kinds
        send: Callable[[Rendered], Awaitable[None]],
        *,
        first: Awaitable[None] | None = None,
    ) -> Reply | None:
        """Send the reply and return it; None where it was not taken.

        Nothing is made of what could not be acknowledged, for nobody would get it.
        """
        try:
            with self.state.bringing():
                if first:
                    await self._first(first, owed)
                manner, relayable = self._manner(channel), bool(self.help_channel)
                reply = await mannered(self.answer, message, await self.answer(message), manner)
                if relayable:
                    self.lately.note(message, reply, message.thread)
                bringing = partial(send, render(reply, asker=str(asker), relayable=relayable))
                await (bring(self.ledger, owed, bringing) if owed else bringing())
        except SilentError:
            if owed:
                await self.ledger.settle(owed)
            return None
        except DeliveryError as error:
            where = getattr(channel, "id", None)
            lacking = missing_permission(error, channel)
            log.error("send_failed", error=str(error), channel=where, missing=lacking)  # noqa: TRY400 - no payload
            return None
        return reply

    async def is_sent(
        self, place: discord.abc.Messageable, rendered: Rendered, nonce: int, *, role: int = 0
    ) -> bool:
        """Post what answers no message; tell whether it is there."""
        try:
            with self.state.bringing():
                await send_to(place, rendered, nonce, role=role)
        except DeliveryError as error:
            log.error("send_failed", error=str(error), channel=getattr(place, "id", None))  # noqa: TRY400 - no payload
            return False
        return True

    async def show_form(
        self, interaction: discord.Interaction, message: Message, form: Callable[[Reply], discord.ui.Modal]
    ) -> bool:
        """Show a form with what the core says above it; tell whether there was time and Discord took it."""
        making: asyncio.Task[Reply] = asyncio.ensure_future(self.answer(message))
        # A form is a first response: unlike every other reply it cannot be made room for by deferring.
        await asyncio.wait({making}, timeout=FORM_WITHIN)
        if not making.done():
            return False
        try:
            await show_form(interaction, form(making.result()))
        except DeliveryError as error:
            log.warning("form_not_shown", error=str(error))
            return False
        return True

    async def _is_picked_again(self, interaction: discord.Interaction) -> bool:
        """Tell whether a channel has seen the reply to this pick from this list."""
        pick = pressed_list(interaction)
        return bool(pick) and not await self.ledger.take([pick], None)

    def _manner(self, channel: object) -> Manner | None:
        """Return how to behave in a channel; a thread or a forum post is as its parent, unless named itself."""
        ids = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
        return next((self._manners[str(each)] for each in ids if str(each) in self._manners), None)

    async def _first(self, first: Awaitable[None], owed: Owed | None) -> None:
        """Acknowledge an interaction; what could not be is owed to nobody: Discord says so itself."""
        try:
            await first
        except DeliveryError:
            if owed:
                await self.ledger.settle(owed)
            raise
