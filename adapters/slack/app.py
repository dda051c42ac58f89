"""Wire slack-bolt's AsyncApp to the answerer: acknowledge first, answer once, drain before leaving."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.middleware.authorization.async_single_team_authorization import AsyncSingleTeamAuthorization

from adapters.alerting import Alerts, AlertTo
from adapters.channels import Channels
from adapters.delivery import DRAIN_SECONDS, DeliveryError
from adapters.in_flight import InFlight
from adapters.incoming import Incoming, SilentError, always
from adapters.lately import Lately
from adapters.manners import mannered
from adapters.once import Once
from adapters.owed import LOOK_EVERY, Door, InMemory, bring
from adapters.platform_state import PlatformState
from adapters.rating import NoRatings
from adapters.slack.commands import Commands
from adapters.slack.delivering import post_message, post_response, send_first_taken
from adapters.slack.forms import REASON, form_place, form_url, read_reason, reason_form
from adapters.slack.making_up import is_answered, marked, message_of, owed_for, place_owed
from adapters.slack.parsing import (
    ABOUT,
    ANSWER_PERSON,
    FEEDBACK,
    HELPFUL,
    PERSON,
    PICK,
    SHARE,
    UNHELPFUL,
    Place,
    asked_by,
    command_place,
    is_shown_to_one,
    message_place,
    place_of,
    press_place,
    pressed_list,
    read_command,
    read_message,
    read_press,
    read_shortcut,
    shortcut_place,
)
from adapters.slack.people import (
    AGREED,
    ANSWERED,
    agree_form,
    answer_form,
    read_sent,
    relayed,
    staff_blocks,
)
from adapters.slack.rendering import Payload, pinging, render
from adapters.slack.views import (
    answer_view,
    direct_place,
    home_view,
    is_closed,
    is_in_a_view,
    link_to,
    open_modal,
    publish_home,
    read_opening,
)
from botcore import Alerted, Asked, Interrupted, Kind, Rated, Relayed, Step

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_sdk.web.async_client import AsyncWebClient
    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from adapters.incoming import Answer, Takes
    from adapters.manners import Manner
    from adapters.owed import Ledger, Owed
    from adapters.rating import Ratings
    from adapters.slack.delivering import Send
    from botcore import Message, Reply


log = structlog.get_logger(__name__)

NO_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
"""A public `/prolo` works where the bot is no member; posting does not."""

ALONE = {"response_type": "ephemeral", "replace_original": False}
REPLACED = {"response_type": "ephemeral", "replace_original": True}
TO_ALL = {"response_type": "in_channel", "replace_original": False}


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
        answer: Answer,
        *,
        client: AsyncWebClient,
        public: bool = False,
        apps: frozenset[str] = frozenset(),
        once: Once | None = None,
        ledger: Ledger | None = None,
        state: PlatformState | None = None,
        ratings: Ratings | None = None,
        grace: float = DRAIN_SECONDS,
        takes: Takes = always,
        help_channel: str = "",
        alert_to: AlertTo | None = None,
        manners: Mapping[str, Manner] | None = None,
    ) -> None:
        """Register the handlers.

        Args:
            answer: Turns a message into its reply.
            client: The Web API client, token included.
            public: Whether everyone in the channel sees what `/prolo` answers.
            apps: Ids of other apps whose mentions of the bot are answered.
            once: Remembers what was seen, also by the app before this one; None: nothing was.
            ledger: Knows what was seen by other processes, too, and what is owed; None: there are none.
            state: Told how it goes, as by the app before this one; None: nobody asks.
            ratings: Told whether replies helped; None: nobody asks.
            grace: Seconds for the replies being made when the bot leaves.
            takes: Tells whether there is room for a message; an event there is none for is refused, so that Slack
                brings it again.
            help_channel: The id of the channel in which people answer what the file does not; "": there is none.
            alert_to: Who is told of what is urgent; None: nobody.
            manners: How to behave in channels, by their ids; None: everywhere as usual.
        """
        # Requests are verified where they come in: see `serving`.
        self.app = AsyncApp(client=client, request_verification_enabled=False)
        self._answer = answer
        self._private = not public
        self._apps = apps
        self._once = once or Once()
        self._ledger = ledger or InMemory(self._once)
        self.state = state or PlatformState("slack")
        self._ratings = ratings or NoRatings()
        self.is_leaving = False
        self._grace = grace
        self._takes = takes
        self._help_channel = help_channel
        self._lately = Lately()
        self._alert_to = alert_to or AlertTo()
        self._alerts = Alerts()
        self._manners = manners or {}
        self._tells = False
        self._in_flight = InFlight()
        self._channels = Channels()
        self._commands = Commands(self._once, self._rendered)
        self.app.command("/prolo")(self._on_command)
        # Middleware runs before slack_bolt acknowledges an event: what is owed is kept by then.
        self.app.event("app_mention", middleware=[self._take_event])(self._on_event)
        self.app.event("message", middleware=[self._take_event])(self._on_event)
        self.app.action({"action_id": _pattern(f"{PICK}.*")})(self._on_pick)
        self.app.action(SHARE)(self._on_share)
        self.app.event("app_home_opened")(self._on_home)
        self.app.action({"action_id": _pattern(f"{FEEDBACK}|{HELPFUL}|{UNHELPFUL}")})(self._on_feedback)
        self.app.shortcut({"callback_id": ABOUT, "type": "message_action"})(self._on_shortcut)
        self.app.view(REASON)(self._on_reason)
        self.app.action(PERSON)(self._on_person)
        self.app.action(ANSWER_PERSON)(self._on_answering)
        self.app.view(AGREED)(self._on_agreed)
        self.app.view(ANSWERED)(self._on_answered)

    def knows_itself(self, answer: AsyncSlackResponse) -> None:
        """Keep Slack's answer to `auth.test`, so that slack_bolt never asks for it inside an event."""
        self.bot_user = str(answer.get("user_id") or "")
        for each in self.app._async_middleware_list:  # noqa: SLF001 - it offers no other way
            if isinstance(each, AsyncSingleTeamAuthorization):
                each.auth_test_result = answer

    async def why_refused(self, body: Mapping[str, Any]) -> str:
        """Return why an event is not acknowledged, so that Slack brings it again; "" for one that is taken."""
        if self.is_leaving:
            return "event while stopping"
        try:
            incoming = read_message(body, self.bot_user, apps=self._apps, at=time.monotonic())
        except Exception:  # noqa: BLE001 - whatever is odd about it shows where it is handled
            return ""
        return "" if incoming is None or await self._takes(incoming.message) else "event while full"

    async def drain(self, seconds: float | None = None) -> None:
        """Wait for the replies being made, by default as long as it may; slack_bolt itself abandons them."""
        await self._in_flight.drain(self._grace if seconds is None else seconds)

    async def make_up(self) -> None:
        """Answer what other processes left, or say that they were interrupted, until cancelled."""
        while not self.is_leaving:
            for owed in await self._ledger.left("slack"):
                self._in_flight.add(asyncio.create_task(self._make_up_for(owed)), owed.channel)
            await asyncio.sleep(LOOK_EVERY)

    async def _make_up_for(self, owed: Owed) -> None:
        client = self.app.client
        if await is_answered(client, owed):
            await self._ledger.settle(owed)
            return
        message = await message_of(client, owed, self.bot_user, self._apps)
        log.info("made_up", door=owed.door, channel=owed.channel, read_back=not isinstance(message, Interrupted))
        place = place_owed(owed)
        await self._send(owed, self._rendered(Incoming(message, ())), place, partial(self._post, place, owed))

    async def _on_command(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        self._in_flight.add()  # The running task: slack_bolt makes one for each command.
        began = time.monotonic()
        private = self._private or str(body.get("channel_id")) in self._manners
        incoming = read_command(body, private=private, at=began)
        place, shown = command_place(body), {"response_type": _response_type(incoming)}
        reply, later = await self._commands.in_time(incoming)
        owed = owed_for(incoming, place, body, Door.COMMAND)
        if later:
            await self._ledger.take((), owed)
        await (ack(**shown, **reply) if reply else ack())
        if reply:
            self.state.shown.add(time.monotonic() - began)
        elif not later:
            self.state.repeated += 1
        if later:
            sending = self._send(owed, later, place, self._responding(body, shown))
            self._in_flight.add(asyncio.create_task(sending), place.channel)

    async def _take_event(
        self,
        body: dict[str, Any],
        context: dict[str, Any],
        next: Callable[[], Awaitable[Any]],  # noqa: A002 - bolt's own
    ) -> Any:  # noqa: ANN401 - bolt's own
        """Keep what is owed for an event; slack_bolt acknowledges it only then."""
        bot_user = str(context.get("bot_user_id") or "")
        if incoming := read_message(body, bot_user, apps=self._apps, at=time.monotonic()):
            context["taken"] = await self._taken(incoming, message_place(body), body, Door.MESSAGE)
        return await next()

    async def _on_event(self, body: dict[str, Any], context: Mapping[str, Any]) -> None:
        if "taken" in context:
            if taken := context["taken"]:
                self._hear(taken, message_place(body))
        elif (event := body["event"]).get("subtype") or event["type"] == "app_mention":
            log.info("message_refused", subtype=event.get("subtype"), app=event.get("app_id"))

    def _hear(self, taken: _Taken, place: Place) -> None:
        """Reply to a message, and then tell of it where it is urgent."""
        asked, post = taken.incoming.message, partial(self._post, place, taken.owed)
        if isinstance(asked, Asked) and asked.public and self._tells:
            told = replace(taken.incoming, message=replace(asked, told=True))
            self._in_flight.add(asyncio.create_task(self._reply_and_tell(told, taken.owed, place)), place.channel)
        else:
            self._start(taken, place, post)

    async def _reply_and_tell(self, incoming: Incoming, owed: Owed | None, place: Place) -> None:
        replies: list[Reply] = []

        async def rendered() -> dict[str, Any]:
            replies.append(await self._reply_to(incoming.message))
            return self._render(incoming, replies[0])

        if not await self._send(owed, rendered(), place, partial(self._post, place, owed)):
            return
        asked, finding = incoming.message, replies[0].trace.finding
        due = replies[0].kind is Kind.URGENT and self._alerts.is_due(asked.person, place.channel, at=asked.at)
        if due and await self.looks_at_its_alert_channel():
            link = await link_to(self.app.client, place.channel, place.after)
            payload = pinging(render(await self._answer(Alerted(finding, link))), self._alert_to.role)
            there = Place(self._alert_to.channel, None, after="")
            await self._send(None, _ready(payload), there, partial(self._post, there, None))

    async def looks_at_its_alert_channel(self) -> bool:
        """Tell whether alerts may be sent: there is a channel for them, and ordinary members cannot read it."""
        channel = self._alert_to.channel
        self._tells = bool(channel) and await is_closed(self.app.client, channel)
        if channel and not self._tells:
            log.error("alert_channel_open", channel=channel)
        return self._tells

    async def _on_shortcut(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        place, url = shortcut_place(body), str(body.get("response_url") or "")
        taken = await self._taken(read_shortcut(body, at=time.monotonic()), place, body, Door.PRESS)
        await ack()
        if taken:
            self._start(taken, place, self._to_url(url, place, ALONE))

    async def _on_pick(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        taken = await self._taken(read_press(body, at=time.monotonic()), press_place(body), body, Door.PRESS)
        await ack()
        if taken is None:
            return
        incoming, place = taken.incoming, press_place(body)
        if is_in_a_view(body):
            self._in_flight.add()
            await self._show(taken, body)
        elif is_shown_to_one(body):
            # Replacing the list that was pressed may be repeated: a new message would come twice.
            self._start(taken, place, self._responding(body, REPLACED))
        elif incoming.private or not (place.is_direct or await self._ledger.take([pressed_list(body)], None)):
            self._start(taken, place, self._responding(body, ALONE))
        else:
            post = partial(self._post_anywhere, place, body)
            self._start(taken, place, post, self._responding(body, ALONE))

    async def _show(self, taken: _Taken, body: dict[str, Any]) -> None:
        """Show a reply as a modal, or as a direct message where Slack takes none any more."""
        reply = await self._answer(taken.incoming.message)
        if not await open_modal(self.app.client, body, answer_view(reply)):
            place = direct_place(body)
            post = partial(self._post, place, taken.owed)
            await self._send(taken.owed, self._rendered(taken.incoming), place, post)
        elif taken.owed:
            await self._ledger.settle(taken.owed)

    async def _on_share(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Show the channel what was answered to one person, whose own copy then goes."""
        place = press_place(body)
        taken = await self._taken(read_press(body, at=time.monotonic()), place, body, Door.PRESS)
        await ack()
        if taken is None:
            return
        self._in_flight.add(where=place.channel)
        ways = (partial(self._post_anywhere, place, body), self._responding(body, ALONE))
        if await self._send(taken.owed, self._rendered(taken.incoming), place, *ways):
            with contextlib.suppress(DeliveryError):  # then both are there
                await self._responding(body, REPLACED)({"delete_original": True})

    async def _on_home(self, body: dict[str, Any]) -> None:
        if opened := read_opening(body, at=time.monotonic()):
            self._in_flight.add()
            view = home_view(await self._answer(opened))
            await publish_home(self.app.client, str(body["event"]["user"]), view)

    async def _post(self, place: Place, owed: Owed | None, payload: dict[str, Any]) -> None:
        first = isinstance(payload, Payload) and payload.goes_first
        async with self._channels.turn(place.channel, first=first):
            await post_message(self.app.client, place, marked(payload, owed))

    async def _post_anywhere(self, place: Place, body: dict[str, Any], payload: dict[str, Any]) -> None:
        """Post below what was pressed; through the response URL where the bot is no member."""
        try:
            await self._post(place, None, payload)
        except DeliveryError as error:
            if str(error) not in NO_MEMBER:
                raise
            await self._responding(body, TO_ALL)(payload)

    def _responding(self, body: dict[str, Any], shown: dict[str, Any]) -> Send:
        """Return what sends to a response URL, into the thread of what was pressed."""
        return self._to_url(str(body.get("response_url") or ""), press_place(body), shown)

    def _to_url(self, url: str, place: Place, shown: dict[str, Any]) -> Send:
        """Return what sends to a response URL: in a place's thread, unless it replaces what is there."""
        where = {"thread_ts": place.thread} if place.thread and not shown.get("replace_original") else {}
        return lambda payload: post_response(url, shown | where | payload, self.app.client.session)

    async def _on_feedback(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        await ack()
        place = press_place(body)
        taken = await self._taken(read_press(body, at=time.monotonic()), place, body, Door.PRESS)
        if taken is None or not isinstance(rated := taken.incoming.message, Rated):
            return
        log.info("feedback", helpful=rated.helpful, entry=rated.entry)
        self._ratings.rated(rated)
        self._in_flight.add(where=place.channel)
        if rated.helpful or not self._ratings.asks_why or not await self._asks_why(rated, body):
            await self._send(taken.owed, self._rendered(taken.incoming), place, self._responding(body, ALONE))
        elif taken.owed:
            await self._ledger.settle(taken.owed)

    async def _asks_why(self, rated: Rated, body: dict[str, Any]) -> bool:
        """Open the form that asks for a reason; tell whether Slack took it, which it does for three seconds."""
        reply = await self._answer(replace(rated, asks_why=True))
        return await open_modal(self.app.client, body, reason_form(reply, body, rated.entry))

    async def _on_reason(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        place = form_place(body)
        taken = await self._taken(read_reason(body, at=time.monotonic()), place, body, Door.PRESS)
        await ack()
        if taken and isinstance(rated := taken.incoming.message, Rated):
            self._ratings.rated(rated)
            self._in_flight.add(where=place.channel)
            sending = self._to_url(form_url(body), place, ALONE)
            await self._send(taken.owed, self._rendered(taken.incoming), place, sending)

    async def _on_person(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Ask whoever presses to agree to what is passed on to a person."""
        await ack()
        self._in_flight.add()
        step = relayed(body, Step.AGREE, at=time.monotonic())
        lately = self._lately.recall(step.person, press_place(body).channel, at=step.at)
        await self._ask_in_form(body, step, lambda reply: agree_form(reply, body, lately))

    async def _on_answering(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Ask one of those who look after questions for their answer."""
        await ack()
        self._in_flight.add()
        step = relayed(body, Step.FORM, at=time.monotonic())
        await self._ask_in_form(body, step, lambda reply: answer_form(reply, body))

    async def _ask_in_form(
        self, body: dict[str, Any], step: Relayed, form: Callable[[Reply], dict[str, Any]]
    ) -> None:
        if not await open_modal(self.app.client, body, form(await self._answer(step))):
            missed, place = replace(step, step=Step.MISSED), press_place(body)
            await self._send(None, self._rendered(Incoming(missed, ())), place, self._responding(body, ALONE))

    async def _on_agreed(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Pass a question on, then say so to whoever asked."""
        sent, asker, offered = read_sent(body, Step.SENT, at=time.monotonic())
        taken = await self._taken(sent, form_place(body), body, Door.PRESS)
        await ack()
        if taken is None or not isinstance(sent.message, Relayed):
            return
        self._in_flight.add()
        link = await link_to(self.app.client, asker.channel, asker.message)
        reply = await self._answer(replace(sent.message, step=Step.STAFF, link=link, offered=offered))
        payload = render(reply)
        payload["blocks"].insert(-1, staff_blocks(reply, asker))
        there = Place(self._help_channel, None, after="")
        is_there = await self._send(None, _ready(payload), there, partial(self._post, there, None))
        await self._say_so(body, taken.owed, sent.message, is_there=is_there, sent=Step.SENT)

    async def _on_answered(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Bring an answer to whoever asked, then say so to whoever answered."""
        sent, asker, _ = read_sent(body, Step.ANSWER, at=time.monotonic())
        taken = await self._taken(sent, form_place(body), body, Door.PRESS)
        await ack()
        if taken is None or not isinstance(sent.message, Relayed):
            return
        self._in_flight.add()
        post = partial(self._post, asker.direct, None)
        is_there = await self._send(None, self._rendered(sent), asker.direct, post)
        await self._say_so(body, taken.owed, sent.message, is_there=is_there, sent=Step.REACHED)

    async def _say_so(
        self, body: dict[str, Any], owed: Owed | None, message: Relayed, *, is_there: bool, sent: Step
    ) -> None:
        """Say to whoever sent a form what became of it."""
        told, place = replace(message, step=sent if is_there else Step.MISSED), form_place(body)
        way = self._to_url(form_url(body), place, ALONE)
        await self._send(owed, self._rendered(Incoming(told, ())), place, way)

    async def _taken(
        self, incoming: Incoming | None, place: Place, body: Mapping[str, Any], door: Door
    ) -> _Taken | None:
        """Keep what is owed for something; None for what is not for us or came before."""
        if incoming is None:
            return None
        owed = owed_for(incoming, place, body, door)
        if await self._ledger.take(incoming.keys, owed):
            return _Taken(incoming, owed)
        self.state.repeated += 1
        log.info("repetition_ignored")
        return None

    def _start(self, taken: _Taken, place: Place, *ways: Send) -> None:
        sending = self._send(taken.owed, self._rendered(taken.incoming), place, *ways)
        self._in_flight.add(asyncio.create_task(sending), place.channel)

    async def _rendered(self, incoming: Incoming) -> dict[str, Any]:
        return self._render(incoming, await self._reply_to(incoming.message))

    async def _reply_to(self, message: Message) -> Reply:
        """Return the reply, or what is said in its place in a channel where the bot is to behave otherwise."""
        manner = self._manners.get(place_of(message))
        return await mannered(self._answer, message, await self._answer(message), manner)

    def _render(self, incoming: Incoming, reply: Reply) -> Payload:
        message = incoming.message
        relayable = bool(self._help_channel)
        if relayable:
            self._lately.note(message, reply, place_of(message))
        shareable = incoming.shareable and place_of(message) not in self._manners
        return render(reply, asked_by(message), shareable=shareable, relayable=relayable)

    async def _send(
        self, owed: Owed | None, rendered: Awaitable[dict[str, Any]], place: Place, *ways: Send
    ) -> bool:
        """Send a reply the first way Slack takes it; the last is a direct message. Tell whether one was taken."""
        if place.person and not place.is_direct:
            ways += (partial(self._post, replace(place, channel=place.person, thread=None), owed),)
        try:
            with self.state.bringing():
                send = partial(send_first_taken, await rendered, place, ways)
                await (bring(self._ledger, owed, send) if owed else send())
        except SilentError:
            if owed:
                await self._ledger.settle(owed)
        except DeliveryError as error:
            log.error("send_failed", error=str(error), channel=place.channel)  # noqa: TRY400 - no payload in a log
        except Exception as error:  # noqa: BLE001 - one failed reply must not end the others
            name = type(error).__name__
            log.error("send_failed", error=name, channel=place.channel)  # noqa: TRY400 - no payload in a log
        else:
            return True
        return False


class _Taken(NamedTuple):
    """Something that came for the first time, and what is owed for it."""

    incoming: Incoming
    owed: Owed | None


async def _ready(payload: Payload) -> dict[str, Any]:
    return payload


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(f"^({expression})$")


def _response_type(incoming: Incoming) -> str:
    return "ephemeral" if incoming.private else "in_channel"
