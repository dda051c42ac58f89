"""Wire discord.py to the answerer: mentions, direct messages, `/prolo`, and buttons that survive a restart."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog
from discord import app_commands

from adapters.alerting import Alerts, AlertTo
from adapters.channels import Channels
from adapters.delivery import DRAIN_SECONDS, LONGEST_RATE_LIMIT, DeliveryError
from adapters.discord.delivering import (
    acknowledge,
    missing_permission,
    post_message,
    post_response,
    send_to,
    show_form,
)
from adapters.discord.forms import read_reason, reason_form
from adapters.discord.gateway import survive_unreadable_frames
from adapters.discord.identifying import Identifies
from adapters.discord.making_up import is_answered, message_of, owed_for_interaction, owed_for_message, tell
from adapters.discord.naming import Naming, OwnLanguage
from adapters.discord.parsing import (
    ANSWER_PERSON,
    keys_of,
    pressed_id,
    pressed_list,
    read_about,
    read_command,
    read_edit,
    read_message,
    read_press,
)
from adapters.discord.people import Asker, agree_form, answer_form, link_to, read_step
from adapters.discord.registering import register
from adapters.discord.rendering import render
from adapters.in_flight import InFlight
from adapters.incoming import Incoming, SilentError
from adapters.lately import Lately
from adapters.manners import mannered
from adapters.owed import LOOK_EVERY, InMemory, bring
from adapters.platform_state import PlatformState
from adapters.rating import NoRatings
from botcore import Alerted, Asked, Interrupted, Kind, Rated, Relayed, Step
from botcore.text import complete

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from adapters.discord.rendering import Rendered
    from adapters.incoming import Answer
    from adapters.manners import Manner
    from adapters.owed import Ledger, Owed
    from adapters.rating import Ratings
    from botcore import Message, Reply

log = structlog.get_logger(__name__)

CHOICES_MAX = 25
CHOICE_MAX = 100
QUESTION_MAX = 2_000
"""Discord's limit would be 6,000; the core reads 2,000 characters."""

SESSION_OVER = 1000
"""Any other code leaves the bot shown as online for a while, deaf
(https://docs.discord.com/developers/events/gateway#initiating-a-disconnect)."""

ANYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
"""Servers, direct messages with the bot, and those among people, one of whom has installed it for themselves."""

FORM_WITHIN = 1.5
"""Seconds a form waits for what it says, of the three Discord gives the first response."""

FAREWELL = 2.0
"""Seconds for the gateway to say goodbye, too."""

HEARTBEAT_TIMEOUT = 60.0
"""discord.py's own default; Discord asks for a heartbeat, and acknowledges it, every 41 seconds."""

_READ = {discord.InteractionType.component: read_press, discord.InteractionType.modal_submit: read_reason}


