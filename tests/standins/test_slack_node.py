"""npm's @slack/bolt is the judge: its stock echo bot works over both transports, but for the address."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from node_judges import FOLDER

from adapters.standins.clock import TIMEOUT
from adapters.standins.slack import Settings, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = [pytest.mark.node, pytest.mark.real_clock]


@asynccontextmanager
async def echo_bot(node: str, slack: SlackStandIn, **extra: str) -> AsyncIterator[str]:
    """Run the bot until the block ends and give what it printed after `ready`."""
    environment = os.environ | {
        "SLACK_BOT_TOKEN": slack.settings.bot_token,
        "SLACK_SIGNING_SECRET": slack.settings.signing_secret,
        "SLACK_API_URL": slack.api_url,
    }
    process = await asyncio.create_subprocess_exec(
        node, "echo_bot.mjs", cwd=FOLDER, env=environment | extra, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), TIMEOUT)).decode()
        assert line.startswith("ready"), line
        yield line.removeprefix("ready").strip()
    finally:
        process.terminate()
        await process.wait()


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(Settings(ack_seconds=TIMEOUT, refresh_grace=0.1)) as standin:
        yield standin


@pytest.fixture(params=["socket_mode", "http"])
async def bot(node: str, slack: SlackStandIn, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    if request.param == "socket_mode":
        async with echo_bot(node, slack, SLACK_APP_TOKEN=slack.settings.app_token):
            await slack.wait_connected()
            yield request.param
    else:
        async with echo_bot(node, slack) as port:
            assert await slack.use_request_url(f"http://127.0.0.1:{port}/slack/events")
            yield request.param


@pytest.mark.usefixtures("bot")
async def test_mentions_and_direct_messages_are_answered_once(slack: SlackStandIn) -> None:
    asked = slack.say("ada", "general", "@bot hello")
    reply = await slack.wait_for_reply(asked)
    direct = await slack.wait_for_reply(slack.dm("grace", "hi"))
    with_a_file = await slack.wait_for_reply(slack.dm("linus", "look", files=["a.png"]))
    await slack.settle()
    assert (reply.text, reply.thread_ts) == (f"you said: {slack.mention} hello", asked.ts)
    assert (direct.text, with_a_file.text) == ("you said: hi", "you said: look")
    assert len(slack.replies_to(asked)) == 1
    assert all(d.acknowledged and len(d.attempts) == 1 for d in slack.deliveries)


@pytest.mark.usefixtures("bot")
async def test_a_command_is_answered_and_its_button_rewrites_the_answer(slack: SlackStandIn) -> None:
    reply = await slack.wait_for_reply(slack.command("ada", "general", "/echo", "one"))
    rewritten = await slack.wait_for_reply(slack.press("ada", reply, "again"))
    assert rewritten is reply
    assert (rewritten.text, rewritten.visible_to) == ("again: one", slack.workspace.person("ada").id)


@pytest.mark.usefixtures("bot")
async def test_shortcuts_and_a_menu_that_asks_the_app_work(slack: SlackStandIn) -> None:
    said = slack.say("grace", "general", "it hurts")
    asked = slack.message_shortcut("ada", said, "about_this")
    assert (await slack.wait_for_reply(asked)).text == "about: it hurts"
    slack.shortcut("ada", "open_form")
    await slack.wait_for_modal("ada")
    options = await slack.suggestions("ada", "many", "letter ")
    assert [each["text"]["text"] for each in options] == ["letter a", "letter b"]
    done = slack.submit("ada", {"many": options})
    reply = await slack.wait_for_reply(done)
    await done.task
    assert reply.text == "chosen: a,b"
    assert slack.modal("ada") is None


@pytest.mark.parametrize("bad_day", ["warn", "refresh", "disconnect_all"])
async def test_bolt_reconnects_and_answers(node: str, slack: SlackStandIn, bad_day: str) -> None:
    async with echo_bot(node, slack, SLACK_APP_TOKEN=slack.settings.app_token):
        await slack.wait_connected()
        first = slack.backend.socket_mode.connections[0]
        happened = getattr(slack, bad_day)()
        if happened is not None:
            await happened
        await slack.changes.until(lambda: first not in slack.backend.socket_mode.connections or None, TIMEOUT)
        await slack.wait_connected()
        asked = slack.say("ada", "general", "@bot still there?")
        assert (await slack.wait_for_reply(asked)).thread_ts == asked.ts
