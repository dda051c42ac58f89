"""What people write to the bot, and telling those who look after them of what is urgent.

Messages do not go through slack_bolt: it asks every listener of the app, and makes for each all that one might
want, which costs as much as all else until a message is taken. What is owed is kept before it is acknowledged.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from adapters.alerting import Alerts
from adapters.incoming import never
from adapters.owed import Door
from adapters.replying import ready
from adapters.slack.making_up import is_alerted
from adapters.slack.parsing import (
    as_said,
    message_place,
    names_somebody,
    read_message,
    read_thread_reply,
    read_unnamed_edit,
)
from adapters.slack.places import Place, channel_of, person_key
from adapters.slack.rendering import pinging, render
from adapters.slack.turning_away import Admitted, TurningAway
from adapters.slack.views import is_closed, link_to
from botcore import Alerted, Asked, Finding, Kind, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.following import Following
    from adapters.incoming import Incoming, Refuse
    from adapters.owed import Owed
    from adapters.slack.rendering import Payload
    from adapters.slack.replying import Replying, Taken
    from botcore import Message, Reply

_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Admission:
    """Which messages are let in.

    Attributes:
        apps: Ids of other apps whose mentions of the bot are answered.
        following: Knows whose words in a thread are meant for the bot; None: those that name it.
        refuse: Gives the reply to a message that there is no room for.
    """

    apps: frozenset[str] = frozenset()
    following: Following | None = None
    refuse: Refuse = never


class Hearing:
    """Hears messages."""

    def __init__(self, replying: Replying, admission: Admission) -> None:
        """Hear those that are let in; tell of what is urgent."""
        self._replying = replying
        self._apps = admission.apps
        self._refuse = admission.refuse
        self._turning_away = TurningAway(replying)
        self._following = admission.following
        self._alerts = Alerts()
        self._closed = ""

    async def looks_at_its_alert_channel(self, *, patiently: bool = False) -> bool:
        """Tell whether alerts may be sent: there is a channel for them, and ordinary members cannot read it.

        Args:
            patiently: Ask again where Slack gives no answer: somebody may be in danger.
        """
        channel = self._replying.rules.alert_channel
        closed = bool(channel) and await is_closed(self._replying.client, channel, patiently=patiently)
        self._closed = channel if closed else ""
        if channel and not closed:
            _logger.error("alert_channel_open", channel=channel)
        return closed

    async def take(self, body: dict[str, Any], bot_user: str) -> Admitted:
        """Take an event that may be a message; what is owed for it is kept by then, or its sender turned away."""
        said = as_said(body, bot_user)
        incoming = await self._read(said, bot_user) if said else None
        if said is None or incoming is None:
            # With the threads' scopes all that a channel says comes here: a line only for what looked like ours.
            if (event := body["event"]).get("subtype") or event["type"] == "app_mention":
                _logger.info("message_refused", subtype=event.get("subtype"), app=event.get("app_id"))
            return Admitted.TAKEN
        # Before a row is kept: whoever is told that there is no room is owed nothing. Who edits is seldom told
        # anything, and is told so where it was not read.
        if not incoming.version and (reply := await self._refuse(incoming.message)):
            # Asked only now, for it is seldom: what was taken is answered, and Slack brings it again when late.
            if await self._replying.is_repetition(incoming):
                return Admitted.TAKEN
            return Admitted.TOLD if await self._turning_away.tell(incoming, reply, body) else Admitted.FULL
        place = message_place(said)
        if taken := await self._replying.taken(incoming, place, said, Door.MESSAGE):
            self._hear(taken, place)
        return Admitted.TAKEN

    async def _read(self, body: Mapping[str, Any], bot_user: str) -> Incoming | None:
        """Return what was said or edited; None for what is not meant for us."""
        at = time.monotonic()
        if incoming := read_message(body, bot_user, apps=self._apps, at=at):
            return incoming
        if edit := read_unnamed_edit(body, bot_user, at=at):
            # Of all that people edit in a channel, what was heard before.
            return edit if await self._replying.ledger.knows(edit.keys[-1:]) else None
        return await self._followed(body, bot_user)

    async def _followed(self, body: Mapping[str, Any], bot_user: str) -> Incoming | None:
        """Return what goes on from a reply of ours in its thread without naming us; None for what others say."""
        incoming = read_thread_reply(body, bot_user, at=time.monotonic()) if self._following else None
        if not (self._following and incoming and isinstance(incoming.message, Asked)):
            return None
        for_others = names_somebody(incoming.message)
        return incoming if await self._following.is_meant(incoming.message, for_others=for_others) else None

    def _hear(self, taken: Taken, place: Place) -> None:
        """Begin to reply to a message."""
        asked = taken.incoming.message
        if self._following and isinstance(asked, Asked) and asked.public and not asked.edited:
            self._following.replies_to(asked)
        replying = self.reply(taken.incoming, taken.owed, place)
        self._replying.in_flight.add(asyncio.create_task(replying), place.channel)

    async def reply(self, incoming: Incoming, owed: Owed | None, place: Place) -> None:
        """Reply to a message, or to what another process left of it, and then tell of it where it is urgent."""
        replying, made = self._replying, list[tuple["Reply", "Owed | None"]]()
        incoming = self.promising(incoming)

        async def rendered() -> Payload:
            payload = await replying.rendered(incoming, owed)
            made.append((payload.reply, await self.owes_alert(incoming.message, payload.reply, owed)))
            return payload

        reached = await replying.send(owed, rendered(), place, partial(replying.post, place, owed))
        # Also where no way was taken: then nobody but those who look after people can help.
        for reply, alert in made:
            await self.tell(incoming.message, reply, place, alert, reached=reached)

    def promising(self, incoming: Incoming) -> Incoming:
        """Return what came, and with it whether its reply says that others hear of it where it is urgent."""
        asked, alert_channel = incoming.message, self._replying.rules.alert_channel
        if not (isinstance(asked, Asked) and _is_in_a_channel(asked) and alert_channel):
            return incoming
        # One that was set by another process was not looked at yet: it is told, and that is not promised.
        return replace(incoming, message=replace(asked, told=alert_channel == self._closed))

    async def owes_alert(self, asked: Message, reply: Reply, owed: Owed | None) -> Owed | None:
        """Keep, before a reply is sent, that those who look after people are to be told; None: they are not."""
        return await self._replying.owes_alert(owed, reply) if self._is_told_of(asked, reply) else None

    async def tell(
        self, asked: Message, reply: Reply, place: Place, owed: Owed | None, *, reached: bool = True
    ) -> None:
        """Tell those who look after people of what was replied to, where others see that and it is urgent.

        Args:
            asked: What was replied to.
            reply: The reply.
            place: Where it was asked.
            owed: The alert.
            reached: Whether Slack took the reply.
        """
        if self._is_told_of(asked, reply):
            if reached and owed:
                await self._replying.notes_reached(owed)
            await self._tell(asked.person, reply.trace.finding, place, owed, at=asked.at, reached=reached)

    async def tell_left(self, owed: Owed) -> None:
        """Tell those who look after people what another process left untold."""
        replying, channel = self._replying, self._replying.rules.alert_channel
        if not channel or await is_alerted(replying.client, owed, channel):
            await replying.ledger.settle(owed)
            return
        _logger.info("alert_left", channel=owed.channel)
        place = Place(owed.channel, owed.thread or None, owed.message, owed.person)
        person, finding = person_key(owed.team, owed.person), Finding(Verdict.URGENT, owed.danger)
        reached = await replying.has_reached(owed)
        await self._tell(person, finding, place, owed, at=time.monotonic(), reached=reached)

    def _is_told_of(self, asked: Message, reply: Reply) -> bool:
        is_urgent = reply.kind is Kind.URGENT and bool(self._replying.rules.alert_channel)
        return is_urgent and isinstance(asked, Asked) and _is_in_a_channel(asked)

    async def _tell(
        self, person: str, finding: Finding, place: Place, owed: Owed | None, *, at: float, reached: bool
    ) -> None:
        alert = partial(self._alert, finding, place, owed, reached=reached)
        is_news = await self._alerts.tell(person, place.channel, finding.category, alert, at=at)
        if owed and not is_news:
            await self._replying.ledger.settle(owed)

    async def _alert(self, finding: Finding, place: Place, owed: Owed | None, *, reached: bool) -> bool:
        """Tell those who look after people of what was written in a place; tell whether it is there."""
        replying = self._replying
        # Looked at once more: somebody may have opened the channel since, or invited others into it.
        if not await self.looks_at_its_alert_channel(patiently=True):
            if owed:
                await replying.ledger.settle(owed)
            return False
        link, rules = await link_to(replying.client, place.channel, place.after), replying.rules
        alerted = Alerted(finding, link, reached=reached)
        payload = pinging(render(await replying.answer(alerted)), rules.alert_role)
        there = Place(rules.alert_channel, None, after="")
        posted = list[bool]()

        async def post(payload: Payload) -> None:
            # Not called where it is another process's by now.
            await replying.post(there, owed, payload)
            posted.append(True)

        await replying.send(owed, ready(payload), there, post)
        return bool(posted)


def _is_in_a_channel(asked: Asked) -> bool:
    """Tell whether the people of a channel see the reply: of a direct message nobody else is told."""
    return bool(asked.shown_in) and not Place(channel_of(asked), None, after="").is_direct
