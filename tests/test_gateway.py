"""A frame that cannot be read: the session goes on, unless it goes round in circles."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from adapters.answering import Answerer
from adapters.discord.client import DiscordBot
from adapters.standins.discord import DiscordStandIn, loopback
from adapters.standins.discord.session import Session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from botcore import Bot

QUESTION = "what is the most common agent used in prolotherapy?"


@pytest.fixture
def answer(bot: Bot) -> Iterator[Answerer]:
    bot.forget()
    answerer = Answerer(bot)
    yield answerer
    answerer.close()


@asynccontextmanager
async def serving(answer: Answerer, stand_in: DiscordStandIn) -> AsyncIterator[asyncio.Task[None]]:
    with loopback.pointed_here(stand_in.url):
        async with DiscordBot(answer) as client:
            await client.login(stand_in.settings.token)
            connection = asyncio.create_task(client.connect())
            try:
                await stand_in.wait_connected()
                yield connection
            finally:
                await client.close()
                await asyncio.gather(connection, return_exceptions=True)


async def test_a_broken_frame_loses_nothing_the_session_is_resumed(answer: Answerer) -> None:
    async with DiscordStandIn() as stand_in, serving(answer, stand_in):
        stand_in.faults.arm("malformed", "gateway MESSAGE_CREATE")
        asked = stand_in.ask("ada", "general", QUESTION)
        await stand_in.wait_for_reply(asked)
        await stand_in.settle(0.2)
        assert len(stand_in.replies_to(asked)) == 1
        assert (len(stand_in.recorder.named("IDENTIFY")), len(stand_in.recorder.named("RESUME"))) == (1, 1)


async def test_a_frame_that_stays_broken_ends_the_client_lest_it_resume_for_ever(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "after", lambda *_: [])
    async with DiscordStandIn() as stand_in, serving(answer, stand_in) as connection:
        stand_in.faults.arm("malformed", "gateway RESUMED", times=100)
        stand_in.disconnect_all()
        done, _ = await asyncio.wait({connection}, timeout=5)
        assert [type(each.exception()) for each in done] == [json.JSONDecodeError]
        assert len(stand_in.recorder.named("RESUME")) == 2


async def test_an_interaction_that_comes_twice_reaches_the_core_once(bot: Bot) -> None:
    heard = []
    answerer = Answerer(bot)

    async def answer(message: object) -> object:
        heard.append(message)
        return await answerer(message)  # type: ignore[arg-type]

    async with DiscordStandIn() as stand_in, serving(answer, stand_in):  # type: ignore[arg-type]
        await stand_in.wait_for_command("prolo")
        stand_in.faults.arm("duplicate", "gateway INTERACTION_CREATE")
        asked = stand_in.command("ada", "general", "prolo", {"question": QUESTION})
        await stand_in.wait_for_reply(asked)
        await stand_in.settle(0.2)
        assert len(stand_in.replies_to(asked)) == 1
    answerer.close()
    assert len(heard) == 1
