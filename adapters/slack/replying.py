"""From what came in to its reply on Slack: rendered, and sent the first way that Slack takes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from adapters import replying
from adapters.delivery import DeliveryError
from adapters.manners import Manner, Spot
from adapters.slack.delivering import post_alone, post_message, post_response, send_first_taken
from adapters.slack.making_up import marked, owed_for
from adapters.slack.places import Place, asked_by, channel_of, thread_of
from adapters.slack.presses import press_place
from adapters.slack.rendering import Payload, render
from adapters.slack.views import link_to

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from adapters.backing import Backing
    from adapters.incoming import Incoming
    from adapters.manners import Heeded, Rules
    from adapters.owed import Door, Owed
    from adapters.slack.delivering import Send
    from botcore import Message, Reply

_NO_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
"""A public `/prolo` works where the bot is no member; posting does not."""

ALONE = {"response_type": "ephemeral", "replace_original": False}
REPLACED = {"response_type": "ephemeral", "replace_original": True}
_TO_ALL = {"response_type": "in_channel", "replace_original": False}


class Taken(NamedTuple):
    """Something that came for the first time, and what is owed for it."""

    incoming: Incoming
    owed: Owed | None


class Replying(replying.Replying):
    """What the doors of one Slack app share.

    Attributes:
        client: The Web API client.
        team: The workspace's id, once Slack has told it.
    """

    platform = "slack"
    team = ""

    def __init__(self, client: AsyncWebClient, backing: Backing) -> None:
        super().__init__(backing)
        self.client = client

    async def taken(
        self, incoming: Incoming | None, place: Place, body: Mapping[str, Any], door: Door
    ) -> Taken | None:
        """Keep what is owed for something; None for what is not for us or came before."""
        if incoming is None:
            return None
        taken = await self.taken_as(incoming, lambda each: owed_for(each, place, body, door))
        return Taken(*taken) if taken else None

    def start(self, taken: Taken, place: Place, *ways: Send) -> None:
        """Begin to reply to something, the first way that Slack takes."""
        sending = self.send(taken.owed, self.rendered(taken.incoming), place, *ways)
        self.in_flight.add(asyncio.create_task(sending), place.channel)

    @property
    def rules(self) -> Rules:
        """What holds in the whole workspace."""
        return self.manners.rules(self.team)

    async def rendered(self, incoming: Incoming, owed: Owed | None = None) -> Payload:
        """Return the reply as Slack takes it."""
        return self.render(incoming, await self.reply_to(incoming.message, owed, unnamed=incoming.unnamed))

    async def reply_to(self, message: Message, owed: Owed | None = None, *, unnamed: bool = False) -> Heeded:
        """Return the reply, or what is said in its place in a channel where the bot is to behave otherwise."""
        return await self.heed(message, self._spot(message, unnamed=unnamed), owed=owed)

    async def heeded(self, incoming: Incoming, reply: Reply) -> Heeded:
        """Return a reply that is made already, or what is said in its place there."""
        message = incoming.message
        return await self.heed(message, self._spot(message, unnamed=incoming.unnamed), reply)

    def _spot(self, message: Message, *, unnamed: bool) -> Spot:
        channel = channel_of(message)
        link = partial(link_to, self.client, channel)
        return Spot(self.team, (channel,), thread_of(message), link, unnamed)

    def render(self, incoming: Incoming, heeded: Heeded) -> Payload:
        """Return a reply as Slack takes it, with the buttons that belong to where it is shown."""
        message, (reply, alone, take_back), rules = incoming.message, heeded, self.rules
        relayable = self.is_relayable(message, reply, channel_of(message), rules)
        shareable = incoming.shareable and self.manners.manner(channel_of(message)) is Manner.USUAL
        ratable = rules.asks_whether_it_helped
        payload = render(reply, asked_by(message), shareable=shareable, relayable=relayable, ratable=ratable)
        payload.alone, payload.take_back = alone, take_back
        return payload

    async def post(self, place: Place, owed: Owed | None, payload: Payload) -> None:
        """Post in a channel once it is its turn there; what is for one person alone waits for nobody."""
        if payload.alone and place.person and not place.is_direct:
            await post_alone(self.client, place, payload)
            return
        async with self.channels.turn(place.channel, first=payload.goes_first):
            await post_message(self.client, place, marked(payload, owed))

    async def post_anywhere(self, place: Place, body: dict[str, Any], payload: Payload) -> None:
        """Post below what was pressed; through the response URL where the bot is no member."""
        try:
            await self.post(place, None, payload)
        except DeliveryError as error:
            if str(error) not in _NO_MEMBER:
                raise
            await self.responding(body, _TO_ALL)(payload)

    def responding(self, body: dict[str, Any], shown: dict[str, Any]) -> Send:
        """Return what sends to a response URL, into the thread of what was pressed."""
        return self.to_url(str(body.get("response_url") or ""), press_place(body), shown)

    async def delete_pressed(self, body: dict[str, Any]) -> None:
        """Have what was pressed taken away, which one person alone sees."""
        url = str(body.get("response_url") or "")
        await post_response(url, REPLACED | {"delete_original": True}, self.client.session)

    def to_url(self, url: str, place: Place, shown: dict[str, Any]) -> Send:
        """Return what sends to a response URL: in a place's thread, unless it replaces what is there."""
        where = {"thread_ts": place.thread} if place.thread and not shown.get("replace_original") else {}
        return lambda payload: post_response(url, shown | where | payload, self.client.session)

    async def send(self, owed: Owed | None, rendered: Awaitable[Payload], place: Place, *ways: Send) -> bool:
        """Send a reply the first way Slack takes it; the last is a direct message. Tell whether one was taken."""
        # An app has no direct messages.
        if place.person and not place.is_direct:
            ways += (partial(self.post, replace(place, channel=place.person, thread=None), owed),)

        async def making() -> Callable[[], Awaitable[None]]:
            payload = await rendered
            return self.or_taken_back(partial(send_first_taken, payload, place, ways), payload.take_back)

        return await self.is_brought(owed, making(), place.channel)
