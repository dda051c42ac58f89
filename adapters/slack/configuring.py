"""Owners setting how the bot behaves, from the Home tab or by `/prolo settings`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import structlog

from adapters.manners import settings_of
from adapters.slack.places import person_key
from adapters.slack.rendering import render
from adapters.slack.settings_form import SETTINGS, is_settings, on_slack, read_form, settings_form
from adapters.slack.views import answer_view, channel_link, is_closed, open_modal
from botcore import Configured, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt.async_app import AsyncApp

    from adapters.manners import Change
    from adapters.slack.hearing import Hearing
    from adapters.slack.owners import Owners
    from adapters.slack.replying import Replying
    from botcore import Reply

_logger = structlog.get_logger(__name__)


class Configuring:
    """Hears what owners set."""

    def __init__(self, replying: Replying, owners: Owners, hearing: Hearing) -> None:
        self._replying = replying
        self._owners = owners
        self._hearing = hearing

    def register(self, app: AsyncApp) -> None:
        """Have an app call this; before what hears every other `/prolo`."""
        app.command("/prolo", matchers=[is_settings])(self._on_command)
        app.action(SETTINGS)(self._on_press)
        app.view(SETTINGS)(self._on_sent)

    async def _on_command(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        self._replying.in_flight.add()
        person = str(body.get("user_id"))
        if await self._may(person):
            await ack()
            await open_modal(self._replying.client, body, await self._form(person))
        else:
            await ack(response_type="ephemeral", **render(await self._reply(person, Outcome.REFUSED)))

    async def _on_press(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        await ack()
        self._replying.in_flight.add()
        person = str(body["user"]["id"])
        if await self._may(person):
            view = await self._form(person)
        else:
            view = answer_view(await self._reply(person, Outcome.REFUSED))
        await open_modal(self._replying.client, body, view)

    async def _on_sent(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        """Keep what was sent, and show what holds now; who may open the form may not any more, perhaps."""
        replying, person = self._replying, str(body["user"]["id"])
        replying.in_flight.add()
        if not await self._may(person):
            await ack(response_action="update", view=answer_view(await self._reply(person, Outcome.REFUSED)))
            return
        changes, unread = read_form(body, team=replying.team, rules=replying.rules)
        if unread:
            await self._refuse_field(ack, person, unread, Outcome.UNCLEAR)
        elif not await self._is_for_alerts(changes):
            await self._refuse_field(ack, person, "alert_channel", Outcome.OPEN)
        else:
            outcome = await self._kept(person, changes)
            await ack(response_action="update", view=answer_view(await self._reply(person, outcome)))
            if any(each.name == "alert_channel" for each in changes):
                # What is promised in an urgent reply hangs on it: whether those who look after people hear of it.
                await self._hearing.looks_at_its_alert_channel()

    async def _kept(self, person: str, changes: list[Change]) -> Outcome:
        if not await self._replying.manners.change(changes):
            return Outcome.AWAY if self._replying.manners.is_kept else Outcome.NOWHERE
        for place, name, value in changes:
            _logger.info("setting_changed", by=person, place=place, name=name, value=value)
        return Outcome.CHANGED

    async def _refuse_field(self, ack: Any, person: str, field: str, outcome: Outcome) -> None:  # noqa: ANN401 - bolt's
        """Say below a field what is wrong with it; the form, with the disclaimer, stays."""
        reply = await self._reply(person, outcome)
        await ack(response_action="errors", errors={field: reply.lead})

    async def _is_for_alerts(self, changes: list[Change]) -> bool:
        """Tell whether the channel for alerts, if it changes, is closed to ordinary members."""
        chosen = [each.value for each in changes if each.name == "alert_channel" and each.value]
        return not chosen or await is_closed(self._replying.client, str(chosen[0]))

    async def _may(self, person: str) -> bool:
        if await self._owners.include(person, team=self._replying.team):
            return True
        _logger.warning("setting_refused", by=person, place=self._replying.team)
        return False

    async def _form(self, person: str) -> Mapping[str, Any]:
        """Return the form; where nothing can be kept, what holds without one."""
        if not self._replying.manners.is_kept:
            return answer_view(await self._reply(person, Outcome.NOWHERE))
        return settings_form(await self._reply(person, Outcome.NOW), self._replying.rules)

    async def _reply(self, person: str, outcome: Outcome) -> Reply:
        """Return what is said to somebody; what holds is shown to those who may set it."""
        replying, is_shown = self._replying, outcome in {Outcome.NOW, Outcome.CHANGED, Outcome.NOWHERE}
        settings = (
            settings_of(replying.rules, on_slack(replying.manners.channels()), link=channel_link)
            if is_shown
            else ()
        )
        key = person_key(replying.team, person)
        return await replying.answer(Configured(outcome, settings, person=key, at=time.monotonic()))
