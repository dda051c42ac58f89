"""A stop loses nothing that was acknowledged: first no new work, then what is owed, within the grace."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from discord.gateway import DiscordWebSocket
from proving import proof, size

from adapters.answering import Answerer
from adapters.assembly.local_service import LOOPBACK, discord_settings, slack_settings
from adapters.assembly.services import Hooks, discord_service, slack_service
from adapters.ops import supervise
from adapters.standins.discord import DiscordStandIn
from adapters.standins.slack import Settings, SlackStandIn
from botcore import Alerted, Asked, Because, Finding, Held, Rated, Relayed, Step, Summed
from botcore import Services as BotServices
from botcore.composing import Notices

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.assembly.services import Service
    from adapters.incoming import Respond
    from adapters.standins.slack import Message as Said
    from botcore import Faq, Message, Reply

WORK = 21.6
"""Seconds of work that are owed at the stop: 600 replies of 36 ms, what one took over signed HTTP on the machine
where a stop lost 354 of them."""


def one_at_a_time(faq: Faq, seconds: float) -> Respond:
    """Return what answers one message after the other, as the bot on its thread does."""
    turn = asyncio.Lock()

    async def answer(_: Message) -> Reply:
        async with turn:
            await asyncio.sleep(seconds)
            return Notices(faq).apology()

    return answer


def no_red_flag(*_: Asked) -> bool:
    return False


@dataclass
class Process:
    """A service that runs, and can be told to stop."""

    stop: asyncio.Event = field(default_factory=asyncio.Event)
    serving: asyncio.Task[None] | None = None

    async def stopped(self) -> float:
        """Stop as a signal does; return how many seconds that took."""
        clock = asyncio.get_running_loop().time
        began = clock()
        self.stop.set()
        if self.serving:
            await self.serving
        return clock() - began


@contextlib.asynccontextmanager
async def running(service: Service) -> AsyncIterator[Process]:
    process = Process()
    process.serving = asyncio.create_task(supervise(*service, process.stop))
    try:
        yield process
    finally:
        await process.stopped()


def on_slack(slack: SlackStandIn, answer: Respond, *, grace: float = 25.0) -> Service:
    return slack_service(replace(slack_settings(slack), stop_grace=grace), answer)


async def on_http(slack: SlackStandIn, answer: Respond) -> tuple[Service, asyncio.Future[str]]:
    url: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    return slack_service(slack_settings(slack, http=True), answer, Hooks(LOOPBACK, listening=url.set_result)), url


def everybody_asks(slack: SlackStandIn, count: int) -> list[Said]:
    """Let so many people ask one thing each, in a direct message."""
    people = [slack.workspace.add_person(f"person{n}").name for n in range(count)]
    return [slack.dm(each, "what do they inject") for each in people]


@proof("60 direct messages", "600 direct messages")
async def test_every_direct_message_that_slack_has_acknowledged_is_answered(faq: Faq) -> None:
    count = size(60, 600)
    answer = one_at_a_time(faq, WORK / count)
    async with SlackStandIn() as slack, running(on_slack(slack, answer)) as process:
        await slack.wait_connected()
        asked = everybody_asks(slack, count)
        await slack.changes.until(lambda: all(each.acknowledged for each in slack.deliveries) or None, 60)
        seconds = await process.stopped()
        assert [len(slack.replies_to(each)) for each in asked] == [1] * count
        assert seconds < 25


@proof("60 direct messages over HTTP", "600 direct messages over HTTP")
async def test_every_direct_message_that_slack_has_acknowledged_over_http_is_answered(faq: Faq) -> None:
    count = size(60, 600)
    async with SlackStandIn() as slack:
        service, url = await on_http(slack, one_at_a_time(faq, WORK / count))
        async with running(service) as process:
            assert await slack.use_request_url(await url)
            asked = everybody_asks(slack, count)
            await slack.changes.until(lambda: all(each.acknowledged for each in slack.deliveries) or None, 60)
            await process.stopped()
            assert [len(slack.replies_to(each)) for each in asked] == [1] * count


async def test_every_mention_in_one_slack_channel_is_answered_a_second_each(faq: Faq) -> None:
    async with SlackStandIn() as slack:
        async with running(on_slack(slack, one_at_a_time(faq, 0.036), grace=60.0)) as process:
            await slack.wait_connected()
            asked = [slack.say("ada", "general", f"{slack.mention} what do they inject") for _ in range(40)]
            await slack.changes.until(lambda: all(each.acknowledged for each in slack.deliveries) or None, 60)
            await process.stopped()
        assert [len(slack.replies_to(each)) for each in asked] == [1] * 40


async def test_every_mention_in_one_discord_channel_is_answered_as_fast_as_discord_takes_them(faq: Faq) -> None:
    async with DiscordStandIn() as discord:
        settings = replace(discord_settings(discord), stop_grace=60.0)
        service = discord_service(settings, one_at_a_time(faq, 0.036), [])
        async with running(service) as process:
            await discord.wait_connected()
            asked = [discord.ask("ada", "general", "what do they inject") for _ in range(40)]
            await discord.changes.until(lambda: discord.replies_to(asked[0]) or None, 60)
            await process.stopped()
        assert [len(discord.replies_to(each)) for each in asked] == [1] * 40


async def test_what_is_left_after_the_grace_is_logged_by_its_channels_and_nothing_said(
    faq: Faq, capsys: pytest.CaptureFixture[str]
) -> None:
    async with SlackStandIn() as slack, running(on_slack(slack, one_at_a_time(faq, 9.0), grace=20.0)) as process:
        await slack.wait_connected()
        for name in ("ada", "grace", "linus"):
            slack.dm(name, "my secret sentence")
        await slack.changes.until(lambda: len(slack.deliveries) == 3 or None, 60)
        await slack.settle()
        assert 19 < await process.stopped() < 24
        left = slack.im("linus")
    shown = capsys.readouterr()
    (line,) = [each for each in (shown.out + shown.err).splitlines() if "left_unfinished" in each]
    assert left in line
    assert "left=1" in line
    assert "secret" not in shown.out + shown.err


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_what_comes_while_it_stops_is_answered_once_by_the_next_process(faq: Faq, transport: str) -> None:
    settings = Settings(retry_delays=(10.0, 60.0, 300.0))
    async with SlackStandIn(settings) as slack, contextlib.AsyncExitStack() as processes:
        first = await started(processes, slack, transport, one_at_a_time(faq, 5.0))
        asked = [slack.dm("ada", "what do they inject")]
        await slack.changes.until(lambda: all(each.acknowledged for each in slack.deliveries) or None, 60)
        stopping = asyncio.create_task(first.stopped())
        await asyncio.sleep(1.0)
        asked.append(slack.dm("grace", "what do they inject"))
        await stopping
        assert [len(slack.replies_to(each)) for each in asked] == [1, 0]
        await started(processes, slack, transport, one_at_a_time(faq, 0.01))
        await slack.wait_for_reply(asked[1], seconds=400)
        await slack.settle(0.5)
        assert [len(slack.replies_to(each)) for each in asked] == [1, 1]


async def started(
    processes: contextlib.AsyncExitStack, slack: SlackStandIn, transport: str, answer: Respond
) -> Process:
    if transport == "socket":
        process = await processes.enter_async_context(running(on_slack(slack, answer)))
        await slack.wait_connected()
        return process
    service, url = await on_http(slack, answer)
    process = await processes.enter_async_context(running(service))
    await slack.use_request_url(await url)
    return process


async def test_a_command_that_comes_while_it_stops_is_answered_over_http(faq: Faq) -> None:
    async with SlackStandIn() as slack, contextlib.AsyncExitStack() as processes:
        process = await started(processes, slack, "http", one_at_a_time(faq, 5.0))
        asked = slack.dm("ada", "what do they inject")
        await slack.changes.until(lambda: all(each.acknowledged for each in slack.deliveries) or None, 60)
        stopping = asyncio.create_task(process.stopped())
        await asyncio.sleep(1.0)
        commanded = slack.command("grace", "general", "/prolo", "what do they inject")
        await stopping
        assert [len(slack.replies_to(each)) for each in (asked, commanded)] == [1, 1]
        assert faq.disclaimer in str(slack.replies_to(commanded)[0].text)


async def test_when_there_is_no_time_left_who_waits_is_told_so_and_whom_to_call(faq: Faq) -> None:
    notices, begun, go_on = Notices(faq, BotServices("112")), threading.Event(), threading.Event()

    def reply(*_: object) -> Reply:
        begun.set()
        go_on.wait()
        return notices.apology()

    answer = Answerer(SimpleNamespace(reply=reply, hears=no_red_flag, stopping=notices.stopping), threads=1)  # type: ignore[arg-type]
    waiting = [asyncio.ensure_future(answer(Asked("what do they inject"))) for _ in range(3)]
    await asyncio.to_thread(begun.wait)
    answer.hurry()
    go_on.set()
    first, *others = await asyncio.gather(*waiting)
    assert first == notices.apology()
    assert others == [notices.stopping()] * 2
    assert "call 112 now" in notices.stopping().text
    assert faq.disclaimer in notices.stopping().text
    answer.close()


@pytest.mark.parametrize(
    ("message", "because"),
    [
        (Asked("what do they inject"), Because.STOPPING),
        (Alerted(Finding(), "https://example.com"), Because.ALERTED),
        (Relayed(Step.ANSWER, words="Come on Monday.", who="@grace"), Because.RELAYED),
        (Relayed(Step.SENT, words="what do they inject", who="@ada"), Because.RELAYED),
        (Summed("Monday", 1, 1, "all", 0, 0, 0), Because.SUMMED),
        (Rated(helpful=False, reason="It was too short."), Because.RATED),
        (Held(off=True), Because.HELD),
    ],
)
async def test_when_there_is_no_time_left_what_is_passed_on_is_passed_on_as_ever(
    answer: Answerer, message: Message, because: Because
) -> None:
    answer.hurry()
    assert (await answer(message)).trace.because is because


async def test_a_gateway_that_says_no_goodbye_holds_no_stop(faq: Faq, monkeypatch: pytest.MonkeyPatch) -> None:
    farewells, close = list[int](), DiscordWebSocket.close

    async def slow(socket: DiscordWebSocket, code: int = 4000) -> None:
        farewells.append(code)
        if len(farewells) == 1:
            await asyncio.sleep(30)
        await close(socket, code)

    monkeypatch.setattr(DiscordWebSocket, "close", slow)
    async with DiscordStandIn() as discord:
        service = discord_service(discord_settings(discord), one_at_a_time(faq, 0.036), [])
        async with running(service) as process:
            await discord.wait_connected()
            assert await process.stopped() < 5
            assert farewells
