"""The Slack service: when it answers late, where it may not post, when it loses its connection, when it leaves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from adapters.assembly.local_service import local_slack
from adapters.backing import Backing
from adapters.slack import commands
from adapters.slack.app import SlackBot
from adapters.slack.delivering import build_client
from adapters.slack.hearing import Admission
from adapters.slack.serving import serve_socket
from adapters.standins.slack import Message as StoodIn
from adapters.standins.slack import Settings, SlackStandIn, payloads

if TYPE_CHECKING:
    from adapters.answering import Answerer
    from botcore import Bot, Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"


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
        reply = await slack.wait_for_reply(slack.press("ada", listed, "prolo_pick_0"))
        assert (reply.via, reply.ephemeral, reply.thread_ts) == ("chat.postMessage", False, listed.thread_ts)
        assert listed in slack.visible_to("ada", "general")


async def test_a_press_on_another_persons_list_is_answered_to_who_pressed_alone_in_its_thread(
    answer: Answerer,
) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        listed = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} help"))
        reply = await slack.wait_for_reply(slack.press("grace", listed, "prolo_pick_0"))
        assert (reply.via, reply.ephemeral, reply.thread_ts) == ("response_url", True, listed.thread_ts)
        assert reply not in slack.visible_to("ada", "general")
        assert listed in slack.visible_to("ada", "general")


async def test_the_same_pick_made_again_is_answered_in_private(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        listed = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} help"))
        picks = ("prolo_pick_0", "prolo_pick_0", "prolo_pick_1")
        shown = [await slack.wait_for_reply(slack.press("ada", listed, each)) for each in picks]
        assert [each.ephemeral for each in shown] == [False, True, False]


async def test_the_same_pick_made_again_in_a_direct_message_is_answered_there_again(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        listed = await slack.wait_for_reply(slack.dm("ada", "hello"))
        shown = [await slack.wait_for_reply(slack.press("ada", listed, "prolo_pick_0")) for _ in range(2)]
        assert [(each.via, each.ephemeral) for each in shown] == [("chat.postMessage", False)] * 2


async def test_where_it_is_not_said_where_a_list_lived_a_pick_is_private_and_the_list_stays(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = payloads.message_action_payload

    def without_saying(*parts: Any) -> dict[str, Any]:
        body = build(*parts)
        del body["container"]["is_ephemeral"]
        return body

    async with local_slack(answer) as local:
        slack = local.standin
        listed = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} help"))
        monkeypatch.setattr(payloads, "message_action_payload", without_saying)
        reply = await slack.wait_for_reply(slack.press("ada", listed, "prolo_pick_0"))
        assert (reply.via, reply.ephemeral) == ("response_url", True)
        assert listed.text.startswith("I am a bot")


REFUSALS = ["restricted_action", "restricted_action_thread_locked", "missing_scope", "something_new"]


@pytest.mark.parametrize("code", REFUSALS)
async def test_where_posting_is_refused_the_reply_comes_as_a_direct_message(
    answer: Answerer, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with local_slack(answer) as local:
        slack, channel = local.standin, local.standin.workspace.channel("general")
        asked = slack.say("ada", "general", f"{slack.mention} {QUESTION}")
        channel.refuses = code
        await slack.settle(0.3)
        await local.drain()
        (reply,) = bots(slack, slack.im("ada"))
        assert "dextrose" in reply.text
        assert bots(slack, channel.id) == []
        assert asked in channel.messages
    (line,) = lines_of(capsys, "shown_otherwise")
    assert (code in line, channel.id in line) == (True, True)


@pytest.mark.parametrize("how", ["archived", "no member", "private"])
async def test_where_the_bot_was_put_out_meanwhile_the_reply_comes_as_a_direct_message(
    answer: Answerer, how: str
) -> None:
    async with local_slack(answer) as local:
        slack, channel = local.standin, local.standin.workspace.channel("general")
        slack.say("ada", "general", f"{slack.mention} {QUESTION}")
        channel.archived = how == "archived"
        channel.kind = "group" if how == "private" else channel.kind
        if how != "archived":
            channel.members.remove(slack.workspace.bot.id)
        await slack.settle(0.3)
        await local.drain()
        assert ["dextrose" in each.text for each in bots(slack, slack.im("ada"))] == [True]


async def test_where_threads_are_refused_the_reply_stands_in_the_channel(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack, channel = local.standin, local.standin.workspace.channel("general")
        channel.refuses = "restricted_action_non_threadable_channel"
        reply = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {QUESTION}"))
        assert reply.thread_ts is None


async def test_where_blocks_are_refused_the_words_come_without_them(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch, bot: Bot
) -> None:
    monkeypatch.setattr("adapters.standins.slack.blocks.MAX_TOTAL", 10)
    async with local_slack(answer) as local:
        slack = local.standin
        reply = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {QUESTION}"))
        assert reply.blocks == []
        assert reply.text.endswith(bot.faq.disclaimer)


async def test_a_pick_where_posting_is_refused_is_shown_to_who_pressed(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        listed = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} help"))
        slack.workspace.channel("general").refuses = "restricted_action"
        reply = await slack.wait_for_reply(slack.press("ada", listed, "prolo_pick_0"))
        assert (reply.via, reply.ephemeral) == ("response_url", True)


async def test_what_a_spent_response_url_refuses_comes_as_a_direct_message(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        listed = await slack.wait_for_reply(slack.command("ada", "general", "/prolo"))
        monkeypatch.setattr("adapters.standins.slack.response_urls.MAX_USES", 0)
        slack.press("ada", listed, "prolo_pick_0")
        await slack.settle(0.3)
        await local.drain()
        (reply,) = bots(slack, slack.im("ada"))
        assert reply.text.endswith(str(answer._bot.faq.disclaimer))
    (line,) = lines_of(capsys, "shown_otherwise")
    assert "used_url" in line


async def test_where_nothing_can_be_shown_one_line_says_code_and_channel(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(scopes=("app_mentions:read", "im:history"))
    async with local_slack(answer, settings) as local:
        slack = local.standin
        slack.say("ada", "general", f"{slack.mention} is my secret sentence kept?")
        slack.dm("grace", "and this secret sentence?")
        await slack.settle(0.3)
        await local.drain()
        channels = {slack.workspace.channel("general").id, slack.im("grace")}
    lines = lines_of(capsys, "missing_scope")
    assert {each for each in channels for line in lines if each in line} == channels
    assert len(lines) == 2
    assert all("send_failed" in line for line in lines)
    assert "secret" not in "".join(lines)


async def test_a_workflow_that_is_named_is_answered_in_its_thread_and_the_log_names_any_other(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    async with SlackStandIn(Settings(events=("app_mention", "message.im"))) as slack:
        app = slack.workspace.add_bot("intake")
        client = build_client(slack.settings.bot_token, base_url=slack.api_url)
        bot = SlackBot(client, Backing(answer), admission=Admission(apps=frozenset({f"A{app.id}"})))
        serving = asyncio.create_task(serve_socket(bot, slack.settings.app_token))
        await slack.wait_connected()
        named = slack.workflow("intake", "general", f"{slack.mention} {QUESTION}")
        slack.workflow("another", "general", f"{slack.mention} {QUESTION}")
        await slack.settle(0.3)
        assert [each.thread_ts for each in bots(slack, named.channel)] == [named.ts]
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        stranger = slack.workspace.person("another").id
    (line,) = lines_of(capsys, "message_refused")
    assert f"A{stranger}" in line


async def test_what_is_refused_is_logged_by_its_subtype_and_nothing_else(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        said = slack.dm("ada", QUESTION)
        await slack.wait_for_reply(said)
        slack.edit("ada", said, "my secret sentence")
        await slack.settle(0.3)
        slack.delete("ada", said)
        await slack.settle(0.3)
    (line,) = lines_of(capsys, "message_refused")
    assert "message_deleted" in line
    assert "secret" not in line


def bots(slack: SlackStandIn, channel: str) -> list[StoodIn]:
    """Return what the bot has written there."""
    bot = slack.workspace.bot.bot_id
    return [each for each in slack.workspace.channels[channel].messages if each.bot_id == bot]


def lines_of(capsys: pytest.CaptureFixture[str], event: str) -> list[str]:
    """Return the lines of the log that tell of an event."""
    shown = capsys.readouterr()
    return [line for line in (shown.out + shown.err).splitlines() if event in line]


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
        thanks = await slack.wait_for_reply(slack.press("ada", reply, "prolo_feedback"))
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


async def test_leaving_finishes_the_reply_in_the_making_and_takes_no_more(answer: Answerer) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(message: Message) -> Reply:
        begun.set()
        await go_on.wait()
        return await answer(message)

    async with SlackStandIn() as slack:
        bot = SlackBot(build_client(slack.settings.bot_token, base_url=slack.api_url), Backing(slow))
        service = asyncio.create_task(serve_socket(bot, slack.settings.app_token))
        await slack.wait_connected()
        first = slack.dm("ada", QUESTION)
        await begun.wait()
        service.cancel()
        second = slack.dm("grace", QUESTION)
        await asyncio.sleep(1.0)
        go_on.set()
        await asyncio.gather(service, return_exceptions=True)
        assert [len(slack.replies_to(asked)) for asked in (first, second)] == [1, 0]
        assert [each.acknowledged for each in slack.deliveries[:2]] == [True, False]


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
