"""Slack's assistant's pane, where an owner switched it on: a greeting, and questions to pick from.

https://docs.slack.dev/ai/developing-ai-apps. slack_bolt's `Assistant` is not used: it takes every message of such
a thread for itself and acknowledges it, before what is owed for it is kept. Here they are direct messages like any
other.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from adapters.incoming import Incoming
from adapters.slack.places import Place, person_key, thread_key
from adapters.slack.refusals import error_code
from botcore import Opened

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from adapters.slack.replying import Replying
    from botcore import Reply

_logger = structlog.get_logger(__name__)

_PROMPTS = 4
"""As many as Slack shows."""


class Pane:
    """Greets whoever opens the pane."""

    def __init__(self, replying: Replying) -> None:
        self._replying = replying

    def register(self, app: AsyncApp) -> None:
        """Have an app call this."""
        app.event("assistant_thread_started")(self._on_started)
        # Registered all the same: what nobody hears slack_bolt answers with 404.
        app.event("assistant_thread_context_changed")(self._on_moved)

    async def _on_started(self, body: dict[str, Any]) -> None:
        replying, place = self._replying, _pane_place(body)
        if not await replying.ledger.take([f"event:{body.get('event_id')}"], None):
            return
        replying.in_flight.add(where=place.channel)
        person = person_key(replying.team, place.person)
        thread = thread_key(replying.team, place.channel, place.thread)
        opened = Opened(person=person, thread=thread, at=time.monotonic())
        greeting = replying.rendered(Incoming(opened, ()))
        if await replying.send(None, greeting, place, partial(replying.post, place, None)):
            await self._suggest(place, await replying.answer(opened))

    async def _on_moved(self) -> None:
        """What somebody looks at beside the pane is not our business."""

    async def _suggest(self, place: Place, reply: Reply) -> None:
        """Show the first questions below the greeting, which are asked by pressing them."""
        prompts = [{"title": each.question, "message": each.question} for each in reply.suggestions[:_PROMPTS]]
        try:
            await self._replying.client.assistant_threads_setSuggestedPrompts(
                channel_id=place.channel, thread_ts=str(place.thread), title=reply.words.menu, prompts=prompts
            )
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            _logger.warning("prompts_not_shown", error=error_code(error))


def _pane_place(body: dict[str, Any]) -> Place:
    """Return the thread that somebody opened in the pane."""
    thread = body["event"]["assistant_thread"]
    opened = str(thread["thread_ts"])
    return Place(str(thread["channel_id"]), opened, opened, str(thread["user_id"]))
