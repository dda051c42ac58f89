"""Feedback: what is pressed and written reaches whoever keeps it, and no log; a form says what becomes of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adapters.assembly.local_service import local_discord, local_slack
from adapters.discord import replying
from adapters.standins.slack import triggers
from botcore import Kind, Rated

if TYPE_CHECKING:
    import pytest

    from adapters.answering import Answerer
    from adapters.standins.discord import DiscordStandIn
    from adapters.standins.discord import Message as OnDiscord
    from adapters.standins.slack import Message as OnSlack
    from adapters.standins.slack import SlackStandIn
    from botcore import Bot, Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"
SECRET = "my secret sentence"


@dataclass
class Kept:
    asks_why: bool = True
    found: list[tuple[bool, str, str]] = field(default_factory=list)

    def rated(self, rating: Rated, /) -> None:
        self.found.append((rating.helpful, rating.entry, rating.reason))


async def answered_on_slack(slack: SlackStandIn) -> OnSlack:
    return await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {QUESTION}"))


async def answered_on_discord(discord: DiscordStandIn) -> tuple[OnDiscord, str, str]:
    reply = await discord.wait_for_reply(discord.ask("ada", "general", QUESTION))
    helpful, unhelpful = (each["custom_id"] for each in reply.components[0]["components"])
    return reply, helpful, unhelpful


async def test_slack_s_own_buttons_stand_below_an_answer(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        reply = await answered_on_slack(local.standin)
        (block,) = [each for each in reply.blocks if each["type"] == "context_actions"]
        (buttons,) = block["elements"]
        assert (buttons["type"], buttons["action_id"]) == ("feedback_buttons", "prolo_feedback")


async def test_a_reason_on_slack_reaches_whoever_keeps_it_and_no_log(
    answer: Answerer, bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Kept()
    async with local_slack(answer, ratings=kept) as local:
        slack = local.standin
        slack.press("ada", await answered_on_slack(slack), "prolo_feedback", "no:common-agent")
        form = await slack.wait_for_modal("ada")
        said = str(form.view["blocks"])
        assert "leave out anything about your health" in said
        assert str(bot.faq.disclaimer_short) in said
        assert kept.found == [(False, "common-agent", "")]
        await slack.submit("ada", {"reason": f" {SECRET} "}).task
        await slack.settle()
        await local.drain()
        thanks = slack.visible_to("ada", "general")[-1]
        assert (thanks.ephemeral, thanks.text.startswith("Thank you, noted.\n")) == (True, True)
        assert slack.modal("ada") is None
    assert kept.found[1:] == [(False, "common-agent", SECRET)]
    shown = capsys.readouterr()
    assert SECRET not in shown.out + shown.err


async def test_a_reason_on_discord_reaches_whoever_keeps_it_and_no_log(
    answer: Answerer, bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Kept()
    async with local_discord(answer, ratings=kept) as local:
        discord = local.standin
        reply, _, unhelpful = await answered_on_discord(discord)
        pressed = discord.press("ada", reply, unhelpful)
        form = await discord.wait_for_modal(pressed)
        said = form["components"][0]["content"]
        assert "leave out anything about your health" in said
        assert str(bot.faq.disclaimer_short) in said
        thanks = await discord.wait_for_reply(discord.submit("ada", pressed, {"reason": f" {SECRET} "}))
        assert (thanks.ephemeral, thanks.content.startswith("Thank you, noted.\n")) == (True, True)
    assert kept.found == [(False, "common-agent", ""), (False, "common-agent", SECRET)]
    shown = capsys.readouterr()
    assert SECRET not in shown.out + shown.err


async def test_nobody_is_asked_why_who_found_it_helpful(answer: Answerer) -> None:
    kept = Kept()
    async with local_slack(answer, ratings=kept) as local, local_discord(answer, ratings=kept) as other:
        slack, discord = local.standin, other.standin
        pressed = slack.press("ada", await answered_on_slack(slack), "prolo_feedback", "yes:common-agent")
        assert (await slack.wait_for_reply(pressed)).text.startswith("Thank you, noted.\n")
        reply, helpful, _ = await answered_on_discord(discord)
        thanks = await discord.wait_for_reply(discord.press("ada", reply, helpful))
        assert thanks.content.startswith("Thank you, noted.\n")
    assert kept.found == [(True, "common-agent", "")] * 2


async def test_nobody_is_asked_to_write_what_nobody_keeps(answer: Answerer) -> None:
    kept = Kept(asks_why=False)
    async with local_slack(answer, ratings=kept) as local, local_discord(answer, ratings=kept) as other:
        slack, discord = local.standin, other.standin
        pressed = slack.press("ada", await answered_on_slack(slack), "prolo_feedback", "no:common-agent")
        assert (await slack.wait_for_reply(pressed)).text.startswith("Thank you, noted.\n")
        reply, _, unhelpful = await answered_on_discord(discord)
        thanks = await discord.wait_for_reply(discord.press("ada", reply, unhelpful))
        assert thanks.content.startswith("Thank you, noted.\n")


async def test_where_slack_takes_no_form_any_more_there_are_thanks(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept()
    async with local_slack(answer, ratings=kept) as local:
        slack = local.standin
        reply = await answered_on_slack(slack)
        monkeypatch.setattr(triggers, "MAX_AGE_SECONDS", -1.0)
        thanks = await slack.wait_for_reply(slack.press("ada", reply, "prolo_feedback", "no:common-agent"))
        assert thanks.text.startswith("Thank you, noted.\n")
    assert kept.found == [(False, "common-agent", "")]


async def test_where_a_form_would_come_too_late_for_discord_there_are_thanks(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()

    async def slow(message: Message) -> Reply:
        if isinstance(message, Rated) and message.asks_why:
            await go_on.wait()
        return await answer(message)

    monkeypatch.setattr(replying, "FORM_WITHIN", 0.01)
    async with local_discord(slow, ratings=Kept()) as local:
        reply, _, unhelpful = await answered_on_discord(local.standin)
        thanks = await local.standin.wait_for_reply(local.standin.press("ada", reply, unhelpful))
        go_on.set()
        assert thanks.content.startswith("Thank you, noted.\n")


async def test_a_form_that_was_opened_before_a_restart_can_be_sent_after_it(answer: Answerer) -> None:
    kept, kinds = Kept(), list[Kind]()

    async def heard(message: Message) -> Reply:
        kinds.append((reply := await answer(message)).kind)
        return reply

    async with local_discord(heard, ratings=kept) as local:
        discord = local.standin
        reply, _, unhelpful = await answered_on_discord(discord)
        pressed = discord.press("ada", reply, unhelpful)
        await discord.wait_for_modal(pressed)
        await local.built[0].close()  # type: ignore[attr-defined] # discord.py gives up, the supervisor does not
        await discord.changes.until(lambda: len(local.built) == 2 or None, 10)
        await discord.wait_connected()
        urgent = await discord.wait_for_reply(discord.submit("ada", pressed, {"reason": "I can't breathe"}))
        assert urgent.ephemeral
    assert kinds[-1] is Kind.URGENT
