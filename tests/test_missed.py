"""What is said on Discord while no process is connected: the next one hears it, and answers it once."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from replicas import Replica
from test_outbox_slack import answering

from adapters.assembly.kept import Kept
from adapters.assembly.local_service import discord_settings
from adapters.assembly.services import Hooks, discord_service
from adapters.discord.missed import KEEP_EVERY, _is_discords
from adapters.ops import supervise
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord.handshake import Handshake
from adapters.store import StoredSessions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.discord.client import DiscordBot
    from adapters.standins.discord import Message
    from botcore import Faq

ASKED = "what do they inject"


@dataclass
class Process:
    """One that serves Discord; it ends in good order, or from one moment to the next."""

    discord: DiscordStandIn
    replica: Replica
    faq: Faq
    clients: list[DiscordBot] = field(default_factory=list)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> None:
        settings = replace(discord_settings(self.discord), stop_grace=1.0)
        service = discord_service(
            settings, answering(self.faq), [], Hooks(built=self.clients.append),
            kept=Kept(ledger=self.replica.ledger, sessions=StoredSessions(self.replica.store)),
        )  # fmt: skip
        connected = len(self.discord.backend.sessions.connected)
        self._service = asyncio.create_task(supervise(*service, self._stop))
        await self.discord.wait_connected(connected + 1)
        await self.discord.wait_for_command("prolo")

    async def stop(self) -> None:
        self._stop.set()
        await self._service

    async def kill(self) -> None:
        """Let nothing leave any more, neither to the database nor to Discord."""
        self.replica.cut()
        for client in self.clients:
            client.ws.socket._response.connection.transport.abort()
        await self.stop()


@contextlib.asynccontextmanager
async def served(discord: DiscordStandIn, replica: Replica, faq: Faq) -> AsyncIterator[Process]:
    process = Process(discord, replica, faq)
    await process.start()
    try:
        yield process
    finally:
        await process.stop()


async def said_to_nobody(discord: DiscordStandIn, database: str, faq: Faq) -> Message:
    """Let a process be killed once its session is kept, and ask when it is gone."""
    async with Replica(database) as first, served(discord, first, faq) as process:
        await asyncio.sleep(2 * KEEP_EVERY)
        await process.kill()
        return discord.ask("ada", "general", ASKED)


@pytest.mark.parametrize("ends", ["stop", "kill"])
async def test_what_is_said_while_no_process_is_connected_is_answered_once(
    faq: Faq, database: str, ends: str
) -> None:
    async with DiscordStandIn() as discord:
        async with Replica(database) as first, served(discord, first, faq) as process:
            before = discord.ask("ada", "general", ASKED)
            await discord.wait_for_reply(before)
            await asyncio.sleep(2 * KEEP_EVERY)
            last = discord.ask("ada", "general", ASKED)
            await discord.wait_for_reply(last)
            await getattr(process, ends)()
            assert not discord.backend.sessions.connected
            missed = [discord.ask("grace", "general", ASKED), discord.dm("linus", ASKED)]
            edited = discord.say("ada", "general", ASKED)
            discord.edit("ada", edited, f"<@{discord.state.bot.id}> {ASKED}")
        async with Replica(database) as second, served(discord, second, faq):
            await asyncio.sleep(30.0)
            after = discord.ask("ada", "general", ASKED)
            await discord.wait_for_reply(after)
            asked = [before, last, *missed, edited, after]
            assert [len(discord.replies_to(each)) for each in asked] == [1] * 6
            assert len(discord.backend.sessions.by_id) == 1


async def test_what_a_process_was_told_that_died_before_it_noted_so_is_answered(faq: Faq, database: str) -> None:
    async with DiscordStandIn() as discord:
        async with Replica(database) as first, served(discord, first, faq) as process:
            await asyncio.sleep(2 * KEEP_EVERY)
            first.ledger.take = forever  # type: ignore[method-assign]
            asked = discord.ask("ada", "general", ASKED)
            await asyncio.sleep(KEEP_EVERY)
            await process.kill()
        async with Replica(database) as second, served(discord, second, faq):
            await discord.wait_for_reply(asked)
            assert len(discord.replies_to(asked)) == 1


async def test_what_dies_before_the_missed_is_noted_leaves_it_to_the_next(faq: Faq, database: str) -> None:
    async with DiscordStandIn() as discord:
        asked = await said_to_nobody(discord, database, faq)
        async with Replica(database) as second:
            second.ledger.take = forever  # type: ignore[method-assign]
            async with served(discord, second, faq) as process:
                await asyncio.sleep(KEEP_EVERY)
                assert discord.recorder.named("RESUME")
                await process.kill()
        async with Replica(database) as third, served(discord, third, faq):
            await discord.wait_for_reply(asked)
            assert len(discord.replies_to(asked)) == 1


async def test_a_database_that_is_away_at_the_start_is_waited_for(faq: Faq, database: str) -> None:
    async with DiscordStandIn() as discord:
        asked = await said_to_nobody(discord, database, faq)
        async with Replica(database) as second:
            second.cut()
            async with served(discord, second, faq):
                await asyncio.sleep(10.0)
                assert not discord.replies_to(asked)
                second.mend()
                await discord.wait_for_reply(asked)
                assert len(discord.replies_to(asked)) == 1


async def test_a_session_that_discord_has_forgotten_costs_one_try(
    faq: Faq, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with DiscordStandIn() as discord:
        async with Replica(database) as first, served(discord, first, faq):
            await asyncio.sleep(2 * KEEP_EVERY)
        discord.backend.sessions.by_id.clear()
        async with Replica(database) as second, served(discord, second, faq):
            await discord.wait_for_reply(discord.ask("ada", "general", ASKED))
            await asyncio.sleep(30.0)
            assert len(discord.recorder.named("RESUME")) == 1
            (session,) = discord.backend.sessions.connected
            kept = await StoredSessions(second.store).last("0/1")
            assert kept
            assert kept.id == session.id
    assert "reason='session over'" in capsys.readouterr().out


async def test_without_a_database_a_stop_ends_the_session(faq: Faq) -> None:
    async with DiscordStandIn() as discord:
        stop = asyncio.Event()
        serving = asyncio.create_task(
            supervise(*discord_service(discord_settings(discord), answering(faq), []), stop)
        )
        await discord.wait_connected()
        stop.set()
        await serving
        assert not discord.backend.sessions.by_id


async def test_what_goes_wrong_with_the_former_session_costs_the_present_one_nothing(
    faq: Faq, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handshake, "resume", lambda *_: 4007)
    async with DiscordStandIn() as discord:
        async with Replica(database) as first, served(discord, first, faq):
            await asyncio.sleep(2 * KEEP_EVERY)
        async with Replica(database) as second, served(discord, second, faq):
            await asyncio.sleep(30.0)
            (session,) = discord.backend.sessions.connected
            kept = await StoredSessions(second.store).last("0/1")
            assert kept
            assert kept.id == session.id
            await discord.wait_for_reply(discord.ask("ada", "general", ASKED))


@pytest.mark.parametrize(
    ("gateway", "trusted"),
    [
        ("wss://gateway.discord.gg/", True),
        ("wss://gateway-us-east1-b.discord.gg", True),
        ("ws://gateway-us-east1-b.discord.gg", False),
        ("wss://discord.gg.example.org", False),
        ("wss://notdiscord.gg", False),
        ("ws://127.0.0.1:9", False),
    ],
)
def test_the_token_is_told_to_discord_alone(gateway: str, trusted: bool) -> None:
    assert _is_discords(gateway) is trusted


async def forever(*_: object) -> bool:
    await asyncio.Event().wait()
    raise AssertionError
