"""In one channel replies take turns, and an urgent one is next."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from adapters.assembly.local_service import local_discord, local_slack
from adapters.channels import Channels
from botcore import Asked, Because, Guidance, Services, Trace
from botcore.composing import Calls, Notices

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.incoming import Respond
    from botcore import Faq, Message, Reply

QUESTION, RED_FLAG = "what do they inject", "i cannot breathe"
FLOOD = 12


@pytest.fixture
def answer(faq: Faq) -> Respond:
    """Return what has every reply at once, so that all that waits is the posting."""
    calls, notices = (each(faq, Services("112")) for each in (Calls, Notices))

    async def reply(message: Message) -> Reply:
        if isinstance(message, Asked) and RED_FLAG in message.text:
            return calls.urgent(Guidance.URGENT, Trace(Because.RED_FLAG))
        return notices.apology()

    return reply


@asynccontextmanager
async def posting(channels: Channels, posted: list[str]) -> AsyncIterator[dict[str, asyncio.Task[None]]]:
    """Hold a channel while the block lasts; those that are named in it post behind it."""

    async def post(name: str) -> None:
        async with channels.turn("general", first=name.startswith("urgent")):
            posted.append(name)

    async with channels.turn("general"):
        tasks = {each: asyncio.create_task(post(each)) for each in ("one", "two", "urgent", "three", "urgent too")}
        await asyncio.sleep(0)
        yield tasks
    await asyncio.gather(*tasks.values(), return_exceptions=True)


async def test_an_urgent_post_is_next_and_the_others_keep_their_order() -> None:
    posted: list[str] = []
    async with posting(Channels(), posted):
        assert posted == []
    assert posted == ["urgent", "urgent too", "one", "two", "three"]


async def test_who_gives_up_passes_the_turn_on_before_and_after_it_came() -> None:
    posted: list[str] = []
    async with posting(Channels(), posted) as tasks:
        tasks["urgent"].cancel()
    assert posted == ["urgent too", "one", "two", "three"]
    channels, posted = Channels(), []
    async with posting(channels, posted) as tasks:
        pass
    first = channels.turn("general")
    await first.__aenter__()
    late = asyncio.create_task(channels.turn("general").__aenter__())
    await asyncio.sleep(0)
    await first.__aexit__(None, None, None)
    late.cancel()
    await asyncio.gather(late, return_exceptions=True)
    async with asyncio.timeout(1), channels.turn("general"):
        posted.append("after all")
    assert posted[-1] == "after all"


async def test_one_channel_waits_for_no_other() -> None:
    channels = Channels()
    async with channels.turn("general"), asyncio.timeout(1), channels.turn("random"):
        pass


async def test_in_one_slack_channel_a_red_flag_overtakes_a_flood(answer: Respond) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        flood = [slack.say("ada", "general", f"{slack.mention} {QUESTION} {n}") for n in range(FLOOD)]
        await slack.changes.until(lambda: slack.replies_to(flood[0]) or None, 60)
        sick = slack.say("grace", "general", f"{slack.mention} {RED_FLAG}")
        await slack.changes.until(lambda: slack.replies_to(sick) or None, 60)
        waiting = [each for each in flood if not slack.replies_to(each)]
        await local.drain(60)
        assert len(waiting) >= 3
        assert [len(slack.replies_to(each)) for each in (*flood, sick)] == [1] * (FLOOD + 1)


async def test_in_one_discord_channel_a_red_flag_overtakes_a_flood(answer: Respond) -> None:
    async with local_discord(answer) as local:
        discord = local.standin
        flood = [discord.ask("ada", "general", f"{QUESTION} {n}") for n in range(FLOOD)]
        await discord.changes.until(lambda: discord.replies_to(flood[0]) or None, 60)
        sick = discord.ask("grace", "general", RED_FLAG)
        await discord.changes.until(lambda: discord.replies_to(sick) or None, 60)
        waiting = [each for each in flood if not discord.replies_to(each)]
        await local.drain(60)
        assert len(waiting) >= 3
        assert [len(discord.replies_to(each)) for each in (*flood, sick)] == [1] * (FLOOD + 1)
