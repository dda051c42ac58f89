from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from discord_bots import command_client, echo_client, running

from adapters.standins.discord import DiscordStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def stand_in() -> AsyncIterator[DiscordStandIn]:
    async with DiscordStandIn() as running_stand_in:
        yield running_stand_in


async def test_an_echo_bot_replies_to_a_mention(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in):
        asked = stand_in.ask("ada", "general", "hello")
        reply = await stand_in.wait_for_reply(asked)
        assert reply.content == "you said: @bot hello"
        assert reply.reference is not None
        assert reply.reference["message_id"] == asked.id
        assert reply.pings.users == (asked.author,)


async def test_an_echo_bot_replies_in_a_direct_message(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in):
        asked = stand_in.dm("grace", "hello")
        assert (await stand_in.wait_for_reply(asked)).content == "you said: hello"
        assert stand_in.visible_to("ada", "general") == []


async def test_without_the_content_intent_a_message_that_does_not_mention_the_bot_is_empty(
    stand_in: DiscordStandIn,
) -> None:
    client = echo_client()
    async with running(client, stand_in):
        stand_in.say("ada", "general", "not for you")
        asked = stand_in.ask("ada", "general", "for you")
        await stand_in.wait_for_reply(asked)
        assert client.heard == ["", asked.content]


async def test_a_command_is_registered_and_answered(stand_in: DiscordStandIn) -> None:
    async with running(command_client(), stand_in):
        asked = stand_in.command("ada", "general", "ask", {"question": "why"})
        reply = await stand_in.wait_for_reply(asked)
        assert reply.content == "answer to why"
        assert not reply.ephemeral
        assert asked.response == 4
