"""Before the first message: Slack is asked who the bot is; and after an outage a platform is found again soon."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.assembly.local_service import LOOPBACK, discord_settings, slack_settings
from adapters.assembly.services import Hooks, discord_service, slack_service
from adapters.ops import supervise
from adapters.standins.discord import DiscordStandIn
from adapters.standins.slack import Settings, SlackStandIn
from botcore.composing import Notices

if TYPE_CHECKING:
    from adapters.incoming import Respond
    from botcore import Faq, Message, Reply

PATIENT = Settings(retry_delays=(5.0, 60.0, 300.0))


@pytest.mark.parametrize("kind", ["500", "malformed", "close", "429", "drop", "delay"])
@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_while_slack_does_not_say_who_the_bot_is_nothing_is_lost_and_nothing_is_said_by_slack_bolt(
    faq: Faq, transport: str, kind: str
) -> None:
    async with SlackStandIn(PATIENT) as slack:
        slack.faults.arm(kind, "api auth.test", times=4, seconds=5.0)
        url, stop = asyncio.get_running_loop().create_future(), asyncio.Event()
        settings = slack_settings(slack, http=transport == "http")
        service = slack_service(settings, at_a_loss(faq), Hooks(LOOPBACK, listening=url.set_result))
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


@pytest.mark.parametrize("where", ["api auth.test", "api apps.connections.open", "socket connect"])
async def test_after_an_hour_without_slack_the_bot_is_connected_within_thirty_seconds(
    faq: Faq, where: str
) -> None:
    async with SlackStandIn() as slack:
        slack.faults.arm("close", where, times=100_000)
        stop = asyncio.Event()
        service = slack_service(slack_settings(slack), at_a_loss(faq))
        serving = asyncio.create_task(supervise(*service, stop))
        await asyncio.sleep(3600)
        asked = [len(slack.recorder.named(each)) for each in ("auth.test", "apps.connections.open")]
        assert max(slack.faults.struck, *asked) > 100
        assert max(asked) < 2 * 400, "each is recorded as it comes and as it is answered"
        slack.faults.clear()
        await slack.wait_connected(seconds=30)
        stop.set()
        await serving


async def test_after_an_hour_without_discord_the_bot_is_back_within_thirty_seconds(faq: Faq) -> None:
    async with DiscordStandIn() as discord:
        discord.faults.arm("close", "rest *", times=100_000)
        stop = asyncio.Event()
        service = discord_service(discord_settings(discord), at_a_loss(faq), [])
        serving = asyncio.create_task(supervise(*service, stop))
        await asyncio.sleep(3600)
        discord.faults.clear()
        await discord.wait_connected(seconds=30)
        assert discord.backend.handshake.identifies == 1
        stop.set()
        await serving


def at_a_loss(faq: Faq) -> Respond:
    async def answer(_: Message) -> Reply:
        return Notices(faq).apology()

    return answer
