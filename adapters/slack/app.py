"""One Slack app: slack-bolt's AsyncApp with every door of the bot, each a module of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.middleware.authorization.async_single_team_authorization import AsyncSingleTeamAuthorization

from adapters.incoming import Incoming
from adapters.replying import ready
from adapters.slack.commands import Command, Commanding
from adapters.slack.configuring import Configuring
from adapters.slack.hearing import Admission, Hearing
from adapters.slack.making_up import is_answered, message_of, place_owed
from adapters.slack.owners import Owners
from adapters.slack.pane import Pane
from adapters.slack.parsing import MESSAGES
from adapters.slack.places import Place
from adapters.slack.pressing import Pressing
from adapters.slack.rating import Rating
from adapters.slack.relaying import Relaying
from adapters.slack.rendering import render
from adapters.slack.replying import Replying
from adapters.slack.shapes import fields
from adapters.slack.turning_away import Admitted
from botcore import Interrupted

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient
    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from adapters.backing import Backing
    from adapters.owed import Owed
    from botcore import Message


_logger = structlog.get_logger(__name__)


class SlackBot:
    """The handlers of one Slack app.

    Attributes:
        app: The AsyncApp, to be run over Socket Mode or HTTP.
        state: How it goes.
        is_leaving: Whether events are refused, so that Slack brings them to the next process.
    """

    bot_user = ""
    """The bot's own user id, once Slack has told it."""

    def __init__(
        self,
        client: AsyncWebClient,
        backing: Backing,
        *,
        admission: Admission | None = None,
        command: Command | None = None,
        owners: frozenset[str] = frozenset(),
    ) -> None:
        """Register the handlers.

        Args:
            client: The Web API client, token included.
            backing: What stands behind the doors.
            admission: Which messages are let in; None: those of people that name the bot.
            command: How `/prolo` is answered; None: to one person alone.
            owners: Ids of those who may set how to behave where, beside the workspace's admins.
        """
        # Requests are verified where they come in: see `serving`.
        self.app = AsyncApp(client=client, request_verification_enabled=False)
        self.is_leaving = False
        admission = admission or Admission()
        self._apps = admission.apps
        self._replying = Replying(client, backing)
        self.state = self._replying.state
        self._hearing = Hearing(self._replying, admission)
        governing = Owners(client, owners)
        # Configuring first: of two listeners for `/prolo` slack_bolt asks the one that was registered earlier.
        doors = (
            Configuring(self._replying, governing, self._hearing),
            Commanding(self._replying, self._hearing, command or Command()),
            Pressing(self._replying, governing),
            Rating(self._replying, backing.ratings),
            Relaying(self._replying),
            Pane(self._replying),
        )
        for door in doors:
            door.register(self.app)

    def knows_itself(self, answer: AsyncSlackResponse) -> None:
        """Keep Slack's answer to `auth.test`, so that slack_bolt never asks for it inside an event."""
        self.bot_user = str(answer.get("user_id") or "")
        self._replying.team = str(answer.get("team_id") or "")
        for each in self.app._async_middleware_list:  # noqa: SLF001 - it offers no other way
            if isinstance(each, AsyncSingleTeamAuthorization):
                each.auth_test_result = answer

    async def admit(self, body: dict[str, Any]) -> Admitted:
        """Take an event, or tell why it is not acknowledged; what is no message is slack_bolt's to hear."""
        # Before it is looked at: Slack brings any event that is not acknowledged to the next process.
        if self.is_leaving:
            admitted = Admitted.STOPPING
        elif fields(body, "event").get("type") not in MESSAGES:
            admitted = Admitted.OTHER
        else:
            admitted = await self._hearing.take(body, self.bot_user)
        if admitted.is_refused:
            self.state.refused[admitted] += 1
        return admitted

    async def looks_at_its_alert_channel(self) -> bool:
        """Tell whether alerts may be sent: there is a channel for them, and ordinary members cannot read it."""
        return await self._hearing.looks_at_its_alert_channel()

    async def announce(self, channel: str, message: Message) -> bool:
        """Post in a channel what answers nobody; tell whether it is there."""
        there = Place(channel, None, after="")
        reply = ready(render(await self._replying.answer(message)))
        return await self._replying.send(None, reply, there, partial(self._replying.post, there, None))

    async def drain(self, seconds: float | None = None) -> None:
        """Wait for the replies being made, by default as long as it may; slack_bolt itself abandons them."""
        await self._replying.drain(seconds)

    async def make_up(self) -> None:
        """Answer what other processes left, or say that they were interrupted, until cancelled."""
        await self._replying.make_up(self._make_up_for, is_leaving=lambda: self.is_leaving)

    async def _make_up_for(self, owed: Owed) -> None:
        client = self.app.client
        if owed.danger:
            await self._hearing.tell_left(owed)
            return
        # A row may outlive its reply: the process ended in between, or the database was away.
        if await is_answered(client, owed):
            await self._replying.notes_reached(owed)
            await self._replying.ledger.settle(owed)
            return
        message = await message_of(client, owed, self.bot_user, self._apps)
        _logger.info(
            "made_up", door=owed.door, channel=owed.channel, read_back=not isinstance(message, Interrupted)
        )
        await self._hearing.reply(Incoming(message, ()), owed, place_owed(owed))
