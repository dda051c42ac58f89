"""`bench chaos`: what is planned, what is judged, and in two minutes of it that the rule holds."""

from __future__ import annotations

import asyncio
import contextlib
import io
import itertools
import json
import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
import yaml
from proving import WHOLE, proof
from rich.console import Console

from adapters.assembly import serving
from adapters.benchmarks.chaos import programs
from adapters.benchmarks.chaos.fronts import serve
from adapters.benchmarks.chaos.people import Came, Way
from adapters.benchmarks.chaos.plan import CALM, SECONDS, Kind, plan
from adapters.benchmarks.chaos.programs import Program, free_port
from adapters.benchmarks.chaos.table import chaos_tables, chaos_values, explained, is_broken
from adapters.benchmarks.chaos.tally import Asked, Fate, Struck, Window, judge
from adapters.benchmarks.chaos.trial import Outcome, alone
from adapters.settings import Settings
from adapters.standins.discord import DiscordStandIn
from adapters.standins.slack import SlackStandIn

TOLD = ("Sorry, I was interrupted",)
ANSWER, INTERRUPTED = Came(101.0, "Dextrose."), Came(101.0, "Sorry, I was interrupted before …")


def asked(*replies: Came, platform: str = "slack", way: Way = Way.DIRECT, taken: bool = True) -> Asked:
    return Asked(platform, way, 100.0, taken, taken, replies)


def test_a_seed_is_a_plan_and_every_kind_comes_once_before_any_comes_again() -> None:
    deeds = plan(7, 600.0)
    assert deeds == plan(7, 600.0) != plan(8, 600.0)
    assert Counter(each.kind for each in deeds[: len(SECONDS)]) == dict.fromkeys(SECONDS, 1)
    assert all(each.at >= CALM and each.at + each.seconds <= 600.0 for each in deeds)
    assert [each.at for each in deeds] == sorted(each.at for each in deeds)


@pytest.mark.parametrize(
    ("question", "kind", "fate", "window"),
    [
        (asked(ANSWER), Kind.KILL, Fate.ANSWERED, None),
        (asked(INTERRUPTED), Kind.KILL, Fate.TOLD, None),
        (asked(), Kind.KILL, Fate.SILENT, None),
        (asked(taken=False), Kind.KILL, Fate.REFUSED, None),
        (asked(ANSWER, ANSWER), Kind.KILL, Fate.TWICE, None),
        (asked(ANSWER, ANSWER), Kind.LOST, Fate.TWICE, None),
        (asked(ANSWER, ANSWER), Kind.DATABASE, Fate.EXCUSED, Window.NO_DATABASE),
        (asked(ANSWER, ANSWER, way=Way.MENTION), Kind.KILL, Fate.EXCUSED, Window.UNNOTED),
        (asked(ANSWER, ANSWER, way=Way.MENTION), Kind.LOST, Fate.EXCUSED, Window.UNANSWERED),
        (asked(ANSWER, ANSWER, way=Way.MENTION), Kind.FILE, Fate.TWICE, None),
        (asked(ANSWER, ANSWER, platform="discord", way=Way.COMMAND), Kind.KILL, Fate.TWICE, None),
        (asked(platform="discord", taken=False), Kind.KILL, Fate.EXCUSED, Window.NO_GATEWAY),
        (asked(platform="discord", taken=False), Kind.FILE, Fate.SILENT, None),
        (asked(platform="discord"), Kind.KILL, Fate.SILENT, None),
        (
            replace(asked(platform="discord", taken=False), heard=False),
            Kind.FILE,
            Fate.EXCUSED,
            Window.NO_GATEWAY,
        ),
        (asked(), Kind.DATABASE, Fate.SILENT, None),
    ],
)
def test_nothing_is_excused_but_in_the_named_windows(
    question: Asked, kind: Kind, fate: Fate, window: Window | None
) -> None:
    verdict = judge(question, [Struck(kind, 99.0, 102.0)], TOLD)
    assert (verdict.fate, verdict.window) == (fate, window)
    assert verdict.during == {kind}


def test_a_fault_long_over_and_one_on_the_other_platform_excuse_nothing() -> None:
    twice = asked(ANSWER, ANSWER, way=Way.MENTION)
    for struck in (Struck(Kind.LOST, 1.0, 9.0), Struck(Kind.LOST, 99.0, 102.0, "discord")):
        verdict = judge(twice, [struck], TOLD)
        assert (verdict.fate, verdict.during) == (Fate.TWICE, frozenset())


def test_a_broken_rule_names_its_question_and_a_kept_one_fits_a_terminal() -> None:
    struck = [Struck(Kind.KILL, 99.0, 102.0)]
    kept = Outcome([judge(asked(ANSWER), struck, TOLD)], struck, [0], 3.0, 0, 21.0)
    broken = Outcome([judge(asked(), struck, TOLD)], struck, [0], 3.0, 0, 21.0)
    assert not is_broken(kept)
    assert is_broken(broken)
    assert "in silence: slack, direct message, at 100.0" in explained(broken)
    assert chaos_values(broken)["culprits"][0]["during"] == ["kill -9 of a replica"]
    console = Console(width=80, record=True, file=io.StringIO())
    for table in chaos_tables(kept):
        console.print(table)
    assert "…" not in console.export_text()


