"""A crash between a message and its reply on Discord: fetched by its id and answered, else told once."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
import pytest
from replicas import Replica
from test_outbox_slack import answering, silent

from adapters.assembly.kept import Kept
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
    standin: DiscordStandIn,
    replica: Replica,
    answer: Respond,
    changed: Callable[[Current], Current] = lambda current: current,
) -> AsyncIterator[None]:
    stop = asyncio.Event()
    settings = changed(replace(discord_settings(standin), stop_grace=0.0))
    service = asyncio.create_task(
        supervise(*discord_service(settings, answer, [], kept=Kept(ledger=replica.ledger)), stop)
    )
    await standin.wait_connected()
    await standin.wait_for_command("prolo")
    try:
        yield
    finally:
        stop.set()
        await service


@pytest.mark.parametrize("ends", ["leaves", "crashes"])
async def test_each_door_is_answered_or_its_asker_told_once(faq: Faq, database: str, ends: str) -> None:
    async with DiscordStandIn() as standin:
        async with Replica(database) as first, serving(standin, first, silent):
            asked = standin.dm("ada", "what do they inject")
            mentioned = standin.ask("grace", "general", "what do they inject")
            commanded = standin.command("linus", "general", "prolo", {"question": "what do they inject"})
            await asyncio.sleep(2.0)
            if ends == "crashes":
                first.cut()
        async with Replica(database) as second, serving(standin, second, answering(faq)):
            await asyncio.sleep(30.0)
            for each in (asked, mentioned):
                (reply,) = standin.replies_to(each)
                assert faq.entries[0].question in str(reply)
            (told,) = standin.replies_to(commanded)
            assert "interrupted" in str(told)
            assert "call 112 now" in str(told)
        async with Replica(database) as third, serving(standin, third, answering(faq)):
            await asyncio.sleep(30.0)
            assert [len(standin.replies_to(each)) for each in (asked, mentioned, commanded)] == [1, 1, 1]


async def test_a_command_of_which_the_time_is_over_is_told_in_direct_messages(faq: Faq, database: str) -> None:
    async with DiscordStandIn() as standin:
        async with Replica(database) as first, serving(standin, first, silent):
            commanded = standin.command("linus", "general", "prolo", {"question": "what do they inject"})
            await asyncio.sleep(2.0)
        await asyncio.sleep(901.0)
        async with Replica(database) as second, serving(standin, second, answering(faq)):
            await asyncio.sleep(30.0)
            direct = [each for each in standin.state.channels.values() if each.direct]
            (told,) = [each for channel in direct for each in channel.messages]
            assert "interrupted" in str(told)
            assert all("interrupted" not in str(each) for each in standin.replies_to(commanded))


async def test_two_processes_that_hear_the_same_answer_once_between_them(faq: Faq, database: str) -> None:
    async with DiscordStandIn() as standin:
        async with Replica(database) as one, Replica(database) as other:
            async with serving(standin, one, answering(faq)), serving(standin, other, answering(faq)):
                await standin.wait_connected(2)
                asked = [standin.ask("ada", "general", "what do they inject") for _ in range(5)]
                commanded = standin.command("linus", "general", "prolo", {"question": "what do they inject"})
                await asyncio.sleep(30.0)
                assert [len(standin.replies_to(each)) for each in (*asked, commanded)] == [1] * 6


async def test_a_reply_that_had_arrived_is_not_sent_again(faq: Faq, database: str) -> None:
    async def forgets(_: object) -> None: ...

    async with DiscordStandIn() as standin:
        async with Replica(database) as first, serving(standin, first, answering(faq)):
            first.ledger.settle = forgets  # type: ignore[method-assign]
            asked = standin.ask("ada", "general", "what do they inject")
            await standin.wait_for_reply(asked)
        async with Replica(database) as second, serving(standin, second, answering(faq)):
            await asyncio.sleep(30.0)
            assert len(standin.replies_to(asked)) == 1
            assert await second.ledger.left("discord") == []


def refusing_once(monkeypatch: pytest.MonkeyPatch, call: str, fault: Exception) -> None:
    """Have discord.py's client fail at a call the first time."""
    works, faults = getattr(discord.Client, call), [fault]

    async def failing(client: discord.Client, *given: object) -> object:
        if faults:
            raise faults.pop()
        return await works(client, *given)

    monkeypatch.setattr(discord.Client, call, failing)


@pytest.mark.parametrize("fault", [discord.RateLimited(75.0), RuntimeError()])
async def test_what_cannot_be_read_back_just_now_is_answered_later(
    faq: Faq, database: str, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    async with DiscordStandIn() as standin:
        async with Replica(database) as first, serving(standin, first, silent):
            asked = standin.ask("ada", "general", "what do they inject")
            await asyncio.sleep(2.0)
        refusing_once(monkeypatch, "fetch_channel", fault)
        async with Replica(database) as second, serving(standin, second, answering(faq)):
            await asyncio.sleep(30.0)
            assert standin.replies_to(asked) == []
            await asyncio.sleep(120.0)
            (reply,) = standin.replies_to(asked)
            assert faq.entries[0].question in str(reply)


@pytest.mark.parametrize("fault", [discord.RateLimited(75.0), ConnectionResetError()])
async def test_direct_messages_that_cannot_be_opened_just_now_are_later(
    faq: Faq, database: str, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    async with DiscordStandIn() as standin:
        async with Replica(database) as first, serving(standin, first, silent):
            standin.command("linus", "general", "prolo", {"question": "what do they inject"})
            await asyncio.sleep(2.0)
        await asyncio.sleep(901.0)
        for call in ("fetch_user", "create_dm"):
            refusing_once(monkeypatch, call, fault)
        async with Replica(database) as second, serving(standin, second, answering(faq)):
            await asyncio.sleep(180.0)
            direct = [each for each in standin.state.channels.values() if each.direct]
            (told,) = [each for channel in direct for each in channel.messages]
            assert "interrupted" in str(told)
