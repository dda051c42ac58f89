"""The whole program with a database: what it keeps, who serves which shard of Discord, and what is said of it."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr
from settings_on import with_discord
from test_outbox_slack import answering

from adapters.assembly.bad_input import BadInputError
from adapters.assembly.keeping import kept_in_database
from adapters.assembly.local_service import discord_settings
from adapters.assembly.platforms import DISCORD
from adapters.database_state import DatabaseState
from adapters.ops import ServiceState, supervise
from adapters.ops.service_state import FileState
from adapters.platform_state import Connection, PlatformState
from adapters.standins.discord import DiscordStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.settings import Settings
    from botcore import Faq


@contextlib.asynccontextmanager
async def process(current: Settings, faq: Faq) -> AsyncIterator[dict[str, PlatformState]]:
    """Serve every shard that may be had, as the program does."""
    states, stop = {}, asyncio.Event()
    content: Any = SimpleNamespace(answer=answering(faq), questions=[], faq=faq)
    async with kept_in_database(current, DatabaseState()) as kept:
        serving = []
        for part in DISCORD.parts(current):
            states[part.key] = PlatformState(part.key)
            service = part.build(current, content, states[part.key], kept)
            serving.append(asyncio.create_task(supervise(*service, stop)))
        try:
            yield states
        finally:
            stop.set()
            await asyncio.gather(*serving)


def served(states: dict[str, PlatformState]) -> list[str]:
    return [name for name, state in states.items() if state.is_connected]


async def test_one_process_serves_discord_and_another_takes_over_when_it_is_gone(faq: Faq, address: str) -> None:
    async with DiscordStandIn() as discord:
        current = replace(discord_settings(discord), database=SecretStr(address), stop_grace=1.0)
        async with contextlib.AsyncExitStack() as first, process(current, faq) as other_states:
            states = await first.enter_async_context(process(current, faq))
            await asyncio.sleep(10.0)
            both = [states["discord"], other_states["discord"]]
            assert sorted(each.connection for each in both) == [Connection.CONNECTED, Connection.STANDING_BY]
            assert all(ServiceState(platforms={"discord": each}, file=FileState("v")).is_ready for each in both)
            await asyncio.sleep(5.0)
            await first.aclose()
            await asyncio.sleep(15.0)
            assert other_states["discord"].is_connected
            assert await discord.wait_for_reply(discord.ask("ada", "general", "what do they inject"))


async def test_two_processes_share_the_shards(faq: Faq, address: str) -> None:
    async with DiscordStandIn() as discord:
        current = replace(discord_settings(discord), database=SecretStr(address), stop_grace=1.0)
        current = with_discord(current, shards=2)
        async with process(current, faq) as one, process(current, faq) as other:
            await asyncio.sleep(20.0)
            assert sorted(served(one) + served(other)) == ["discord-0", "discord-1"]
            assert await discord.wait_for_reply(discord.dm("ada", "what do they inject"))
            assert await discord.wait_for_reply(discord.ask("ada", "general", "what do they inject"))


async def test_an_address_of_no_database_is_one_line(faq: Faq) -> None:
    async with DiscordStandIn() as discord:
        current = replace(discord_settings(discord), database=SecretStr("mysql://secret@here/this"))
        with pytest.raises(BadInputError) as error:
            async with process(current, faq):
                pass
    assert error.value.lines[0].startswith("PROLOBOT_DATABASE: found 'mysql'; expected sqlite:")
    assert "secret" not in str(error.value.lines)
