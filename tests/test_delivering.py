"""Exactly one reply through the real clients, whatever happens to the calls that carry it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from on_standins import on_discord, on_slack
from slack_sdk.web.async_client import AsyncWebClient

from adapters import delivery
from adapters.discord import delivering as discord_delivering
from adapters.slack import delivering as slack_delivering
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.slack import Settings as SlackSettings
from adapters.standins.slack import SlackStandIn
from botcore import Because, Trace
from botcore.composing import Composer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.answering import Answerer
    from adapters.incoming import Respond
    from botcore import Faq, Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_delivering, "PAUSE", 0.01)
    monkeypatch.setattr(discord_delivering, "PAUSE", 0.01)


@pytest.mark.parametrize("kind", ["drop", "close", "malformed", "500", "429", "delay", "freeze"])
@pytest.mark.parametrize("where", ["channel", "direct"])
async def test_a_slack_post_on_a_bad_day_arrives_once(answer: Answerer, kind: str, where: str) -> None:
    async with on_slack(answer, SlackSettings(messages_per_second=None)) as slack:
        slack.faults.arm(kind, "api chat.postMessage", seconds=1 if kind == "429" else 0.05)
        text = f"{slack.mention} {QUESTION}" if where == "channel" else QUESTION
        asked = slack.say("ada", "general", text) if where == "channel" else slack.dm("ada", text)
        await slack.wait_for_reply(asked)
        await slack.settle(0.3)
        assert ["dextrose" in reply.text for reply in slack.replies_to(asked)] == [True]
        assert slack.faults.struck == 1


async def test_what_slack_keeps_in_other_words_than_were_sent_arrives_once(faq: Faq) -> None:
    entry = faq.entries[0].model_copy(update={"answer": "See https://example.com/guide, and rest."})

    async def answer(_: Message) -> Reply:
        return Composer(faq).answer(entry, Trace(Because.LIKELY))

    async with on_slack(answer, SlackSettings(messages_per_second=None)) as slack:
        slack.faults.arm("drop", "api chat.postMessage")
        asked = slack.dm("ada", QUESTION)
        await slack.wait_for_reply(asked)
        await slack.settle(0.3)
        assert ["<https://example.com/guide>, and" in reply.text for reply in slack.replies_to(asked)] == [True]
        assert slack.faults.struck == 1


async def test_where_slack_may_not_be_read_a_reply_is_repeated_rather_than_lost(answer: Answerer) -> None:
    scopes = ("app_mentions:read", "chat:write", "commands", "im:history", "im:read", "im:write")
    async with on_slack(answer, SlackSettings(messages_per_second=None, scopes=scopes)) as slack:
        slack.faults.arm("close", "api chat.postMessage")
        asked = slack.say("ada", "general", f"{slack.mention} {QUESTION}")
        await slack.wait_for_reply(asked)
        await slack.settle(0.3)
        assert len(slack.replies_to(asked)) == 1


async def test_what_another_bot_says_meanwhile_is_not_taken_for_our_reply(answer: Answerer) -> None:
    async with on_slack(answer, SlackSettings(messages_per_second=None)) as slack:
        slack.faults.arm("close", "api chat.postMessage")
        other = slack.workspace.add_bot("other", channels=(slack.workspace.channel("general").id,))
        asked = slack.say("ada", "general", f"{slack.mention} {QUESTION}")
        slack.say(other.id, "general", "I know nothing about that.", thread_ts=asked.ts)
        await slack.settle(0.3)
        assert ["dextrose" in reply.text for reply in slack.replies_to(asked)] == [True]
        assert slack.faults.struck == 1


@pytest.mark.parametrize("kind", ["close", "500", "429", "malformed"])
async def test_a_slack_command_on_a_bad_day_is_answered_once(answer: Answerer, kind: str) -> None:
    async with on_slack(answer, SlackSettings()) as slack:
        slack.faults.arm(kind, "response_url", seconds=1)
        asked = slack.command("ada", "general", "/prolo", QUESTION)
        await slack.wait_for_reply(asked)
        await slack.settle(0.3)
        assert len(slack.replies_to(asked)) == 1


async def test_a_slack_refusal_is_logged_by_its_code_and_ends_nothing(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    scopes = ("app_mentions:read", "im:history", "im:read")
    async with on_slack(answer, SlackSettings(scopes=scopes)) as slack:
        slack.dm("ada", "is my secret sentence kept?")
        await slack.settle(0.5)
    shown = capsys.readouterr()
    assert "missing_scope" in shown.out + shown.err
    assert "secret sentence" not in shown.out + shown.err


@asynccontextmanager
async def discord_serving(answer: Respond) -> AsyncIterator[DiscordStandIn]:
    settings = DiscordSettings(limits={}, global_limit=None)
    async with DiscordStandIn(settings) as stand_in, on_discord(answer, stand_in):
        yield stand_in


@pytest.mark.parametrize("kind", ["drop", "close", "malformed", "500", "429", "delay", "freeze"])
async def test_a_discord_reply_on_a_bad_day_arrives_once(answer: Answerer, kind: str) -> None:
    async with discord_serving(answer) as stand_in:
        stand_in.faults.arm(kind, "rest POST /channels/*/messages", seconds=0.05)
        asked = stand_in.ask("ada", "general", QUESTION)
        await stand_in.wait_for_reply(asked)
        await stand_in.settle(0.3)
        assert len(stand_in.replies_to(asked)) == 1
        assert stand_in.faults.struck == 1


@pytest.mark.parametrize("place", ["rest POST /interactions/*", "rest PATCH /webhooks/*"])
@pytest.mark.parametrize("kind", ["drop", "close", "malformed", "500", "429", "delay", "freeze"])
async def test_a_discord_command_on_a_bad_day_is_answered_once(answer: Answerer, kind: str, place: str) -> None:
    async with discord_serving(answer) as stand_in:
        await stand_in.wait_for_command("prolo")
        stand_in.faults.arm(kind, place, seconds=0.05)
        asked = stand_in.command("ada", "general", "prolo", {"question": QUESTION})
        await stand_in.wait_for_reply(asked)
        await stand_in.settle(0.3)
        assert len(stand_in.replies_to(asked)) == 1
        assert stand_in.faults.struck == 1


async def test_a_discord_command_that_cannot_be_acknowledged_is_given_up_and_nothing_is_asked_for_it(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    heard = []

    async def listening(message: Message) -> Reply:
        heard.append(message)
        return await answer(message)

    async with discord_serving(listening) as stand_in:
        await stand_in.wait_for_command("prolo")
        stand_in.faults.arm("close", "rest POST /interactions/*", times=100)
        stand_in.command("ada", "general", "prolo", {"question": QUESTION})
        await stand_in.settle(2.0)
        assert heard == []
        stand_in.faults.clear()
        asked = stand_in.command("ada", "general", "prolo", {"question": QUESTION})
        await stand_in.wait_for_reply(asked)
    assert len(heard) == 1
    shown = capsys.readouterr()
    assert "outcome unknown" in shown.out + shown.err


async def test_whatever_is_sent_to_discord_may_ping_nobody(answer: Answerer) -> None:
    async with discord_serving(answer) as stand_in:
        await stand_in.wait_for_command("prolo")
        await stand_in.wait_for_reply(stand_in.ask("ada", "general", QUESTION))
        await stand_in.wait_for_reply(stand_in.command("ada", "general", "prolo", {"question": QUESTION}))
        sent = [
            each for each in stand_in.recorder.frames if each.direction == "in" and "content" in str(each.body)
        ]
        pings = [each.body["allowed_mentions"] for each in sent]
        assert len(pings) >= 2
        assert [each for each in pings if each.get("parse") or each.get("users") or each.get("roles")] == []


def refusing(client: type, name: str, times: int, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let calls meet a closed port so often; return when they were made."""
    call, made, clock = getattr(client, name), list[float](), asyncio.get_running_loop().time

    async def closed(*parts: Any, **more: Any) -> Any:
        made.append(clock())
        if len(made) <= times:
            raise aiohttp.ClientConnectorError(UNKNOWN_PORT, ConnectionRefusedError(111, "refused"))
        return await call(*parts, **more)

    monkeypatch.setattr(client, name, closed)
    return made


