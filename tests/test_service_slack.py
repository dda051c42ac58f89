"""The Slack service: when it answers late, where it may not post, when it loses its connection, when it leaves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.answering import Answerer
from adapters.assembly.local_service import local_slack
from adapters.slack import commands
from adapters.slack.app import SlackBot
from adapters.slack.delivering import build_client
from adapters.slack.serving import serve_socket
from adapters.standins.slack import Settings, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore import Bot, Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"


@pytest.fixture
def answer(bot: Bot) -> Iterator[Answerer]:
    bot.forget()
    answerer = Answerer(bot)
    yield answerer
    answerer.close()


async def test_a_command_is_answered_with_its_acknowledgement(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        asked = local.standin.command("ada", "general", "/prolo", QUESTION)
        reply = await local.standin.wait_for_reply(asked)
        assert (reply.via, reply.ephemeral) == ("ack", True)


async def test_a_command_whose_answer_takes_longer_is_acknowledged_first_and_answered_once(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "ANSWER_AT_ONCE", 0.01)
    go_on = asyncio.Event()

    async def slow(message: Message) -> Reply:
        await go_on.wait()
        return await answer(message)

    async with local_slack(slow) as local:
        local.standin.faults.arm("duplicate", "command /prolo")
        asked = local.standin.command("ada", "general", "/prolo", QUESTION)
        await asked.task
        assert asked.acknowledged
        go_on.set()
        reply = await local.standin.wait_for_reply(asked)
        await local.drain()
        assert reply.via == "response_url"
        assert len(local.standin.replies_to(asked)) == 1


async def test_a_press_in_public_is_answered_below_what_was_pressed(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        listed = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} help"))
        reply = await slack.wait_for_reply(slack.press("grace", listed, "prolo_pick_0"))
        assert (reply.via, reply.ephemeral, reply.thread_ts) == ("chat.postMessage", False, listed.thread_ts)
        assert listed in slack.visible_to("ada", "general")


async def test_a_press_in_private_replaces_the_list_that_was_pressed(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        listed = await slack.wait_for_reply(slack.command("ada", "general", "/prolo"))
        reply = await slack.wait_for_reply(slack.press("ada", listed, "prolo_pick_0"))
        assert reply is listed
        assert reply.ephemeral


async def test_where_the_bot_is_no_member_a_press_is_answered_through_the_response_url(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        listed = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} help"))
        slack.workspace.channel("general").members.remove(slack.workspace.bot.id)
        reply = await slack.wait_for_reply(slack.press("ada", listed, "prolo_pick_0"))
        assert (reply.via, reply.ephemeral) == ("response_url", False)


async def test_feedback_is_thanked_for_in_private_with_the_disclaimer(answer: Answerer, bot: Bot) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        reply = await slack.wait_for_reply(slack.dm("ada", QUESTION))
        thanks = await slack.wait_for_reply(slack.press("ada", reply, "prolo_helpful"))
        assert thanks.text.startswith("Thank you, noted.")
        assert thanks.text.endswith(str(bot.faq.disclaimer_short))
        assert thanks.ephemeral


async def test_a_lost_connection_is_replaced_within_seconds(answer: Answerer) -> None:
    async with local_slack(answer, Settings(ack_seconds=1.0, retry_delays=(0.0,))) as local:
        local.standin.disconnect_all()
        asked = local.standin.dm("ada", QUESTION)
        await local.standin.wait_for_reply(asked)
        assert len(local.built) == 1


async def test_a_connection_slack_wants_refreshed_is_replaced(answer: Answerer) -> None:
    async with local_slack(answer, Settings(refresh_grace=0.1)) as local:
        slack = local.standin
        await slack.refresh()
        await slack.wait_connected()
        asked = slack.dm("ada", QUESTION)
        assert await slack.wait_for_reply(asked)


async def test_leaving_finishes_what_arrived_while_it_finished(answer: Answerer) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(message: Message) -> Reply:
        begun.set()
        await go_on.wait()
        return await answer(message)

    async with SlackStandIn() as slack:
        bot = SlackBot(slow, client=build_client(slack.settings.bot_token, base_url=slack.api_url))
        service = asyncio.create_task(serve_socket(bot, slack.settings.app_token))
        await slack.wait_connected()
        first = slack.dm("ada", QUESTION)
        await begun.wait()
        service.cancel()
        second = slack.dm("grace", QUESTION)
        await slack.changes.until(lambda: all(each.acknowledged for each in slack.deliveries[:2]) or None, 5)
        go_on.set()
        await asyncio.gather(service, return_exceptions=True)
        assert [len(slack.replies_to(asked)) for asked in (first, second)] == [1, 1]


async def test_leaving_gives_up_on_what_takes_too_long(answer: Answerer) -> None:
    go_on = asyncio.Event()

    async def slow(message: Message) -> Reply:
        await go_on.wait()
        return await answer(message)

    async with local_slack(slow) as local:
        asked = local.standin.dm("ada", QUESTION)
        await local.standin.settle()
        async with asyncio.timeout(2):
            await local.built[0].drain(0.05)
        assert local.standin.replies_to(asked) == []
        go_on.set()
