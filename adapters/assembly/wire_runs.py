"""One way through all transcripts with the whole service on a stand-in, on a good day or a bad one."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from adapters.assembly.local_service import AsksWhy, Local, local_discord, local_slack
from adapters.harness.replay.platforms import Overheard
from adapters.harness.replay.replaying import Played, replay
from adapters.harness.replay.wire import (
    MANIFEST_SCOPES,
    SCOPES,
    BadDay,
    Outcomes,
    Run,
    WireDiscord,
    WireSlack,
    apart,
    count,
)
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.slack import Settings as SlackSettings
from adapters.standins.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from adapters.harness.replay.transcripts import Transcript
    from adapters.incoming import Respond

    _Local = Local[SlackStandIn] | Local[DiscordStandIn]

_EVENTS = ("app_mention", "message.im")

_HURRIED_SLACK = SlackSettings(
    ack_seconds=1.0, retry_delays=(0.0, 1.0, 2.0, 4.0), scopes=SCOPES, events=_EVENTS, burst=1_000
)
"""A Slack whose three seconds, minute and five minutes pass sooner, so that a bad day takes no hour."""

_HURRIED_DISCORD = DiscordSettings(heartbeat_seconds=0.3, heartbeat_grace=100, limits={}, global_limit=None)
_HURRIED_HEARTBEAT = 1.2
"""Seconds, for 41 and 60: a dead connection is noticed before an interaction's three seconds are over."""


async def play_run(
    answer: Respond,
    transcripts: Sequence[Transcript],
    run: Run,
    free: asyncio.Semaphore,
    done: Callable[[], None] = lambda: None,
) -> tuple[list[Played], Outcomes]:
    """Play every transcript for the wire, each among people of its own; where connecting is bad, each on its own.

    Args:
        answer: Turns a message into its reply.
        transcripts: The conversations, one after the other.
        run: On which wire, and what goes wrong.
        free: Held while a service runs.
        done: Called after each conversation.
    """
    here = [each for each in transcripts if each.is_for(run.wire)]
    # Whoever shows the progress counts all transcripts, on each wire.
    for _ in range(len(transcripts) - len(here)):
        done()
    # Connecting goes wrong once for each service, so there each conversation has one of its own.
    apiece = 1 if run.day and run.day.on == "connecting" else max(len(here), 1)
    groups = [here[start : start + apiece] for start in range(0, len(here), apiece)]
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
    answer: Respond, transcripts: Sequence[Transcript], run: Run, free: asyncio.Semaphore, done: Callable[[], None]
) -> _Part:
    overheard, part, platforms = Overheard(answer), _Part([]), list[WireSlack | WireDiscord]()
    # In this order: what a run waits for its place is none of its seconds.
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


def _platform(run: Run, local: _Local, title: str) -> WireSlack | WireDiscord:
    day, standin = run.day, local.standin
    every_turn = (lambda: day.begin(standin.faults)) if day and day.on != "connecting" else (lambda: None)
    platform: WireSlack | WireDiscord
    match standin:
        case SlackStandIn():
            platform = WireSlack(standin, local.drain, title=title, before=every_turn)
        case DiscordStandIn():
            platform = WireDiscord(standin, local.drain, title=title, before=every_turn)
    platform.name = run.wire
    return platform


def _break_connection(day: BadDay | None, standin: SlackStandIn | DiscordStandIn) -> None:
    """Cut every connection, and let what comes before a new one go wrong."""
    if day and day.on == "connecting":
        day.begin(standin.faults)
        standin.disconnect_all()


def _service(run: Run, answer: Respond) -> contextlib.AbstractAsyncContextManager[_Local]:
    """Return the service on its stand-in; on a bad day with connections, connecting is bad at once."""
    connecting = run.day if run.day and run.day.on == "connecting" else None

    def before(standin: SlackStandIn | DiscordStandIn) -> None:
        if connecting:
            connecting.begin(standin.faults)

    if run.wire == "discord":
        timeout = _HURRIED_HEARTBEAT if run.day else None
        return local_discord(answer, _HURRIED_DISCORD, heartbeat_timeout=timeout, ratings=AsksWhy(), before=before)
    settings = SlackSettings(scopes=run.scopes, events=_EVENTS)
    if run.day:
        # Reconnecting takes its time, which no hurry shortens: then a person waits the whole three seconds.
        patience = settings.ack_seconds if connecting else _HURRIED_SLACK.ack_seconds
        settings = replace(_HURRIED_SLACK, scopes=run.scopes, ack_seconds=patience)
    return local_slack(answer, settings, http=run.wire == "slack-http", ratings=AsksWhy(), before=before)
