"""Slack's own places: the Home tab with every question, answers before one person, sharing them with a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.assembly.local_service import local_slack
from adapters.standins.slack import triggers

if TYPE_CHECKING:
    from adapters.answering import Answerer
    from adapters.standins.slack import Message, SlackStandIn
    from botcore import Bot

QUESTION = "what is the most common agent used in prolotherapy?"


async def home_of(slack: SlackStandIn, who: str) -> dict[str, Any]:
    slack.open_home(who)
    return await slack.changes.until(lambda: slack.home(who), 5)


def shares(message: Message) -> list[str]:
    elements = [each for block in message.blocks if block["type"] == "actions" for each in block["elements"]]
    return [each["text"]["text"] for each in elements if each["action_id"] == "prolo_share"]


async def test_the_home_tab_has_every_question_and_the_disclaimer(answer: Answerer, bot: Bot) -> None:
    async with local_slack(answer) as local:
        said = str(await home_of(local.standin, "ada"))
        assert [entry.id for entry in bot.faq.entries if f"'value': '{entry.id}'" not in said] == []
        assert str(bot.faq.disclaimer_short) in said


async def test_a_question_pressed_in_the_home_tab_is_answered_before_that_person(
    answer: Answerer, bot: Bot
) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        await home_of(slack, "ada")
        slack.press_home("ada", "prolo_pick_3")
        modal = await slack.wait_for_modal("ada")
        assert bot.faq.entries[3].answer[:40] in str(modal.view["blocks"])
        assert bot.faq.disclaimer in str(modal.view["blocks"])
        assert modal.view["title"]["text"] == "Answer from the FAQ"


async def test_where_slack_takes_no_modal_any_more_the_answer_is_a_direct_message(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        await home_of(slack, "ada")
        monkeypatch.setattr(triggers, "MAX_AGE_SECONDS", -1.0)
        reply = await slack.wait_for_reply(slack.press_home("ada", "prolo_pick_3"))
        assert (reply.channel, reply.via) == (slack.im("ada"), "chat.postMessage")


async def test_an_answer_that_one_person_sees_can_be_shared_and_is_then_the_channel_s(
    answer: Answerer, bot: Bot
) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        private = await slack.wait_for_reply(slack.command("ada", "general", "/prolo", QUESTION))
        assert shares(private) == ["Share with channel"]
        pressed = slack.press("ada", private, "prolo_share")
        shared = await slack.wait_for_reply(pressed)
        await slack.settle()
        await local.drain()
        assert (shared.ephemeral, shared.via, "dextrose" in shared.text) == (False, "chat.postMessage", True)
        assert bot.faq.disclaimer in shared.text
        assert shares(shared) == []
        assert private not in slack.visible_to("ada", "general")
        assert shared in slack.visible_to("grace", "general")


async def test_it_is_shared_once_however_often_it_is_pressed(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        private = await slack.wait_for_reply(slack.command("ada", "general", "/prolo", QUESTION))
        for _ in range(2):
            slack.press("ada", private, "prolo_share")
        await slack.settle()
        await local.drain()
        shown = [each for each in slack.visible_to("grace", "general") if "dextrose" in each.text]
        assert len(shown) == 1


async def test_where_the_bot_is_no_member_it_is_shared_all_the_same(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        slack.workspace.channel("general").members.remove(slack.workspace.bot.id)
        private = await slack.wait_for_reply(slack.command("ada", "general", "/prolo", QUESTION))
        shared = await slack.wait_for_reply(slack.press("ada", private, "prolo_share"))
        assert (shared.ephemeral, shared.via) == (False, "response_url")


@pytest.mark.parametrize("text", ["I can't breathe since the injection", "should I stop my warfarin?", "help"])
async def test_only_an_answer_can_be_shared(answer: Answerer, text: str) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        assert shares(await slack.wait_for_reply(slack.command("ada", "general", "/prolo", text))) == []


async def test_what_the_channel_sees_anyway_or_nobody_else_reads_has_no_such_button(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        for asked in (slack.say("ada", "general", f"{slack.mention} {QUESTION}"), slack.dm("ada", QUESTION)):
            assert shares(await slack.wait_for_reply(asked)) == []
