"""Transcripts on platforms: the core by itself, and the whole service over real connections."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from adapters.answering import Answerer
from adapters.assembly.bad_input import fail
from adapters.assembly.local_service import local_discord, local_slack
from adapters.harness.replay.platforms import CorePlatform, Overheard
from adapters.harness.replay.replaying import Played, replay
from adapters.harness.replay.transcripts import TranscriptError, load_transcripts
from adapters.harness.replay.wire import (
    MANIFEST_SCOPES,
    SCOPES,
    WIRES,
    Outcomes,
    Run,
    WireDiscord,
    WirePlatform,
    WireSlack,
    apart,
    blamed,
    count,
)
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.slack import Settings as SlackSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
    from pathlib import Path

    from adapters.assembly.local_service import Local
    from adapters.harness.replay.transcripts import Transcript
    from adapters.harness.replay.wire import BadDay
    from botcore import Bot, Message, Reply

    Answer = Callable[[Message], Awaitable[Reply]]

AT_ONCE = 12
"""Services side by side: they mostly wait for deadlines, but a machine has only so many cores."""

EVENTS = ("app_mention", "message.im")

HURRIED_SLACK = SlackSettings(
    ack_seconds=1.0, retry_delays=(0.0, 1.0, 2.0, 4.0), scopes=SCOPES, events=EVENTS, burst=1_000
)
"""A Slack whose three seconds, minute and five minutes pass sooner, so that a bad day takes no hour."""

HURRIED_DISCORD = DiscordSettings(heartbeat_seconds=0.3, heartbeat_grace=100, limits={}, global_limit=None)
HURRIED_HEARTBEAT = 1.2
"""Seconds, for 41 and 60: a dead connection is noticed before an interaction's three seconds are over."""


PLATFORMS = ("core", *WIRES)
"""The core by itself is the yardstick; every wire has the whole service on it."""


