"""Wire slack-bolt's AsyncApp to the answerer: acknowledge first, answer once, drain before leaving."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.async_app import AsyncApp

from adapters.once import Once
from adapters.slack.delivering import DeliveryError, Place, post_message, post_response
from adapters.slack.parsing import HELPFUL, PICK, UNHELPFUL, Incoming, read_action, read_command, read_event
from adapters.slack.rendering import render

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from botcore import Message, Reply

    Answer = Callable[[Message], Awaitable[Reply]]
    Respond = Callable[[str, dict[str, Any]], Awaitable[None]]

log = structlog.get_logger(__name__)

THANKS = "Thank you, noted."


class SlackBot:
    """The handlers of one Slack app.

    Attributes:
        app: The AsyncApp, to be run over Socket Mode or HTTP.
    """

    def __init__(
        self, app: AsyncApp, answer: Answer, *, public: bool = False, respond: Respond | None = None
    ) -> None:
        """Register the handlers.

        Args:
            app: An app that has none yet.
            answer: Turns a message into its reply.
            public: Whether everyone in the channel sees what `/prolo` answers.
            respond: Sends a payload to a response URL; None: over HTTP.
        """
        self.app = app
        self._answer = answer
        self._respond = respond or post_response
        self._visible = "in_channel" if public else "ephemeral"
        self._once = Once()
        self._working: set[asyncio.Task[None]] = set()
        app.command("/prolo")(self._on_command)
        app.event("app_mention")(self._on_event)
        app.event("message")(self._on_event)
        app.action({"action_id": _pattern(f"{PICK}.*")})(self._on_pick)
        app.action({"action_id": _pattern(f"{HELPFUL}|{UNHELPFUL}")})(self._on_feedback)

    async def drain(self, seconds: float = 10.0) -> None:
        """Wait for the replies being made; slack_bolt itself abandons them when it closes."""
        if self._working:
            await asyncio.wait(self._working, timeout=seconds)

    async def _on_command(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        await ack()
        incoming, url = read_command(body, at=time.monotonic()), str(body["response_url"])
        shown = {"response_type": self._visible}
        self._start(incoming, lambda payload: self._respond(url, shown | payload))

    async def _on_event(self, body: dict[str, Any], context: Mapping[str, Any]) -> None:
        incoming = read_event(body, str(context.get("bot_user_id") or ""), at=time.monotonic())
        if incoming:
            place = Place(incoming.channel, incoming.thread, after=incoming.ts)
            self._start(incoming, lambda payload: post_message(self.app.client, place, payload))

    async def _on_pick(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        await ack()
        incoming = read_action(body, at=time.monotonic())
        if incoming is None:
            return
        private = bool((body.get("container") or {}).get("is_ephemeral"))
        shown: dict[str, Any] = {"response_type": "ephemeral" if private else "in_channel"}
        if not private and incoming.thread:
            shown["thread_ts"] = incoming.thread
        shown["replace_original"] = False
        url = str(body["response_url"])
        self._start(incoming, lambda payload: self._respond(url, shown | payload))

    async def _on_feedback(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        await ack()
        action = body["actions"][0]
        log.info("feedback", helpful=action["action_id"] == HELPFUL, entry=action.get("value"))
        thanks = {"text": THANKS, "response_type": "ephemeral", "replace_original": False}
        await self._respond(str(body["response_url"]), thanks)

    def _start(self, incoming: Incoming, send: Callable[[dict[str, Any]], Awaitable[Any]]) -> None:
        if not self._once.is_new(incoming.keys):
            log.info("repetition_ignored")
            return
        task = asyncio.create_task(self._reply(incoming, send))
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _reply(self, incoming: Incoming, send: Callable[[dict[str, Any]], Awaitable[Any]]) -> None:
        reply = await self._answer(incoming.message)
        try:
            await send(render(reply))
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
) -> SlackBot:
    """Return the app, ready to be run.

    Args:
        answer: Turns a message into its reply.
        client: The Web API client, token included.
        signing_secret: For HTTP only; Socket Mode needs none.
        public: Whether everyone in the channel sees what `/prolo` answers.
        respond: Sends a payload to a response URL; None: over HTTP.
    """
    app = AsyncApp(
        client=client,
        signing_secret=signing_secret,
        request_verification_enabled=bool(signing_secret),
    )
    return SlackBot(app, answer, public=public, respond=respond)