class DiscordBot(discord.Client):
    """One Discord client.

    No privileged intent: a mention and a direct message carry their text without it.
    """

    def __init__(
        self,
        answer: Answer,
        *,
        questions: Sequence[str] = (),
        naming: Naming | None = None,
        public: bool = False,
        heartbeat_timeout: float = HEARTBEAT_TIMEOUT,
        ledger: Ledger | None = None,
        state: PlatformState | None = None,
        identifies: Identifies | None = None,
        ratings: Ratings | None = None,
        grace: float = DRAIN_SECONDS,
        help_channel: int = 0,
        shard: tuple[int, int] = (0, 1),
        alert_to: AlertTo | None = None,
        manners: Mapping[str, Manner] | None = None,
    ) -> None:
        """Register the handlers.

        Args:
            answer: Turns a message into its reply.
            questions: The questions of the file, suggested while someone types `/prolo`; read anew each time.
            naming: What the commands are called; None: as they come.
            public: Whether everyone in the channel sees what `/prolo` answers.
            heartbeat_timeout: Seconds of silence after which a connection counts as dead.
            ledger: Knows what was seen, also by other clients, and what is owed; None: nothing, by nobody.
            state: Told how it goes, as by the client before this one; None: nobody asks.
            identifies: Counts identifies, also those of the client before this one; None: there were none.
            ratings: Told whether replies helped; None: nobody asks.
            grace: Seconds for the replies being made when the bot leaves.
            help_channel: The id of the channel in which people answer what the file does not; 0: there is none.
            shard: Which part of Discord's servers is served, counted from 0, and of how many parts.
            alert_to: Who is told of what is urgent; None: nobody.
            manners: How to behave in channels, by their ids; None: everywhere as usual.
        """
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            heartbeat_timeout=heartbeat_timeout,
            shard_id=shard[0],
            shard_count=shard[1],
            max_ratelimit_timeout=LONGEST_RATE_LIMIT,
        )
        survive_unreadable_frames(self)
        self.questions = questions
        self._naming = naming or Naming()
        self._answer = answer
        self._private = not public
        self._ledger = ledger or InMemory()
        self._state = state or PlatformState("discord")
        self._identifies = identifies or Identifies()
        self._ratings = ratings or NoRatings()
        self._help_channel = help_channel
        self._lately = Lately()
        self._alert_to = alert_to or AlertTo()
        self._alerts = Alerts()
        self._manners = manners or {}
        self._in_flight = InFlight()
        self._channels = Channels()
        self._grace = grace
        self._registering: asyncio.Task[None] | None = None
        self._making_up: asyncio.Task[None] | None = None
        self.tree = app_commands.CommandTree(self, allowed_contexts=ANYWHERE)
        self._add_command()

    async def setup_hook(self) -> None:
        """Begin to publish the application's commands; discord.py calls this once, after login."""
        by_people = self.application is not None and self.application.user_integration_config is not None
        self.tree.allowed_installs = app_commands.AppInstallationType(guild=True, user=by_people)
        await self.tree.set_translator(OwnLanguage())
        self._registering = asyncio.create_task(register(self.tree))
        self._making_up = asyncio.create_task(self._make_up())

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Keep far below the number of identifies after which Discord resets the token."""
        await super().before_identify_hook(shard_id, initial=initial)
        await self._identifies.take()

    async def close(self) -> None:
        """Close the connection."""
        if self._registering:
            self._registering.cancel()
        await super().close()

    async def drain(self, seconds: float | None = None) -> None:
        """Wait for the replies being made, by default as long as it may; discord.py itself abandons them."""
        await self._in_flight.drain(self._grace if seconds is None else seconds)

    async def hear_no_more(self) -> None:
        """Close the gateway's connection and keep the one that brings replies."""
        if self._making_up:
            self._making_up.cancel()
        if self.ws is not None:
            # A gateway that is frozen would hold the stop for half a minute.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(FAREWELL):
                    await self.ws.close(SESSION_OVER)

    async def on_ready(self) -> None:
        """Say that messages come in from now on; discord.py calls it after each new session."""
        self._connects()

    async def on_resumed(self) -> None:
        """Say that the session goes on."""
        self._connects()

    async def on_disconnect(self) -> None:
        """Say that the connection is gone; discord.py calls it for each attempt that fails, too."""
        self._state.loses("connection lost")

    async def on_message(self, message: discord.Message) -> None:
        """Reply to a mention or direct message, in the channel it came from."""
        await self._reply(message, read_message(message, self._own_id, at=time.monotonic()))

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Reply to what mentions us since it was rewritten; `on_message_edit` would need a cache of messages."""
        await self._reply(event.message, read_edit(event.message, self._own_id, at=time.monotonic()))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Handle buttons and forms by their id, so that those sent before a restart still work."""
        if step := read_step(interaction, at=time.monotonic()):
            passing = Incoming(step, keys_of(interaction))
            owed = owed_for_interaction(passing, interaction)
            if await self._is_new(passing, owed, interaction.channel_id):
                await self._relay(interaction, owed, step)
            return
        read = _READ.get(interaction.type)
        incoming = read(interaction, at=time.monotonic()) if read else None
        if incoming is None:
            return
        owed = owed_for_interaction(incoming, interaction)
        if not await self._is_new(incoming, owed, interaction.channel_id):
            return
        if isinstance(incoming.message, Rated):
            await self._hear(interaction, incoming, owed, incoming.message)
        else:
            await self._respond(interaction, incoming, owed)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:  # noqa: ANN401 - discord.py's own
        """Log which handler failed, and nothing of what it was given."""
        import sys

        error = sys.exc_info()[0]
        log.error("handler_failed", handler=event_method, error=error.__name__ if error else "")

    def _add_command(self) -> None:
        named = self._naming.named

        @self.tree.command(name="prolo", description=named("command"))
        @app_commands.describe(question=named("command_question"))
        async def prolo(
            interaction: discord.Interaction,
            question: app_commands.Range[str, 0, QUESTION_MAX] = "",
        ) -> None:
            incoming = read_command(interaction, question, private=self._private, at=time.monotonic())
            owed = owed_for_interaction(incoming, interaction)
            if await self._is_new(incoming, owed, interaction.channel_id):
                await self._respond(interaction, incoming, owed)

        @prolo.autocomplete("question")
        async def suggest(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=each, value=each) for each in self.suggestions(current)]

        @self.tree.context_menu(name=named("menu"))
        async def about(interaction: discord.Interaction, message: discord.Message) -> None:
            incoming = read_about(interaction, message, at=time.monotonic())
            owed = owed_for_interaction(incoming, interaction)
            if await self._is_new(incoming, owed, interaction.channel_id):
                await self._respond(interaction, incoming, owed)

        @self.tree.error
        async def failed(_: discord.Interaction, error: app_commands.AppCommandError) -> None:
            log.error("command_failed", error=type(error).__name__)

    def suggestions(self, current: str) -> list[str]:
        """Return the file's questions that hold what is typed so far; all of them before any word is typed."""
        return complete(current, [each for each in self.questions if len(each) <= CHOICE_MAX])[:CHOICES_MAX]

    @property
    def _own_id(self) -> int:
        return self.user.id if self.user else 0

    def _connects(self) -> None:
        self._state.connects()
        log.info("discord_connected")

    async def _reply(self, message: discord.Message, incoming: Incoming | None) -> None:
        async def post(rendered: Rendered) -> None:
            async with self._channels.turn(str(message.channel.id), first=rendered.goes_first):
                await post_message(message, rendered)

        if incoming is None:
            return
        owed, asked = owed_for_message(incoming, message), incoming.message
        if not await self._is_new(incoming, owed, message.channel.id):
            return
        is_public = isinstance(asked, Asked) and asked.public
        if isinstance(asked, Asked) and is_public and self._alert_channel():
            asked = replace(asked, told=True)
        reply = await self._send(owed, asked, message.author.id, message.channel, post)
        if reply and reply.kind is Kind.URGENT and is_public:
            found, link = reply.trace.finding, message.jump_url
            await self._alert(Alerted(found, link, person=asked.person, thread=asked.thread))

    def _alert_channel(self) -> discord.TextChannel | None:
        """Return where alerts go; None where none are sent, or where ordinary members could read them."""
        channel = self.get_channel(int(self._alert_to.channel or 0))
        if not isinstance(channel, discord.TextChannel):
            return None
        if channel.permissions_for(channel.guild.default_role).view_channel:
            log.error("alert_channel_open", channel=channel.id)
            return None
        return channel

    async def _alert(self, alerted: Alerted) -> None:
        """Tell those who look after people, once the reply is there."""
        channel = self._alert_channel()
        if channel and self._alerts.is_due(alerted.person, alerted.thread, at=time.monotonic()):
            rendered, role = render(await self._answer(alerted)), int(self._alert_to.role or 0)
            nonce = int(alerted.link.rpartition("/")[2])
            await self._is_sent(channel, rendered, nonce, role=role)

    async def _make_up(self) -> None:
        """Answer what other processes left, or say that they were interrupted, until cancelled."""
        await self.wait_until_ready()
        while True:
            for owed in await self._ledger.left("discord"):
                self._in_flight.add(asyncio.create_task(self._make_up_for(owed)), owed.channel)
            await asyncio.sleep(LOOK_EVERY)

    async def _make_up_for(self, owed: Owed) -> None:
        message, asked = await message_of(self, owed)
        if await is_answered(self, asked):
            await self._ledger.settle(owed)
            return
        log.info("made_up", door=owed.door, channel=owed.channel, read_back=not isinstance(message, Interrupted))
        channel = asked.channel if asked else self.get_channel(int(owed.channel or 0))
        await self._send(owed, message, owed.person, channel, partial(tell, self, owed, asked))

    async def _respond(self, interaction: discord.Interaction, incoming: Incoming, owed: Owed | None) -> None:
        held = isinstance(incoming.message, Asked) and self._manner(interaction.channel) is not None
        private = incoming.private or held or await self._is_picked_again(interaction)
        # Deferred at once: Discord gives three seconds, and a bot under load may need longer.
        first = acknowledge(interaction, private=private)

        async def send(rendered: Rendered) -> None:
            await post_response(interaction, rendered, private=private)

        await self._send(owed, incoming.message, interaction.user.id, interaction.channel, send, first=first)

    async def _relay(self, interaction: discord.Interaction, owed: Owed | None, step: Relayed) -> None:
        """Take a step of a question on its way to a person, or of their answer back."""
        asker = Asker.of(pressed_id(interaction))
        if step.step is Step.AGREE:
            lately = self._lately.recall(step.person, step.thread, at=step.at)
            shown = await self._show_form(interaction, step, lambda reply: agree_form(reply, lately))
        elif step.step is Step.FORM and asker:
            shown = await self._show_form(interaction, step, lambda reply: answer_form(reply, asker))
        else:
            shown = False
        if shown:
            return
        told = replace(step, step=Step.MISSED)
        if step.step is Step.SENT and await self._pass_on(interaction, step):
            told = step
        elif step.step is Step.ANSWER and asker and await self._bring_back(interaction, step, asker):
            told = replace(step, step=Step.REACHED)
        await self._respond(interaction, Incoming(told, (), private=True), owed)

    async def _pass_on(self, interaction: discord.Interaction, step: Relayed) -> bool:
        """Post a question where people answer; tell whether it is there."""
        await acknowledge(interaction, private=True)
        offered = self._lately.recall(step.person, step.thread, at=step.at).offered
        staff = replace(step, step=Step.STAFF, link=link_to(interaction), offered=offered)
        reply, asker = await self._answer(staff), Asker(interaction.user.id, interaction.channel_id or 0)
        rendered = render(reply).with_button(reply.words.answer_person, f"{ANSWER_PERSON}{asker.packed()}")
        return await self._is_sent(self.get_partial_messageable(self._help_channel), rendered, interaction.id)

    async def _bring_back(self, interaction: discord.Interaction, step: Relayed, asker: Asker) -> bool:
        """Send an answer to whoever asked; tell whether they have it."""
        await acknowledge(interaction, private=True)
        try:
            place = await self.create_dm(discord.Object(asker.person))
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            return False
        return await self._is_sent(place, render(await self._answer(step)), interaction.id)

    async def _is_sent(
        self, place: discord.abc.Messageable, rendered: Rendered, nonce: int, *, role: int = 0
    ) -> bool:
        try:
            with self._state.bringing():
                await send_to(place, rendered, nonce, role=role)
        except DeliveryError as error:
            log.error("send_failed", error=str(error), channel=getattr(place, "id", None))  # noqa: TRY400 - no payload
            return False
        return True

    async def _show_form(
        self, interaction: discord.Interaction, message: Message, form: Callable[[Reply], discord.ui.Modal]
    ) -> bool:
        """Show a form with what the core says above it; tell whether there was time and Discord took it."""
        making: asyncio.Task[Reply] = asyncio.ensure_future(self._answer(message))
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

    async def _hear(
        self, interaction: discord.Interaction, incoming: Incoming, owed: Owed | None, rated: Rated
    ) -> None:
        """Take a rating, and ask for the reason where it is kept and there is none yet; else say thanks."""
        self._ratings.rated(rated)
        log.info("feedback", helpful=rated.helpful, entry=rated.entry)
        asks = not (rated.helpful or rated.reason) and self._ratings.asks_why
        asking = replace(rated, asks_why=True)
        if not (
            asks and await self._show_form(interaction, asking, lambda reply: reason_form(reply, rated.entry))
        ):
            await self._respond(interaction, incoming, owed)

    async def _is_picked_again(self, interaction: discord.Interaction) -> bool:
        """Tell whether a channel has seen the reply to this pick from this list."""
        pick = pressed_list(interaction)
        return bool(pick) and not await self._ledger.take([pick], None)

    async def _is_new(self, incoming: Incoming, owed: Owed | None, where: int | None) -> bool:
        """Tell whether this comes for the first time; it is kept, and counted as work in flight, by then."""
        self._in_flight.add(where=where)  # The running task: discord.py makes one for each event.
        if await self._ledger.take(incoming.keys, owed):
            return True
        self._state.repeated += 1
        log.info("repetition_ignored")
        return False

    async def _send(
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
            with self._state.bringing():
                if first:
                    await self._first(first, owed)
                manner, relayable = self._manner(channel), bool(self._help_channel)
                reply = await mannered(self._answer, message, await self._answer(message), manner)
                if relayable:
                    self._lately.note(message, reply, message.thread)
                bringing = partial(send, render(reply, asker=str(asker), relayable=relayable))
                await (bring(self._ledger, owed, bringing) if owed else bringing())
        except SilentError:
            if owed:
                await self._ledger.settle(owed)
            return None
        except DeliveryError as error:
            where = getattr(channel, "id", None)
            lacking = missing_permission(error, channel)
            log.error("send_failed", error=str(error), channel=where, missing=lacking)  # noqa: TRY400 - no payload
            return None
        return reply

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
                await self._ledger.settle(owed)
            raise