UNKNOWN_PORT: Any = SimpleNamespace(host="127.0.0.1", port=1, ssl=None)


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_a_port_that_is_closed_for_four_minutes_loses_no_reply(
    answer: Answerer, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if platform == "slack":
        async with on_slack(answer, SlackSettings(messages_per_second=None)) as slack:
            made = refusing(AsyncWebClient, "chat_postMessage", 15, monkeypatch)
            asked = slack.dm("ada", QUESTION)
            await slack.wait_for_reply(asked, seconds=300)
            assert len(slack.replies_to(asked)) == 1
    else:
        async with discord_serving(answer) as stand_in:
            made = refusing(discord.TextChannel, "send", 15, monkeypatch)
            said = stand_in.ask("ada", "general", QUESTION)
            await stand_in.wait_for_reply(said, seconds=300)
            assert len(stand_in.replies_to(said)) == 1
    assert made[-1] - made[0] > 100
    assert max(later - sooner for sooner, later in pairwise(made)) < 30


async def test_a_port_that_stays_closed_is_given_up_with_one_line(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with on_slack(answer, SlackSettings()) as slack:
        made = refusing(AsyncWebClient, "chat_postMessage", 1_000, monkeypatch)
        slack.dm("ada", QUESTION)
        await asyncio.sleep(600)
        assert 200 < made[-1] - made[0] < delivery.UNREACHABLE_SECONDS
    shown = capsys.readouterr()
    lines = [line for line in (shown.out + shown.err).splitlines() if "send_failed" in line]
    assert ["unreachable" in line for line in lines] == [True]


async def test_where_slack_asks_to_wait_an_hour_the_channel_goes_on_and_the_asker_gets_a_direct_message(
    answer: Answerer,
) -> None:
    async with on_slack(answer, SlackSettings(messages_per_second=None)) as slack:
        slack.faults.arm("429", "api chat.postMessage", seconds=3600)
        slack.say("ada", "general", f"{slack.mention} {QUESTION}")
        await struck(slack)
        second = slack.say("grace", "general", f"{slack.mention} {QUESTION}")
        async with asyncio.timeout(60):
            await slack.wait_for_reply(second)
            await slack.changes.until(lambda: directly(slack, "ada") or None, 60)
        assert ["dextrose" in each for each in directly(slack, "ada")] == [True]


async def struck(stand_in: SlackStandIn | DiscordStandIn) -> None:
    """Return once the fault has struck: of two questions that are read side by side, either may be sent first."""
    async with asyncio.timeout(60):
        while not stand_in.faults.struck:  # noqa: ASYNC110 - faults tell nobody
            await asyncio.sleep(0.01)


def directly(slack: SlackStandIn, person: str) -> list[str]:
    """Return what the bot wrote to somebody in a direct message."""
    bot = slack.workspace.bot.bot_id
    return [each.text for each in slack.workspace.channels[slack.im(person)].messages if each.bot_id == bot]


async def test_a_minute_of_rate_limits_is_the_most_a_slack_reply_waits(answer: Answerer) -> None:
    async with on_slack(answer, SlackSettings(messages_per_second=None)) as slack:
        slack.faults.arm("429", "api chat.postMessage", times=4, seconds=14)
        asked = slack.dm("ada", QUESTION)
        assert await slack.wait_for_reply(asked, seconds=120)
        slack.faults.arm("429", "api chat.postMessage", times=9, seconds=14)
        slack.dm("grace", QUESTION)
        await asyncio.sleep(300)
        assert directly(slack, "grace") == []
        assert slack.faults.struck == 9


async def test_where_discord_asks_to_wait_an_hour_the_reply_is_given_up_with_one_line(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    async with discord_serving(answer) as stand_in:
        stand_in.faults.arm("429", "rest POST /channels/*/messages", seconds=3600)
        stand_in.ask("ada", "general", QUESTION)
        await struck(stand_in)
        second = stand_in.ask("grace", "general", QUESTION)
        await stand_in.wait_for_reply(second)
    shown = capsys.readouterr()
    lines = [line for line in (shown.out + shown.err).splitlines() if "send_failed" in line]
    assert ["error=429" in line for line in lines] == [True]
    assert "seconds=3600" in shown.out + shown.err


async def test_where_a_channel_is_to_wait_for_an_hour_whoever_is_in_danger_is_told_directly(
    answer: Answerer,
) -> None:
    async with discord_serving(answer) as stand_in:
        stand_in.faults.arm(
            "429", f"rest POST /channels/{stand_in.state.channel('general').id}/messages", seconds=3600
        )
        stand_in.ask("ada", "general", "I can't breathe since the injection")
        await struck(stand_in)
        await stand_in.settle(0.5)
        (told,) = stand_in.state.dm(stand_in.state.person("ada").id).messages
        assert "Call " in told.content
        assert stand_in.state.channel("general").messages[1:] == []
