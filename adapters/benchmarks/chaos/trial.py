"""The whole trial: everything started, people asking, what is planned going wrong, then time to make up for it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING

from adapters.benchmarks.chaos.databases import Looked, database_of
from adapters.benchmarks.chaos.deeds import Deeds
from adapters.benchmarks.chaos.people import WAYS, OnDiscord, OnSlack, Way
from adapters.benchmarks.chaos.plan import Kind, plan
from adapters.benchmarks.chaos.programs import Program, free_port
from adapters.benchmarks.chaos.tally import Asked, Struck, judge
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.slack import Settings as SlackSettings
from adapters.standins.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence
    from pathlib import Path

    from adapters.benchmarks.chaos.people import People, Question
    from adapters.benchmarks.chaos.tally import Verdict

_SCOPES = ("app_mentions:read", "chat:write", "commands", "im:history")
_EVENTS = ("app_home_opened", "app_mention", "message.im")
"""Those of `adapters/slack/manifest.yaml`."""

_RETRY_DELAYS = (0.5, 5.0, 15.0)
"""Seconds before Slack brings an event again; its own are longer than a trial."""

_HEARTBEAT = 15.0
"""Seconds between two of Discord's. A session without one for half as long again is forgotten; the platform stands
still for less than that."""

_CONNECTED_WITHIN = 300.0
"""Seconds for a replica, which learns its file the first time."""

_NOTHING_OWED_FOR, _MADE_UP_WITHIN = 20.0, 330.0
"""Seconds: a process counts as gone after fifteen; what a platform lets wait comes after one, two minutes."""

_LOOK_EVERY = 2.0


@dataclass(frozen=True)
class Size:
    """How much goes wrong.

    Attributes:
        seconds: For how long people ask.
        seed: Of what goes wrong.
        replicas: Processes of the service.
        database: `sqlite` or `postgresql`.
        per_second: Questions a second on each platform.
    """

    seconds: float = 600.0
    seed: int = 1
    replicas: int = 2
    database: str = "postgresql"
    per_second: float = 1.5


@dataclass(frozen=True)
class Outcome:
    """What came of it.

    Attributes:
        verdicts: One for each question.
        struck: What went wrong, and when.
        statuses: What processes left with that were asked to.
        stopped_in: The longest that one took for that, in seconds of its own.
        owed: Replies that are owed in the end.
        seconds: For how long it was waited in the end.
    """

    verdicts: Sequence[Verdict]
    struck: Sequence[Struck]
    statuses: Sequence[int]
    stopped_in: float
    owed: int
    seconds: float


async def trial(
    faq: Path,
    questions: Sequence[str],
    told: Sequence[str],
    size: Size,
    *,
    folder: Path,
    say: Callable[[str], None],
) -> Outcome:
    """Run it.

    Args:
        faq: The file, which is broken and repaired.
        questions: What is asked, in turn.
        told: Beginnings of what is said in place of an answer.
        size: How much.
        folder: For the logs and the database's file; the file's vectors are kept there, too.
        say: Told how far this is.
    """
    async with contextlib.AsyncExitStack() as up:
        database = await up.enter_async_context(database_of(size.database, folder))
        looked = Looked(database.address)
        up.callback(looked.close)
        slack, front_of_slack = await up.enter_async_context(_slack(folder))
        discord, front_of_discord = await up.enter_async_context(_discord(folder))
        environment = _environment(slack, discord) | {
            "PROLOBOT_FAQ": str(faq),
            "PROLOBOT_CACHE": str(folder / "cache"),
            "PROLOBOT_DATABASE": database.address,
        }
        replicas = [
            Program(
                f"replica {n + 1}", ["adapters.assembly.chaotic"], environment, folder / f"replica-{n + 1}.log"
            )
            for n in range(size.replicas)
        ]
        for number, each in enumerate(replicas, 1):
            up.push_async_callback(each.kill)
            await each.start()
            # One after the other: the first learns the file, the rest find its vectors.
            await slack.wait_connected(number, seconds=_CONNECTED_WITHIN)
        await discord.wait_connected(seconds=_CONNECTED_WITHIN)
        crowd = _Crowd([OnSlack(slack), OnDiscord(discord)], questions)
        await crowd.gather()
        fronts = {"slack": front_of_slack, "discord": front_of_discord}
        deeds = Deeds(replicas, fronts, slack, discord, database, looked, faq, crowd.at_once)
        say(f"{size.replicas} replicas on {size.database}; they log to {folder}")
        await _go_wrong(deeds, crowd, size, say)
        began = time.monotonic()
        say("everything is put right; what is owed is made up for")
        # Before they are stopped: nobody would be left to make up for it.
        owed = await _made_up(looked)
        keys = await looked.keys()
        for each in replicas:
            await each.stop()
        deeds.struck.extend(each for replica in replicas for each in alone(replica.log.read_text().splitlines()))
        asked = crowd.asked(keys)
        statuses = [status for each in replicas for status in each.statuses]
        verdicts = [judge(each, deeds.struck, told) for each in asked]
        stopped_in = max((each for replica in replicas for each in replica.stopped_in), default=0.0)
        return Outcome(verdicts, deeds.struck, statuses, stopped_in, owed, time.monotonic() - began)


async def _go_wrong(deeds: Deeds, crowd: _Crowd, size: Size, say: Callable[[str], None]) -> None:
    began = time.monotonic()
    async with asyncio.TaskGroup() as going:
        going.create_task(crowd.at_pace(size.seconds, size.per_second))
        for deed in plan(size.seed, size.seconds):
            # By the plan's clock, not from one to the next: what a deed takes shifts none after it.
            await asyncio.sleep(began + deed.at - time.monotonic())
            minutes, seconds = divmod(int(deed.at), 60)
            say(f"{minutes:02}:{seconds:02} {deed.kind} ({deed.seconds:.1f} s)")
            going.create_task(deeds.do(deed))
    await deeds.heal()


async def _made_up(looked: Looked) -> int:
    """Wait until nothing is owed any more, and nothing has been for a while; return how much is."""
    began = since = time.monotonic()
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        owed, now = await looked.owed(), time.monotonic()
        since = now if owed else since
        if now - since > _NOTHING_OWED_FOR or now - began > _MADE_UP_WITHIN:
            return owed


def alone(lines: Iterable[str]) -> list[Struck]:
    """Return when a replica went on without its database, by its log."""
    found, since = [], 0.0
    for line in lines:
        told = json.loads(line) if line.startswith("{") else {}
        at = datetime.fromisoformat(told["timestamp"]).timestamp() if "timestamp" in told else 0.0
        match told.get("event"):
            case "database_away":
                since = since or at
            case "database_there" if since:
                found.append(Struck(Kind.ALONE, since, at))
                since = 0.0
    return found + ([Struck(Kind.ALONE, since, time.time())] if since else [])


class _Crowd:
    """Everybody who asks, on both platforms."""

    def __init__(self, people: Sequence[People], questions: Sequence[str]) -> None:
        self._people, self._questions = people, questions
        self._asked: list[tuple[People, Question]] = []

    async def gather(self) -> None:
        await asyncio.gather(*(each.gather() for each in self._people))

    async def at_pace(self, seconds: float, per_second: float) -> None:
        began = time.monotonic()
        for number in range(int(seconds * per_second)):
            await asyncio.sleep(began + number / per_second - time.monotonic())
            for each in self._people:
                self._ask(each, WAYS[number % len(WAYS)])

    def at_once(self, count: int) -> None:
        """Let so many people ask, one half on each platform."""
        for number in range(count):
            self._ask(self._people[number % 2], WAYS[number // 2 % len(WAYS)])

    def asked(self, keys: frozenset[str]) -> list[Asked]:
        """Return what is seen of each question now."""
        return [
            Asked(
                question.platform,
                question.way,
                question.at,
                people.is_acknowledged(question, keys),
                people.is_kept(question, keys),
                people.replies(question),
                question.heard,
            )
            for people, question in self._asked
        ]

    def _ask(self, people: People, way: Way) -> None:
        text = self._questions[len(self._asked) % len(self._questions)]
        self._asked.append((people, people.ask(way, text)))


@contextlib.asynccontextmanager
async def _slack(folder: Path) -> AsyncIterator[tuple[SlackStandIn, Program]]:
    settings = SlackSettings(
        bot_token=f"xoxb-1-2-{token_hex(12)}", scopes=_SCOPES, events=_EVENTS, retry_delays=_RETRY_DELAYS
    )
    port, behind = free_port(), free_port()
    async with (
        SlackStandIn(settings, port=behind, reached_at=f"http://127.0.0.1:{port}") as slack,
        _front("slack", port, behind, folder) as front,
    ):
        yield slack, front


@contextlib.asynccontextmanager
async def _discord(folder: Path) -> AsyncIterator[tuple[DiscordStandIn, Program]]:
    settings = DiscordSettings(
        token=f"{token_hex(12)}.{token_hex(3)}.{token_hex(19)}",  # of the shape that is expected of one
        heartbeat_seconds=_HEARTBEAT,
    )
    port, behind = free_port(), free_port()
    async with (
        DiscordStandIn(settings, port=behind, reached_at=f"http://127.0.0.1:{port}") as discord,
        _front("discord", port, behind, folder) as front,
    ):
        yield discord, front


@contextlib.asynccontextmanager
async def _front(name: str, port: int, behind: int, folder: Path) -> AsyncIterator[Program]:
    module = ["adapters.benchmarks.chaos.fronts", str(port), str(behind)]
    front = Program(f"front of {name}", module, os.environ, folder / f"front-of-{name}.log")
    await front.start()
    try:
        yield front
    finally:
        front.thaw()
        await front.kill()


def _environment(slack: SlackStandIn, discord: DiscordStandIn) -> dict[str, str]:
    """Return what a replica finds, and nothing that is set for the service otherwise."""
    ours = ("PROLOBOT_", "SLACK_", "DISCORD_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {
        # A replica finds its modules where this process does, installed or not.
        "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
        "SLACK_BOT_TOKEN": slack.settings.bot_token,
        "SLACK_APP_TOKEN": slack.settings.app_token,
        "PROLOBOT_SLACK_URL": slack.api_url,
        "DISCORD_TOKEN": discord.settings.token,
        "PROLOBOT_DISCORD_URL": discord.url,
    }
