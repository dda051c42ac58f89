"""A crash between a message and its reply on Discord: fetched by its id and answered, else told once."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from replicas import Replica
from test_outbox_slack import answering, silent

from adapters.assembly.local_service import discord_settings
from adapters.assembly.services import discord_service
from adapters.ops import supervise
from adapters.standins.discord import DiscordStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from adapters.incoming import Respond
    from adapters.settings import Settings as Current
    from botcore import Faq


@contextlib.asynccontextmanager
async def serving(
    discord: DiscordStandIn,
    replica: Replica,
    answer: Respond,
    changed: Callable[[Current], Current] = lambda current: current,
) -> AsyncIterator[None]:
    stop = asyncio.Event()
    settings = changed(replace(discord_settings(discord), stop_grace=0.0))
    service = asyncio.create_task(supervise(*discord_service(settings, answer, [], ledger=replica.ledger), stop))
    await discord.wait_connected()
    await discord.wait_for_command("prolo")
    try:
        yield
    finally:
        stop.set()
        await service


@pytest.mark.parametrize("ends", ["leaves", "crashes"])
async def test_each_door_is_answered_or_its_asker_told_once(faq: Faq, database: str, ends: str) -> None:
    async with DiscordStandIn() as discord:
        async with Replica(database) as first, serving(discord, first, silent):
            asked = discord.dm("ada", "what do they inject")
            mentioned = discord.ask("grace", "general", "what do they inject")
            commanded = discord.command("linus", "general", "prolo", {"question": "what do they inject"})
            await asyncio.sleep(2.0)
            if ends == "crashes":
                first.cut()
        async with Replica(database) as second, serving(discord, second, answering(faq)):
            await asyncio.sleep(30.0)
            for each in (asked, mentioned):
                (reply,) = discord.replies_to(each)
                assert faq.entries[0].question in str(reply)
            (told,) = discord.replies_to(commanded)
            assert "interrupted" in str(told)
            assert "call 112 now" in str(told)
        async with Replica(database) as third, serving(discord, third, answering(faq)):
            await asyncio.sleep(30.0)
            assert [len(discord.replies_to(each)) for each in (asked, mentioned, commanded)] == [1, 1, 1]


async def test_a_command_of_which_the_time_is_over_is_told_in_direct_messages(faq: Faq, database: str) -> None:
    async with DiscordStandIn() as discord:
        async with Replica(database) as first, serving(discord, first, silent):
            commanded = discord.command("linus", "general", "prolo", {"question": "what do they inject"})
            await asyncio.sleep(2.0)
        await asyncio.sleep(901.0)
        async with Replica(database) as second, serving(discord, second, answering(faq)):
            await asyncio.sleep(30.0)
            direct = [each for each in discord.state.channels.values() if each.direct]
            (told,) = [each for channel in direct for each in channel.messages]
            assert "interrupted" in str(told)
            assert all("interrupted" not in str(each) for each in discord.replies_to(commanded))


async def test_two_processes_that_hear_the_same_answer_once_between_them(faq: Faq, database: str) -> None:
    async with DiscordStandIn() as discord:
        async with Replica(database) as one, Replica(database) as other:
            async with serving(discord, one, answering(faq)), serving(discord, other, answering(faq)):
                await discord.wait_connected(2)
                asked = [discord.ask("ada", "general", "what do they inject") for _ in range(5)]
                commanded = discord.command("linus", "general", "prolo", {"question": "what do they inject"})
                await asyncio.sleep(30.0)
                assert [len(discord.replies_to(each)) for each in (*asked, commanded)] == [1] * 6


async def test_a_reply_that_had_arrived_is_not_sent_again(faq: Faq, database: str) -> None:
    async def forgets(_: object) -> None: ...

    async with DiscordStandIn() as discord:
        async with Replica(database) as first, serving(discord, first, answering(faq)):
            first.ledger.settle = forgets  # type: ignore[method-assign]
            asked = discord.ask("ada", "general", "what do they inject")
            await discord.wait_for_reply(asked)
        async with Replica(database) as second, serving(discord, second, answering(faq)):
            await asyncio.sleep(30.0)
            assert len(discord.replies_to(asked)) == 1
            assert await second.ledger.left("discord") == []
