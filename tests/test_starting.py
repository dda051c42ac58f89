"""Before the first message: Slack is asked who the bot is, and nothing is taken until it has said so."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.assembly.local_service import LOOPBACK, slack_settings
from adapters.assembly.services import Hooks, slack_service
from adapters.ops import supervise
from adapters.standins.slack import Settings, SlackStandIn
from botcore.reply import Composer

if TYPE_CHECKING:
    from botcore import Faq, Message, Reply

PATIENT = Settings(retry_delays=(5.0, 60.0, 300.0))


@pytest.mark.parametrize("kind", ["500", "malformed", "close", "429", "drop", "delay"])
@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_while_slack_does_not_say_who_the_bot_is_nothing_is_lost_and_nothing_is_said_by_slack_bolt(
    faq: Faq, transport: str, kind: str
) -> None:
    async def answer(_: Message) -> Reply:
        return Composer(faq).apology()

    async with SlackStandIn(PATIENT) as slack:
        slack.faults.arm(kind, "api auth.test", times=4, seconds=5.0)
        url, stop = asyncio.get_running_loop().create_future(), asyncio.Event()
        settings = slack_settings(slack, http=transport == "http")
        service = slack_service(settings, answer, Hooks(LOOPBACK, listening=url.set_result))
        serving = asyncio.create_task(supervise(*service, stop))
        early = slack.dm("ada", "what do they inject")
        if transport == "http":
            await slack.use_request_url(await url)
        else:
            await slack.wait_connected()
        asked = [slack.dm("grace", "what do they inject"), early]
        commanded = slack.command("linus", "general", "/prolo", "what do they inject")
        replies = [await slack.wait_for_reply(each, seconds=400) for each in (*asked, commanded)]
        assert all(faq.disclaimer in each.text for each in replies)
        # No event asks again, whatever becomes of that call later.
        struck = slack.faults.struck
        slack.faults.arm("500", "api auth.test", times=100)
        assert await slack.wait_for_reply(slack.dm("linus", "what do they inject"))
        assert slack.faults.struck == struck
        stop.set()
        await serving
