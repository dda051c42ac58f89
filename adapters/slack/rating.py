"""What people say of a reply: whether it helped and, in a form, what was missing."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import structlog

from adapters.owed import Door
from adapters.slack.forms import REASON, form_place, form_url, read_reason, reason_form
from adapters.slack.presses import FEEDBACK, HELPFUL, UNHELPFUL, press_place, read_press
from adapters.slack.replying import ALONE
from adapters.slack.views import open_modal
from botcore import Rated

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp

    from adapters.rating import Ratings
    from adapters.slack.replying import Replying

_logger = structlog.get_logger(__name__)


class Rating:
    """Hears ratings."""

    def __init__(self, replying: Replying, ratings: Ratings) -> None:
        self._replying = replying
        self._ratings = ratings

    def register(self, app: AsyncApp) -> None:
        """Have an app call this."""
        app.action({"action_id": re.compile(f"^({FEEDBACK}|{HELPFUL}|{UNHELPFUL})$")})(self._on_feedback)
        app.view(REASON)(self._on_reason)

    async def _on_feedback(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        # First, unlike a question: nobody would make up for this press, and a form may have to open in time.
        await ack()
        replying, place = self._replying, press_place(body)
        taken = await replying.taken(read_press(body, at=time.monotonic()), place, body, Door.PRESS)
        if taken is None or not isinstance(rated := taken.incoming.message, Rated):
            return
        _logger.info("feedback", helpful=rated.helpful, entry=rated.entry)
        self._ratings.rated(rated)
        replying.in_flight.add(where=place.channel)
        if rated.helpful or not self._ratings.asks_why or not await self._asks_why(rated, body):
            way = replying.responding(body, ALONE)
            await replying.send(taken.owed, replying.rendered(taken.incoming), place, way)
        elif taken.owed:
            await replying.ledger.settle(taken.owed)

    async def _asks_why(self, rated: Rated, body: dict[str, Any]) -> bool:
        """Open the form that asks for a reason; tell whether Slack took it, which it does for three seconds."""
        reply = await self._replying.answer(replace(rated, asks_why=True))
        return await open_modal(self._replying.client, body, reason_form(reply, body, rated.entry))

    async def _on_reason(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        replying, place = self._replying, form_place(body)
        taken = await replying.taken(read_reason(body, at=time.monotonic()), place, body, Door.PRESS)
        await ack()
        if taken and isinstance(rated := taken.incoming.message, Rated):
            self._ratings.rated(rated)
            replying.in_flight.add(where=place.channel)
            sending = replying.to_url(form_url(body), place, ALONE)
            await replying.send(taken.owed, replying.rendered(taken.incoming), place, sending)
