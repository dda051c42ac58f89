"""Two stand-ins in one process, each with a client of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord_bots import echo_client

from adapters.standins.discord import DiscordStandIn, loopback

if TYPE_CHECKING:
    from adapters.standins.discord import Message


async def served(stand_in: DiscordStandIn, name: str) -> Message:
    with loopback.pointed_here(stand_in.url):
        async with echo_client() as client:
            await client.login(stand_in.settings.token)
            connection = asyncio.create_task(client.connect())
            await stand_in.wait_connected()
            reply = await stand_in.wait_for_reply(stand_in.ask("ada", "general", name))
            await client.close()
            await connection
            return reply


async def test_each_task_reaches_the_stand_in_it_is_pointed_at() -> None:
    async with DiscordStandIn() as one, DiscordStandIn() as two:
        first, second = await asyncio.gather(served(one, "one"), served(two, "two"))
    assert first.content.endswith("one")
    assert second.content.endswith("two")


async def test_outside_nothing_has_changed() -> None:
    before = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)
    with loopback.pointed_here("http://127.0.0.1:1"):
        assert Route.BASE == "http://127.0.0.1:1/api/v10"
        assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "ws://127.0.0.1:1"
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)


async def test_pointing_the_whole_process_still_works_afterwards() -> None:
    with loopback.pointed_here("http://127.0.0.1:1"):
        pass
    before = Route.BASE
    with loopback.pointed_at("http://127.0.0.1:2"):
        assert Route.BASE == "http://127.0.0.1:2/api/v10"
    assert before == Route.BASE