def test_a_stop_with_another_status_breaks_the_rule_and_so_does_what_is_owed_in_the_end() -> None:
    assert is_broken(Outcome([], [], [0, -9], 30.0, 0, 0.0))
    assert is_broken(Outcome([], [], [0], 3.0, 1, 0.0))


def test_a_replica_says_itself_when_it_had_no_database() -> None:
    lines = [
        "Traceback (most recent call last):",
        '{"event": "database_away", "timestamp": "1970-01-01T00:00:10Z"}',
        '{"event": "database_there", "timestamp": "1970-01-01T00:00:12Z"}',
        '{"event": "database_there", "timestamp": "1970-01-01T00:00:20Z"}',
    ]
    assert alone(lines) == [Struck(Kind.ALONE, 10.0, 12.0)]


async def test_a_front_hands_on_what_a_bot_and_a_platform_say_and_bots_are_told_its_address() -> None:
    port, behind = free_port(), free_port()
    async with SlackStandIn(port=behind, reached_at=f"http://127.0.0.1:{port}") as slack:
        front = asyncio.create_task(serve(port, behind))
        await asyncio.sleep(0.1)
        headers = {"Authorization": f"Bearer {slack.settings.app_token}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            async with session.post(f"{slack.api_url}apps.connections.open") as response:
                assert (await response.json())["url"].startswith(f"ws://127.0.0.1:{port}/")
        slack.workspace.add_person("eve", channels=("general",))
        ran = slack.command("eve", "general", "/prolo", "hello")
        assert ran.response_url.startswith(f"http://127.0.0.1:{port}/")
        front.cancel()
        await asyncio.gather(front, return_exceptions=True)
    async with DiscordStandIn(port=behind, reached_at=f"http://127.0.0.1:{port}") as discord:
        assert (discord.url, discord.gateway_url) == (f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{port}")


@pytest.mark.real_clock
async def test_a_program_can_be_frozen_killed_stopped_and_begun_again(tmp_path: Path) -> None:
    program = Program(
        "clock", ["http.server", "--bind", "127.0.0.1", str(free_port())], os.environ, tmp_path / "log"
    )
    await program.start()
    program.freeze()
    assert not program.is_up
    program.thaw()
    assert program.is_up
    await program.kill()
    assert not program.is_up
    await program.start()
    assert not program.has_been_ready
    assert await program.stop() == -15
    assert program.statuses == []


SLOW = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.5), sys.exit(0)))
print('{"event": "ready"}', flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize(("waited", "status"), [(0.0, -9), (60.0, 0)], ids=["by itself", "for a core"])
@pytest.mark.real_clock
async def test_a_stop_is_too_long_only_without_what_it_waited_for_a_core(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: float, status: int
) -> None:
    (tmp_path / "slow.py").write_text(SLOW)
    looks = itertools.count(0.0, waited)
    monkeypatch.setattr(programs, "waited_for_a_core", lambda _: next(looks))
    monkeypatch.setattr(programs, "GRACE", 0.2)
    monkeypatch.setattr(programs, "_LOOK_EVERY", 0.05)
    program = Program("slow", ["slow"], os.environ | {"PYTHONPATH": str(tmp_path)}, tmp_path / "log")
    await program.start()
    async with asyncio.timeout(30):
        while not program.has_been_ready:  # noqa: ASYNC110 - only its log says so
            await asyncio.sleep(0.01)
    assert await program.stop() == status
    assert program.statuses == [status]


def test_a_stop_may_take_as_long_as_the_container_lets_it() -> None:
    compose = yaml.safe_load((Path(__file__).parent.parent / "docker-compose.yml").read_text(encoding="utf-8"))
    assert compose["services"]["prolobot"]["stop_grace_period"] == f"{programs.GRACE:.0f}s"
    assert Settings().stop_grace + serving._CLOSING < programs.GRACE


@pytest.mark.skipif(not WHOLE, reason="two minutes of everything at once: make prove")
@pytest.mark.real_clock
@proof("none", "two minutes, every kind of fault, two replicas on PostgreSQL")
async def test_two_minutes_of_everything_leave_nobody_in_silence_and_answer_nobody_twice() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters", "bench", "chaos", "--minutes", "2", "--seed", "4", "--json",
        cwd=Path(__file__).parent.parent, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    async with contextlib.AsyncExitStack() as up:
        await up.enter_async_context(asyncio.timeout(1200))
        printed, _ = await process.communicate()
    told = json.loads(printed)
    assert told["culprits"] == []
    assert process.returncode == 0
    assert len(told["faults"]) == len(SECONDS)
