"""The service beside the barest bot of each platform, on the same stand-ins, in one run.

What is measured runs in a process of its own, with meters in it; the stand-in and the people who ask are this
process, whose own CPU is told as well.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from adapters.benchmarks.chaos.programs import free_port
from adapters.benchmarks.echoes import DISCORD, SLACK_HTTP, SLACK_SOCKET
from adapters.benchmarks.offered import Crowd, Person
from adapters.benchmarks.service_table import ECHO, PROLOBOT, Measured
from adapters.reports.timing import quantile
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.slack import Settings as SlackSettings
from adapters.standins.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

_PEOPLE = 200
_WAITING = 16
_CONNECT_WITHIN = 120.0
_WARM_AFTER = 6.0
"""Seconds for the service to make what it first makes beside serving, which belongs to no reply."""


@dataclass(frozen=True)
class Size:
    """How much is asked.

    Attributes:
        warm: Messages before anything is measured.
        replies: Messages at full speed.
        paced: Messages at the fixed pace.
        per_second: That pace.
    """

    warm: int = 50
    replies: int = 600
    paced: int = 300
    per_second: float = 10.0


async def bench_service(
    faq: Path, questions: Sequence[str], size: Size, told: Callable[[Measured], None] = lambda _: None
) -> list[Measured]:
    """Return what was found of each bot on each platform, and of two replicas of the service.

    Args:
        faq: The file.
        questions: What is asked, in turn.
        size: How much.
        told: Called with each when it is done.
    """
    found = []
    for way in (SLACK_HTTP, SLACK_SOCKET, DISCORD):
        for bot, replicas in ((ECHO, 1), (PROLOBOT, 1), (PROLOBOT, 2)):
            if replicas == 1 or way == SLACK_SOCKET:  # one address, and one gateway, are one process's
                found.append(await _measure(Measured(bot, way, replicas), faq, questions, size))
                told(found[-1])
    return found


async def bench_growth(faq: Path, questions: Sequence[str], replies: int, *, most: int) -> list[Measured]:
    """Return what was found of one replica of the service over Socket Mode, of two, up to `most`."""
    return [
        await _measure(
            Measured(PROLOBOT, SLACK_SOCKET, replicas),
            faq,
            questions,
            Size(warm=max(10, replies // 12), replies=replies * replicas, paced=20),
        )
        for replicas in range(1, most + 1)
    ]


async def _measure(measured: Measured, faq: Path, questions: Sequence[str], size: Size) -> Measured:
    async with (
        _platform(measured.way, faq) as (crowd_of, environment, connected),
        contextlib.AsyncExitStack() as up,
    ):
        began = time.monotonic()
        processes = [
            await up.enter_async_context(_running(measured.bot, measured.way, environment))
            for _ in range(measured.replicas)
        ]
        await connected(measured.replicas)
        measured.start = time.monotonic() - began
        await asyncio.sleep(_WARM_AFTER if measured.bot == PROLOBOT else 0.0)
        crowd = crowd_of(questions)
        await crowd.as_fast_as_it_goes(size.warm * measured.replicas, waiting=4)
        before = [await _asked(each) for each in processes]
        own, began = time.process_time(), time.monotonic()
        came = await crowd.as_fast_as_it_goes(size.replies, waiting=_WAITING * measured.replicas)
        seconds = time.monotonic() - began
        after = [await _asked(each) for each in processes]
        measured.rate, measured.load = len(came) / seconds, (time.process_time() - own) / seconds
        measured.stages = _stages(before, after, len(came))
        measured.memory = max(each["memory"] for each in after)
        waits = await crowd.at_pace(size.paced, per_second=size.per_second)
        measured.lost = size.replies + size.paced - len(came) - len(waits)
        shares = {"median": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
        measured.latency = {name: 1000 * quantile(waits, share) for name, share in shares.items()}
    return measured


def _stages(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]], replies: int) -> dict[str, float]:
    """Return milliseconds a reply; what no stage counts is the loop's: sockets, HTTP and JSON."""
    spent = {
        name: 1000 * sum(late[name] - early[name] for early, late in zip(before, after, strict=True)) / replies
        for name in after[0]
        if name != "memory"
    }
    all_of_it = spent.pop("cpu")
    return {**spent, "the rest": all_of_it - sum(spent.values()), "all": all_of_it}


@asynccontextmanager
async def _platform(way: str, faq: Path) -> AsyncIterator[tuple[Any, dict[str, str], Any]]:
    """Run a stand-in; gives who makes the crowd, the bot's environment, and what waits for so many bots."""
    environment = dict(os.environ) | {"PROLOBOT_FAQ": str(faq), "PROLOBOT_LOG_LEVEL": "WARNING"}
    if way == DISCORD:
        token = f"{token_hex(12)}.{token_hex(3)}.{token_hex(19)}"  # of the shape that is expected of one
        async with DiscordStandIn(DiscordSettings(token=token, global_limit=None)) as discord:
            environment |= {"DISCORD_TOKEN": discord.settings.token, "PROLOBOT_DISCORD_URL": discord.url}
            users = [discord.state.add_person(f"person{number}").id for number in range(_PEOPLE)]
            people = [Person(user, discord.state.dm(user).id) for user in users]
            yield (
                lambda questions: Crowd(discord.changes, people, questions, discord.dm),
                environment,
                lambda count: discord.wait_connected(count, seconds=_CONNECT_WITHIN),
            )
        return
    async with SlackStandIn(SlackSettings(messages_per_second=None)) as slack:
        port = free_port()
        environment |= {
            "SLACK_BOT_TOKEN": slack.settings.bot_token,
            "SLACK_APP_TOKEN": slack.settings.app_token,
            "SLACK_SIGNING_SECRET": slack.settings.signing_secret,
            "PROLOBOT_SLACK_MODE": "http" if way == SLACK_HTTP else "socket",
            "PROLOBOT_SLACK_HOST": "127.0.0.1",
            "PROLOBOT_SLACK_PORT": str(port),
            "PROLOBOT_SLACK_URL": slack.api_url,
        }
        users = [slack.workspace.add_person(f"person{number}").id for number in range(_PEOPLE)]
        people = [Person(user, slack.im(user)) for user in users]

        async def connected(count: int) -> None:
            if way == SLACK_SOCKET:
                await slack.wait_connected(count, seconds=_CONNECT_WITHIN)
                return
            async with asyncio.timeout(_CONNECT_WITHIN):
                while not await slack.use_request_url(f"http://127.0.0.1:{port}/slack/events"):  # noqa: ASYNC110 - only asking tells
                    await asyncio.sleep(0.02)

        yield lambda questions: Crowd(slack.changes, people, questions, slack.dm), environment, connected


@asynccontextmanager
async def _running(bot: str, way: str, environment: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a bot in a process of its own until the block ends."""
    module = ["adapters.assembly.measured"] if bot == PROLOBOT else ["adapters.benchmarks.echoes", way]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *module,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _asked(process: asyncio.subprocess.Process) -> dict[str, Any]:
    """Return what a process has counted until now."""
    if not (process.stdin and process.stdout):
        raise RuntimeError("the measured process has no pipes")
    process.stdin.write(b"\n")
    async for line in process.stdout:
        if line.startswith(b"{"):  # slack_bolt prints a greeting
            told: dict[str, Any] = json.loads(line)
            return told
    raise RuntimeError(f"the measured process ended with status {await process.wait()}")
