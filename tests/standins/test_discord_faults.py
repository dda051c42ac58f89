"""Bad days on demand, and how discord.py lives through them."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from discord_bots import Impatient, api, command_client, echo_client, post, running

from adapters.standins.discord import DiscordStandIn, Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import discord

POSTING = "rest POST /channels/*/messages"
SETTINGS = Settings(limits={}, global_limit=None)


@pytest.fixture
async def client(stand_in: DiscordStandIn) -> AsyncIterator[Impatient]:
    async with running(echo_client(), stand_in) as running_client:
        yield running_client


async def outcome(stand_in: DiscordStandIn) -> list[str]:
    """Ask once and return what came back when all is quiet."""
    asked = stand_in.ask("ada", "general", "hello")
    await stand_in.settle(0.1)
    return [reply.content for reply in stand_in.replies_to(asked)]


REPLIED = ["you said: @bot hello"]


@pytest.mark.usefixtures("client")
async def test_a_429_is_waited_out_and_answered_once(
    stand_in: DiscordStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    stand_in.faults.arm("429", POSTING, seconds=0.05)
    with caplog.at_level(logging.WARNING, "discord.http"):
        assert await outcome(stand_in) == REPLIED
    assert "Retrying in 0.05 seconds" in caplog.text
    assert stand_in.faults.struck == 1


@pytest.mark.usefixtures("client")
async def test_a_late_response_is_waited_for(stand_in: DiscordStandIn) -> None:
    stand_in.faults.arm("delay", POSTING, seconds=0.05)
    stand_in.faults.arm("freeze", POSTING, seconds=0.05)
    assert await outcome(stand_in) == REPLIED
    assert await outcome(stand_in) == REPLIED


async def test_a_500_and_its_repetition_post_once(stand_in: DiscordStandIn, client: Impatient) -> None:
    stand_in.faults.arm("500", POSTING)
    channel = client.guilds[0].text_channels[0]
    await channel.send("hello")  # discord.py waits a second before it tries again
    assert [message.content for message in stand_in.visible_to("ada", "general")] == ["hello"]


@pytest.mark.parametrize(("kind", "posted"), [("drop", 1), ("close", 0), ("malformed", 1)])
async def test_a_broken_answer_is_an_error_for_the_bot(
    stand_in: DiscordStandIn, client: Impatient, kind: str, posted: int
) -> None:
    stand_in.faults.arm(kind, POSTING)
    with pytest.raises((aiohttp.ClientError, ValueError)):
        await client.guilds[0].text_channels[0].send("hello")
    assert len(stand_in.visible_to("ada", "general")) == posted


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize(
    ("kind", "replies"),
    [("drop", []), ("delay", REPLIED), ("freeze", REPLIED), ("duplicate", REPLIED * 2)],
)
async def test_an_event_on_a_bad_day(stand_in: DiscordStandIn, kind: str, replies: list[str]) -> None:
    stand_in.faults.arm(kind, "gateway MESSAGE_CREATE", seconds=0.05)
    assert await outcome(stand_in) == replies


@pytest.mark.usefixtures("client")
async def test_an_event_whose_connection_is_cut_comes_with_the_resume(stand_in: DiscordStandIn) -> None:
    stand_in.faults.arm("close", "gateway MESSAGE_CREATE")
    asked = stand_in.ask("ada", "general", "hello")
    assert (await stand_in.wait_for_reply(asked)).content == REPLIED[0]
    assert len(stand_in.recorder.named("RESUME")) == 1


async def test_a_malformed_frame_ends_a_discord_py_client(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in) as client:
        stand_in.faults.arm("malformed", "gateway MESSAGE_CREATE")
        stand_in.ask("ada", "general", "hello")
        with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
            await asyncio.wait_for(client.connection, 2)


@pytest.mark.parametrize("kind", ["429", "500", "close"])
async def test_the_gateway_may_refuse_a_connection_once(stand_in: DiscordStandIn, kind: str) -> None:
    async with running(echo_client(), stand_in):
        stand_in.faults.arm(kind, "gateway connect")
        stand_in.disconnect_all()
        await stand_in.changes.until(lambda: stand_in.faults.struck or None, 2)
    assert stand_in.faults.struck == 1


async def test_a_lost_heartbeat_acknowledgement_is_one_fault() -> None:
    async with DiscordStandIn(Settings(heartbeat_seconds=0.1, heartbeat_grace=100)) as stand_in:
        stand_in.faults.arm("drop", "gateway HEARTBEAT_ACK", times=50)
        async with running(echo_client(heartbeat_timeout=0.3), stand_in):
            await stand_in.changes.until(lambda: stand_in.recorder.named("RESUME") or None, 5)
    assert stand_in.faults.struck >= 2


async def test_a_dropped_interaction_fails_for_the_person_and_so_does_what_follows_until_a_new_connection() -> (
    None
):
    async with DiscordStandIn(Settings(response_seconds=0.1)) as stand_in, running(command_client(), stand_in):
        stand_in.faults.arm("drop", "gateway INTERACTION_CREATE")
        for _ in range(2):
            asked = stand_in.command("ada", "general", "ask", {"question": "why"})
            with pytest.raises(TimeoutError):
                await stand_in.wait_for_reply(asked)
        stand_in.disconnect_all()
        await stand_in.changes.until(lambda: stand_in.recorder.named("RESUMED") or None, 5)
        again = stand_in.command("ada", "general", "ask", {"question": "why"})
        assert (await stand_in.wait_for_reply(again)).content == "answer to why"


async def test_what_a_dead_connection_swallowed_comes_with_the_resume() -> None:
    async with DiscordStandIn(Settings(heartbeat_seconds=0.1, heartbeat_grace=100)) as stand_in:
        async with running(echo_client(heartbeat_timeout=0.3), stand_in):
            stand_in.faults.arm("drop", "gateway MESSAGE_CREATE")
            first, second = stand_in.ask("ada", "general", "hello"), stand_in.ask("ada", "general", "hello")
            for asked in (first, second):
                assert (await stand_in.wait_for_reply(asked)).content == REPLIED[0]
            assert len(stand_in.recorder.named("RESUME")) == 1


async def test_an_acknowledgement_that_is_too_slow_is_an_unknown_interaction() -> None:
    async with DiscordStandIn(Settings(response_seconds=0.05)) as stand_in:
        client = command_client()
        errors: asyncio.Queue[Exception] = asyncio.Queue()

        @client.tree.error
        async def failed(_: discord.Interaction, error: Exception) -> None:
            errors.put_nowait(error)

        async with running(client, stand_in):
            stand_in.faults.arm("delay", "rest POST /interactions/*", seconds=0.1)
            asked = stand_in.command("ada", "general", "ask", {"question": "why"})
            error: Any = await asyncio.wait_for(errors.get(), 2)
        assert (asked.failed, error.original.code) == (True, 10062)


async def test_a_fault_strikes_as_often_as_it_is_armed_and_no_more(stand_in: DiscordStandIn) -> None:
    stand_in.faults.arm("500", "rest GET /users/@me", times=2)
    statuses = [(await post(stand_in, "/users/@me", {}, "GET"))[0] for _ in range(3)]
    assert statuses == [500, 500, 200]
    stand_in.faults.arm("500")
    stand_in.faults.clear()
    assert (await post(stand_in, "/users/@me", {}, "GET"))[0] == 200


async def test_a_dropped_response_has_done_its_work(stand_in: DiscordStandIn) -> None:
    stand_in.faults.arm("drop", POSTING)
    url = f"{stand_in.api_url}/channels/{stand_in.state.channel('general').id}/messages"
    async with api(stand_in) as session:
        with pytest.raises(aiohttp.ClientError, match="disconnected"):
            await session.post(url, json={"content": "hello"})
    assert len(stand_in.visible_to("ada", "general")) == 1
