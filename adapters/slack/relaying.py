"""Ask a person, step by step: the forms that are opened, and what is sent with them."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from adapters.incoming import Incoming, missed
from adapters.owed import Door
from adapters.replying import ready
from adapters.slack.forms import form_place, form_url
from adapters.slack.people import (
    AGREED,
    ANSWERED,
    agree_form,
    answer_form,
    read_sent,
    relayed,
    staff_blocks,
)
from adapters.slack.places import Place
from adapters.slack.presses import ANSWER_PERSON, PERSON, press_place
from adapters.slack.rendering import render
from adapters.slack.replying import ALONE
from adapters.slack.views import link_to, open_modal
from botcore import Relayed, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt.async_app import AsyncApp

    from adapters.owed import Owed
    from adapters.slack.replying import Replying
    from botcore import Reply


class Relaying:
    """Passes questions on to people, and their answers back."""

    def __init__(self, replying: Replying) -> None:
        self._replying = replying

    def register(self, app: AsyncApp) -> None:
        """Have an app call this."""
        app.action(PERSON)(self._on_person)
        app.action(ANSWER_PERSON)(self._on_answering)
        app.view(AGREED)(self._on_agreed)
        app.view(ANSWERED)(self._on_answered)

    async def _on_person(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Ask whoever presses to agree to what is passed on to a person."""
        await ack()
        self._replying.in_flight.add()
        step = relayed(body, Step.AGREE, at=time.monotonic())
        lately = self._replying.lately.recall(step.person, press_place(body).channel, at=step.at)
        await self._ask_in_form(body, step, lambda reply: agree_form(reply, body, lately))

    async def _on_answering(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Ask one of those who look after questions for their answer."""
        await ack()
        self._replying.in_flight.add()
        step = relayed(body, Step.FORM, at=time.monotonic())
        await self._ask_in_form(body, step, lambda reply: answer_form(reply, body))

    async def _ask_in_form(
        self, body: dict[str, Any], step: Relayed, form: Callable[[Reply], dict[str, Any]]
    ) -> None:
        replying = self._replying
        if not await open_modal(replying.client, body, form(await replying.answer(step))):
            way = replying.responding(body, ALONE)
            await replying.send(None, replying.rendered(Incoming(missed(step), ())), press_place(body), way)

    async def _on_agreed(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Pass a question on, then say so to whoever asked."""
        replying = self._replying
        sent, asker, offered = read_sent(body, Step.SENT, at=time.monotonic())
        taken = await replying.taken(sent, form_place(body), body, Door.PRESS)
        await ack()
        if taken is None or not isinstance(sent.message, Relayed):
            return
        replying.in_flight.add()
        link = await link_to(replying.client, asker.channel, asker.message)
        reply = await replying.answer(replace(sent.message, step=Step.STAFF, link=link, offered=offered))
        payload = render(reply)
        payload["blocks"].insert(-1, staff_blocks(reply, asker))
        there = Place(replying.rules.help_channel, None, after="")
        # Owed to nobody yet: whoever asked is told in the same breath whether it is there.
        is_there = await replying.send(None, ready(payload), there, partial(replying.post, there, None))
        await self._say_so(body, taken.owed, sent.message, is_there=is_there, sent=Step.SENT)

    async def _on_answered(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Bring an answer to whoever asked, then say so to whoever answered."""
        replying = self._replying
        sent, asker, _ = read_sent(body, Step.ANSWER, at=time.monotonic())
        taken = await replying.taken(sent, form_place(body), body, Door.PRESS)
        await ack()
        if taken is None or not isinstance(sent.message, Relayed):
            return
        replying.in_flight.add()
        post = partial(replying.post, asker.direct, None)
        is_there = await replying.send(None, replying.rendered(sent), asker.direct, post)
        await self._say_so(body, taken.owed, sent.message, is_there=is_there, sent=Step.REACHED)

    async def _say_so(
        self, body: dict[str, Any], owed: Owed | None, message: Relayed, *, is_there: bool, sent: Step
    ) -> None:
        """Say to whoever sent a form what became of it."""
        told, place = replace(message, step=sent) if is_there else missed(message), form_place(body)
        way = self._replying.to_url(form_url(body), place, ALONE)
        await self._replying.send(owed, self._replying.rendered(Incoming(told, ())), place, way)