def transcripts_of(paths: Iterable[Path]) -> list[Transcript]:
    """Return the transcripts of files and of folders, in order.

    Raises:
        BadInputError: There is none, or one has faults.
    """
    paths = list(paths)
    files = [each for path in paths for each in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
    if not files:
        fail(f"{paths[0]}: found no transcript; expected .yaml files")
    try:
        return [transcript for file in files for transcript in load_transcripts(file)]
    except TranscriptError as error:
        fail(str(error).splitlines())


async def play(
    bot: Bot,
    transcripts: Sequence[Transcript],
    names: Sequence[str],
    *,
    done: Callable[[], None] = lambda: None,
) -> list[Played]:
    """Play every transcript on platforms, side by side; the turns of one transcript come together.

    Args:
        bot: Answers.
        transcripts: The conversations.
        names: Of `PLATFORMS`, in the order wanted.
        done: Called after each conversation on each platform.
    """
    answer, free = Answerer(bot), asyncio.Semaphore(AT_ONCE)

    async def one(name: str) -> list[Played]:
        if name == "core":
            return await _play_on_core(answer, transcripts, done)
        played, outcomes = await _play_run(apart(answer, name), transcripts, Run(name), free, done)
        return blamed(played, outcomes)

    try:
        found = await asyncio.gather(*map(one, names))
    finally:
        answer.close()
    order = [each.title for each in transcripts]
    return sorted((each for played in found for each in played), key=lambda each: order.index(each.transcript))


async def _play_on_core(
    answer: Answer, transcripts: Sequence[Transcript], done: Callable[[], None]
) -> list[Played]:
    played = []
    for number, transcript in enumerate(transcripts):
        overheard = Overheard(apart(answer, f"core {number}"))
        played += await replay(transcript, CorePlatform(overheard), overheard.replies)
        done()
    return played


async def play_runs(
    bot: Bot,
    transcripts: Sequence[Transcript],
    runs: Sequence[Run],
    *,
    done: Callable[[Outcomes], None] = lambda _: None,
) -> list[tuple[list[Played], Outcomes]]:
    """Play every transcript in every run, many of them side by side; results in the order of `runs`.

    Args:
        bot: Answers; nothing it remembers crosses from one run to another.
        transcripts: The conversations, one after the other in each run.
        runs: What to do.
        done: Called with the outcomes of each run as it ends.
    """
    answer, free = Answerer(bot), asyncio.Semaphore(AT_ONCE)

    async def one(number: int, run: Run) -> tuple[list[Played], Outcomes]:
        played, outcomes = await _play_run(apart(answer, f"run {number}"), transcripts, run, free)
        done(outcomes)
        return played, outcomes

    try:
        return list(await asyncio.gather(*(one(number, run) for number, run in enumerate(runs))))
    finally:
        answer.close()


async def _play_run(
    answer: Answer,
    transcripts: Sequence[Transcript],
    run: Run,
    free: asyncio.Semaphore,
    done: Callable[[], None] = lambda: None,
) -> tuple[list[Played], Outcomes]:
    """Play every transcript, each among people of its own; when connecting is bad, on a service of its own."""
    apiece = 1 if run.day and run.day.on == "connecting" else len(transcripts)
    groups = [transcripts[start : start + apiece] for start in range(0, len(transcripts), apiece)]
    parts = await asyncio.gather(
        *(_play_group(apart(answer, str(number)), group, run, free, done) for number, group in enumerate(groups))
    )
    day = (run.title, run.day.kind, run.day.on) if run.day else (run.title, "", "")
    played = [each for part in parts for each in part.played]
    late, again, struck = (sum(getattr(part, name) for part in parts) for name in ("late", "again", "struck"))
    seconds = sum(part.seconds for part in parts)
    counts = {"late": late, "again": again, "struck": struck}
    return played, count(played, day, **counts, blind=run.scopes == MANIFEST_SCOPES, seconds=seconds)


@dataclass
class _Part:
    """What one service came to."""

    played: list[Played]
    late: int = 0
    again: int = 0
    struck: int = 0
    seconds: float = 0.0


async def _play_group(
    answer: Answer, transcripts: Sequence[Transcript], run: Run, free: asyncio.Semaphore, done: Callable[[], None]
) -> _Part:
    overheard, part, platforms = Overheard(answer), _Part([]), list[WirePlatform]()
    async with free, _stopwatch(part), _service(run, overheard) as local:
        for number, transcript in enumerate(transcripts, start=1):
            platforms.append(_platform(run, local, str(number)))
            _break_connection(run.day, local.standin)
            part.played += await replay(transcript, platforms[-1], overheard.replies)
            done()
        part.struck = local.standin.faults.struck
        part.late = sum(each.unaccounted() for each in platforms)
        part.again = sum(each.again for each in platforms)
    return part


@contextlib.asynccontextmanager
async def _stopwatch(part: _Part) -> AsyncIterator[None]:
    began = time.perf_counter()
    yield
    part.seconds = time.perf_counter() - began


def _platform(run: Run, local: Local[Any], title: str) -> WirePlatform:
    day, build = run.day, WireDiscord if run.wire == "discord" else WireSlack
    every_turn = (lambda: day.begin(local.standin)) if day and day.on != "connecting" else (lambda: None)
    platform = build(local.standin, local.drain, title=title, before=every_turn)
    platform.name = run.wire
    return platform


def _break_connection(day: BadDay | None, standin: Any) -> None:  # noqa: ANN401 - either stand-in
    """Cut every connection, and let what comes before a new one go wrong."""
    if day and day.on == "connecting":
        day.begin(standin)
        standin.disconnect_all()


def _service(run: Run, answer: Answer) -> contextlib.AbstractAsyncContextManager[Local[Any]]:
    """Return the service on its stand-in; on a bad day with connections, connecting is bad at once."""
    connecting = run.day if run.day and run.day.on == "connecting" else None

    def before(standin: Any) -> None:  # noqa: ANN401 - either stand-in
        if connecting:
            connecting.begin(standin)

    if run.wire == "discord":
        return local_discord(
            answer, HURRIED_DISCORD, heartbeat_timeout=HURRIED_HEARTBEAT if run.day else None, before=before
        )
    settings = SlackSettings(scopes=run.scopes, events=EVENTS)
    if run.day:
        # Reconnecting takes its time, which no hurry shortens: then a person waits the whole three seconds.
        patience = settings.ack_seconds if connecting else HURRIED_SLACK.ack_seconds
        settings = replace(HURRIED_SLACK, scopes=run.scopes, ack_seconds=patience)
    return local_slack(answer, settings, http=run.wire == "slack-http", before=before)
