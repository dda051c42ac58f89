"""From what came in to its reply on Discord: acknowledged at once, rendered, and sent."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import structlog

from adapters import replying
from adapters.delivery import DeliveryError
from adapters.discord.delivering import acknowledge, missing_permission, post_response, send_to, show_form
from adapters.discord.presses import pressed_list
from adapters.discord.rendering import render
from adapters.manners import Manner, Spot
from adapters.replying import ready
from botcore import Kind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import discord

    from adapters.discord.rendering import Rendered
    from adapters.incoming import Incoming
    from adapters.manners import Rules
    from adapters.owed import Owed
    from botcore import Message, Reply

_logger = structlog.get_logger(__name__)

FORM_WITHIN = 1.5
"""Seconds a form waits for what it says, of the three Discord gives the first response."""


class Answered(NamedTuple):
    """What became of something.

    Attributes:
        reply: What was made of it; None: nothing was.
        is_there: Whether Discord took that.
        alert: What is owed besides to those who look after people; None: nothing.
    """

    reply: Reply | None
    is_there: bool
    alert: Owed | None


class Replying(replying.Replying):
    """What the doors of one Discord client share."""

    platform = "discord"

    async def is_new(self, incoming: Incoming, owed: Owed | None, where: int | None) -> bool:
        """Tell whether this comes for the first time; it is kept, and counted as work in flight, by then."""
        self.in_flight.add(where=where)  # The running task: discord.py makes one for each event.
        return await self.is_first(incoming, owed)

    def rules(self, guild: int | None) -> Rules:
        """Return what holds in a whole server; None: in none."""
        return self.manners.rules(str(guild or ""))

    def is_usual(self, channel: object) -> bool:
        """Tell whether the bot behaves in a channel as usual."""
        return self.manners.manner(*_channels(channel)) is Manner.USUAL

    async def respond(
        self, interaction: discord.Interaction, incoming: Incoming, owed: Owed | None, *, tells: bool = False
    ) -> Answered:
        """Reply to a command, a button or a form; return what became of it. `tells`: as for `send`."""
        private = incoming.private or await self._is_picked_again(interaction)
        # Deferred at once: Discord gives three seconds, and a bot under load may need longer.
        first = acknowledge(interaction, private=private)

        async def send(rendered: Rendered) -> None:
            await post_response(interaction, rendered, private=private)

        message, channel = incoming.message, interaction.channel
        return await self.send(owed, message, interaction.user.id, channel, send, first=first, tells=tells)

    async def send(
        self,
        owed: Owed | None,
        message: Message,
        asker: int | str,
        channel: Any,  # noqa: ANN401 - discord.py has twelve kinds
        send: Callable[[Rendered], Awaitable[None]],
        *,
        first: Awaitable[None] | None = None,
        tells: bool = False,
    ) -> Answered:
        """Send the reply, and return what became of it.

        Nothing is made of what could not be acknowledged, for nobody would get it.

        Args:
            owed: What is owed; None: nothing that another process would make up for.
            message: What is replied to.
            asker: Who may pick from a list.
            channel: Where it was asked.
            send: Sends it.
            first: Acknowledges what came.
            tells: Whether those who look after people are told of it where it is urgent.
        """
        replies, alerts = list["Reply"](), list["Owed | None"]()

        async def making() -> Callable[[], Awaitable[None]]:
            if first:
                await self.acknowledged(first, owed)
            spot = _spot(channel, owed)
            reply, alone, take_back = await self.heed(message, spot, owed=owed)
            rules = self.manners.rules(spot.server)
            relayable = self.is_relayable(message, reply, message.thread, rules)
            ratable = rules.asks_whether_it_helped
            rendered = render(reply, asker=str(asker), relayable=relayable, ratable=ratable, alone=alone)
            if tells and reply.kind is Kind.URGENT:
                alerts.append(await self.owes_alert(owed, reply))
            replies.append(reply)
            return self.or_taken_back(partial(send, rendered), take_back)

        where = getattr(channel, "id", None)
        lacking = partial(_lacking, channel)
        is_there = await self.is_brought(owed, making(), where, lacking)
        alert = alerts[0] if alerts else None
        if is_there and alert:
            await self.notes_reached(alert)
        return Answered(replies[0] if replies else None, is_there, alert)

    async def is_sent(
        self,
        place: discord.abc.Messageable,
        rendered: Rendered,
        nonce: int | str,
        *,
        role: int = 0,
        owed: Owed | None = None,
    ) -> bool:
        """Post what answers no message; tell whether it is there, and by this process."""
        posted = list[bool]()

        async def send() -> None:
            await send_to(place, rendered, nonce, role=role)
            posted.append(True)

        await self.is_brought(owed, ready(send), getattr(place, "id", None))
        return bool(posted)

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
            _logger.warning("form_not_shown", error=str(error))
            return False
        return True

    async def _is_picked_again(self, interaction: discord.Interaction) -> bool:
        """Tell whether a channel has seen the reply to this pick from this list."""
        pick = pressed_list(interaction)
        return bool(pick) and not await self.ledger.take([pick], None)

    async def acknowledged(self, first: Awaitable[None], owed: Owed | None) -> None:
        """Acknowledge an interaction; what could not be is owed to nobody: Discord says so itself."""
        try:
            await first
        except DeliveryError:
            if owed:
                await self.ledger.settle(owed)
            raise


def _lacking(channel: object, error: DeliveryError) -> dict[str, object]:
    return {"missing": missing_permission(error, channel)}


def _channels(channel: object) -> tuple[str, ...]:
    """Return the ids of a channel and, for a thread or a forum post, of its parent, whose manner it has."""
    ids = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return tuple(str(each) for each in ids if each)


def _spot(channel: object, owed: Owed | None) -> Spot:
    """Return where something was asked."""
    guild = getattr(getattr(channel, "guild", None), "id", None)
    ids = _channels(channel)

    async def link(message: str) -> str:
        return f"https://discord.com/channels/{guild or '@me'}/{ids[0]}/{message}"

    return Spot(str(guild or ""), ids or ("",), owed.message if owed else "", link)
