"""Wire slack-bolt's AsyncApp to the answerer: acknowledge first, answer once, drain before leaving."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.async_app import AsyncApp

from adapters.once import Once
from adapters.slack.delivering import DeliveryError, Place, Queues, post_message, post_response
from adapters.slack.parsing import HELPFUL, PICK, UNHELPFUL, Incoming, read_action, read_command, read_event
from adapters.slack.rendering import render
from botcore import Rated

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from botcore import Message, Reply

    Answer = Callable[[Message], Awaitable[Reply]]
    Respond = Callable[[str, dict[str, Any]], Awaitable[None]]

log = structlog.get_logger(__name__)

NO_MEMBER = frozenset({"not_in_channel", "channel_not_found"})
"""A public `/prolo` works where the bot is no member; posting does not."""

ANSWER_AT_ONCE = 0.5
"""Seconds a command's acknowledgement waits for its reply, of the three Slack gives.

A reply that comes with the acknowledgement is shown once or not at all, and then Slack says so. Later ones
go to the response URL, where nobody can look whether one of unknown outcome has arrived.
"""


class SlackBot:
    """The handlers of one Slack app.

    Attributes:
        app: The AsyncApp, to be run over Socket Mode or HTTP.
    """

    def __init__(
        self,
        app: AsyncApp,
        answer: Answer,
        *,
        public: bool = False,
        respond: Respond | None = None,
        once: Once | None = None,
    ) -> None:
        """Register the handlers.

        Args:
            app: An app that has none yet.
            answer: Turns a message into its reply.
            public: Whether everyone in the channel sees what `/prolo` answers.
            respond: Sends a payload to a response URL; None: over HTTP.
            once: Remembers what was seen, also by the app before this one; None: nothing was.
        """
        self.app = app
        self._answer = answer
        self._respond = respond or post_response
        self._visible = "in_channel" if public else "ephemeral"
        self._once = once or Once()
        self._working: set[asyncio.Task[Any]] = set()
        self._late = Once()
        self._queues = Queues()
        self._answering: dict[str, asyncio.Task[dict[str, Any]]] = {}
        app.command("/prolo")(self._on_command)
        app.event("app_mention")(self._on_event)
        app.event("message")(self._on_event)
        app.action({"action_id": _pattern(f"{PICK}.*")})(self._on_pick)
        app.action({"action_id": _pattern(f"{HELPFUL}|{UNHELPFUL}")})(self._on_feedback)

    async def drain(self, seconds: float = 10.0) -> None:
        """Wait for the replies being made; slack_bolt itself abandons them when it closes."""
        deadline = time.monotonic() + seconds
        # What arrives meanwhile is acknowledged, so it is owed a reply too.
        while self._working and (left := deadline - time.monotonic()) > 0:
            await asyncio.wait(self._working, timeout=left)

    def begin_work(self, task: asyncio.Task[Any] | None = None) -> None:
        """Count a task, by default the running one, among those to wait for before leaving."""
        if task := task or asyncio.current_task():
            self._working.add(task)
            task.add_done_callback(self._working.discard)

    async def _on_command(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        incoming, url = read_command(body, at=time.monotonic()), str(body["response_url"])
        answering = self._answering_of(incoming)
        if answering is None:
            await ack()
            return
        shown = {"response_type": self._visible}
        await asyncio.wait({answering}, timeout=ANSWER_AT_ONCE)
        if answering.done():
            await ack(**shown, **answering.result())
            return
        await ack()
        if self._late.is_new(incoming.keys):
            send = self._send(answering, lambda payload: self._respond(url, shown | payload))
            self.begin_work(asyncio.create_task(send))

    def _answering_of(self, incoming: Incoming) -> asyncio.Task[dict[str, Any]] | None:
        """Return what becomes of a command: one task for all its deliveries, and None once it is over.

        Slack shows whichever acknowledgement comes first, so each has to bring the reply.
        """
        (key,) = incoming.keys
        if self._once.is_new(incoming.keys):
            task = self._answering[key] = asyncio.create_task(self._rendered(incoming.message))
            task.add_done_callback(lambda _: self._answering.pop(key, None))
        return self._answering.get(key)

    async def _on_event(self, body: dict[str, Any], context: Mapping[str, Any]) -> None:
        incoming = read_event(body, str(context.get("bot_user_id") or ""), at=time.monotonic())
        if incoming:
            place = Place(incoming.channel, incoming.thread, after=incoming.ts)
            self._start(incoming, lambda payload: self._post(place, payload))

    async def _on_pick(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        await ack()
        incoming = read_action(body, at=time.monotonic())
        if incoming is None:
            return
        url, place = str(body["response_url"]), Place(incoming.channel, incoming.thread, after=incoming.ts)
        if (body.get("container") or {}).get("is_ephemeral"):
            # Replacing the list that was pressed may be repeated: a new message would come twice.
            shown = {"response_type": "ephemeral", "replace_original": True}
            self._start(incoming, lambda payload: self._respond(url, shown | payload))
        else:
            self._start(incoming, lambda payload: self._post_anywhere(place, url, payload))

    async def _post(self, place: Place, payload: dict[str, Any]) -> None:
        async with self._queues.of(place.channel):
            await post_message(self.app.client, place, payload)

    async def _post_anywhere(self, place: Place, url: str, payload: dict[str, Any]) -> None:
        """Post below what was pressed; through the response URL where the bot is no member."""
        try:
            await self._post(place, payload)
        except DeliveryError as error:
            if str(error) not in NO_MEMBER:
                raise
            shown: dict[str, Any] = {"response_type": "in_channel", "replace_original": False}
            thread = {"thread_ts": place.thread} if place.thread else {}
            await self._respond(url, shown | thread | payload)

    async def _on_feedback(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        await ack()
        incoming = read_action(body, at=time.monotonic())
        if incoming is None or not isinstance(incoming.message, Rated):
            return
        url, shown = str(body["response_url"]), {"response_type": "ephemeral", "replace_original": False}
        log.info("feedback", helpful=incoming.message.helpful, entry=body["actions"][0].get("value"))
        self._start(incoming, lambda payload: self._respond(url, shown | payload))

    def _start(self, incoming: Incoming, send: Callable[[dict[str, Any]], Awaitable[Any]]) -> None:
        if not self._once.is_new(incoming.keys):
            log.info("repetition_ignored")
            return
        self.begin_work(asyncio.create_task(self._send(self._rendered(incoming.message), send)))

    async def _rendered(self, message: Message) -> dict[str, Any]:
        return render(await self._answer(message))

    async def _send(
        self, rendered: Awaitable[dict[str, Any]], send: Callable[[dict[str, Any]], Awaitable[Any]]
    ) -> None:
        try:
            await send(await rendered)
        except DeliveryError as error:
            log.error("send_failed", error=str(error))  # noqa: TRY400 - no payload in a log
        except Exception as error:  # noqa: BLE001 - one failed reply must not end the others
            log.error("send_failed", error=type(error).__name__)  # noqa: TRY400 - no payload in a log


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(f"^({expression})$")


def build_app(
    answer: Answer,
    *,
    client: AsyncWebClient,
    signing_secret: str = "",
    public: bool = False,
    respond: Respond | None = None,
    once: Once | None = None,
) -> SlackBot:
    """Return the app, ready to be run.

    Args:
        answer: Turns a message into its reply.
        client: The Web API client, token included.
        signing_secret: For HTTP only; Socket Mode needs none.
        public: Whether everyone in the channel sees what `/prolo` answers.
        respond: Sends a payload to a response URL; None: over HTTP.
        once: Remembers what was seen, also by the app before this one; None: nothing was.
    """
    app = AsyncApp(
        client=client,
        signing_secret=signing_secret,
        request_verification_enabled=bool(signing_secret),
    )
    return SlackBot(app, answer, public=public, respond=respond, once=once)
