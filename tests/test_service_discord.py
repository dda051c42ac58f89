"""The Discord service: exactly once across connections, and nothing half done when it leaves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.answering import Answerer
from adapters.assembly.local_service import local_discord
from adapters.discord.client import DiscordBot
from adapters.discord.serving import serve_gateway
from adapters.standins.discord import DiscordStandIn, loopback

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


@pytest.mark.parametrize("how", ["message", "command"])
async def test_leaving_finishes_the_reply_in_the_making(answer: Answerer, how: str) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(message: Message) -> Reply:
        begun.set()
        await go_on.wait()
        return await answer(message)

    async def served(discord: DiscordStandIn) -> None:
        with loopback.pointed_here(discord.url):
            await serve_gateway(DiscordBot(slow), discord.settings.token)

    async with DiscordStandIn() as discord:
        service = asyncio.create_task(served(discord))
        await discord.wait_connected()
        await discord.wait_for_command("prolo")
        if how == "command":
            asked = discord.command("ada", "general", "prolo", {"question": QUESTION})
        else:
            asked = discord.ask("ada", "general", QUESTION)  # type: ignore[assignment]
        await begun.wait()
        service.cancel()
        go_on.set()
        await asyncio.gather(service, return_exceptions=True)
        assert len(discord.replies_to(asked)) == 1


async def test_a_connection_that_goes_silent_is_replaced_and_what_it_swallowed_is_answered(
    answer: Answerer,
) -> None:
    async with local_discord(answer, heartbeat_timeout=0.5) as local:
        local.standin.faults.arm("drop", "gateway MESSAGE_CREATE")
        asked = local.standin.ask("ada", "general", QUESTION)
        await local.standin.wait_for_reply(asked)
        await local.drain()
        assert len(local.standin.replies_to(asked)) == 1


async def test_a_new_client_remembers_what_the_one_before_it_answered(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        local.standin.close(4004)  # "authentication failed": discord.py gives up, the supervisor does not
        await local.standin.changes.until(lambda: len(local.built) == 2 or None, 10)
        first, second = local.built
        assert first._once is second._once


async def test_suggestions_come_while_the_question_is_typed(answer: Answerer) -> None:
    async with local_discord(answer, questions=["What is it?", "Is it safe?"]) as local:
        offered = await local.standin.autocomplete("ada", "general", "prolo", "question", "safe")
        assert [each["name"] for each in offered] == ["Is it safe?"]


async def test_feedback_is_thanked_for_in_private_with_the_disclaimer(answer: Answerer, bot: Bot) -> None:
    async with local_discord(answer) as local:
        reply = await local.standin.wait_for_reply(local.standin.ask("ada", "general", QUESTION))
        (pressed,) = [each["custom_id"] for each in reply.components[0]["components"] if "Not" in each["label"]]
        thanks = await local.standin.wait_for_reply(local.standin.press("ada", reply, pressed))
        assert thanks.content == f"Thank you, noted.\n\n-# {bot.faq.disclaimer_short}"
        assert thanks.embeds == []
        assert thanks.ephemeral
