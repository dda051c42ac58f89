"""What `bench service` counts: CPU by stage, people who wait, and how both are shown. How much, no test says."""

from __future__ import annotations

import asyncio
import functools
import io
import time
from typing import Any

import pytest
from rich.console import Console

from adapters.assembly.service_bench import _stages
from adapters.benchmarks.echoes import DISCORD, SLACK_HTTP, SLACK_SOCKET
from adapters.benchmarks.growth_table import growth_rows, growth_table
from adapters.benchmarks.meters import DELIVERED, JUDGED, TAKEN, Meters, resident
from adapters.benchmarks.offered import Crowd, Person
from adapters.benchmarks.service_table import ALL, ECHO, PROLOBOT, REST, Measured, service_rows, service_tables
from adapters.standins.changes import Changes


def busy(seconds: float) -> str:
    began = time.thread_time()
    while time.thread_time() - began < seconds:
        pass
    return "done"


def test_work_is_counted_by_what_it_computes() -> None:
    meters = Meters()
    assert meters.counted(JUDGED, busy)(0.02) == "done"
    assert meters.seconds[JUDGED] >= 0.02
    assert meters.seconds[DELIVERED] == 0


async def test_waiting_costs_nothing_and_every_step_between_counts() -> None:
    meters = Meters()

    async def work(word: str) -> str:
        busy(0.01)
        await asyncio.sleep(5)
        busy(0.01)
        return word

    assert await meters.awaited(DELIVERED, work)("posted") == "posted"
    assert 0.02 <= meters.seconds[DELIVERED] < 5


async def test_what_goes_wrong_or_is_cancelled_goes_through() -> None:
    meters, cleaned = Meters(), []

    async def fail() -> None:
        await asyncio.sleep(0)
        raise KeyError("no")

    async def linger() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cleaned.append(True)

    with pytest.raises(KeyError):
        await meters.awaited(TAKEN, fail)()
    task = asyncio.create_task(meters.awaited(TAKEN, linger)())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert cleaned


def test_the_memory_of_this_process_is_told() -> None:
    assert 10_000_000 < resident() < 100_000_000_000


def crowd(changes: Changes, *, slow: bool = False) -> tuple[Crowd, list[tuple[str, str]]]:
    """Return people who are answered at once; with `slow`, the first of them after two seconds."""
    said: list[tuple[str, str]] = []

    def say(who: str, text: str) -> None:
        changes.publish("message", f"D{who}", "1", message={"text": text})
        said.append((who, text))
        loop = asyncio.get_running_loop()
        delay = 2.0 if slow and len(said) == 1 else 0.0
        reply = functools.partial(changes.publish, "message", f"D{who}", "2", message={"bot_id": "B1"})
        loop.call_later(delay, reply)

    people = [Person(name, f"D{name}") for name in "abcdefghij"]
    return Crowd(changes, people, ["x", "y"], say), said


async def test_people_and_questions_take_turns_and_a_person_s_own_words_are_no_reply() -> None:
    asking, said = crowd(Changes())
    waits = await asking.as_fast_as_it_goes(11, waiting=2)
    assert said[:3] == [("a", "x"), ("b", "y"), ("c", "x")]
    assert said[10] == ("a", "x")
    assert len(waits) == 11


async def test_at_a_pace_nobody_waits_with_asking_for_who_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", asyncio.get_running_loop().time)
    asking, _ = crowd(Changes(), slow=True)
    waits = await asking.at_pace(10, per_second=10)
    assert waits[0] == pytest.approx(2.0, abs=0.2)
    assert max(waits[1:]) < 0.5


async def test_what_does_not_come_is_left_out_and_one_s_own_words_are_no_reply(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.benchmarks.offered.LONGEST", 0.1)
    changes = Changes()
    own = functools.partial(changes.publish, "message", "Da", "1", message={"author": {"bot": False}})
    asking = Crowd(changes, [Person("a", "Da")], ["x"], lambda *_: own())
    assert await asking.as_fast_as_it_goes(2, waiting=2) == []


def test_a_stage_is_what_all_replicas_spent_shared_out_over_the_replies() -> None:
    before = [{"cpu": 1.0, "memory": 5, JUDGED: 0.5}, {"cpu": 2.0, "memory": 5, JUDGED: 0.0}]
    after = [{"cpu": 2.0, "memory": 9, JUDGED: 1.0}, {"cpu": 4.0, "memory": 9, JUDGED: 1.5}]
    assert _stages(before, after, 100) == pytest.approx({JUDGED: 20.0, REST: 10.0, ALL: 30.0})


def test_a_reply_is_told_in_echoes_beside_its_judgement() -> None:
    def measured(bot: str, way: str, judged: float, whole: float) -> Measured:
        stages: dict[str, Any] = {JUDGED: judged, TAKEN: 0.5, DELIVERED: 0.5, REST: 1.0, ALL: whole}
        latency = dict.fromkeys(("median", "p95", "p99", "max"), 5.0)
        return Measured(bot, way, 1, 1.0, stages, 50_000_000, 20.0, 0.5, latency)

    found = [
        each
        for way in (SLACK_HTTP, SLACK_SOCKET, DISCORD)
        for each in (measured(ECHO, way, 0, 2.0), measured(PROLOBOT, way, 10.0, 13.0))
    ]
    rows = service_rows(found)
    assert [row["echoes_beside_judging"] for row in rows] == [1.0, 1.5] * 3
    shown = Console(width=80, file=io.StringIO(), record=True)
    shown.print(*service_tables(rows))
    assert "…" not in shown.export_text()
    assert [each.row_count for each in service_tables(rows)] == [9, 9]


def test_growth_is_told_beside_one_and_by_what_a_reply_costs() -> None:
    one = Measured(PROLOBOT, SLACK_SOCKET, 1, stages={ALL: 20.0}, rate=40.0, load=0.2)
    two = Measured(PROLOBOT, SLACK_SOCKET, 2, stages={ALL: 25.0}, rate=60.0, load=0.3)
    first, second = growth_rows([one, two])
    assert (first["times"], second["times"]) == (1.0, 1.5)
    assert (first["cores"], second["cores"]) == (0.8, 1.5)
    assert (first["rate_on_free_cores"], second["rate_on_free_cores"]) == (50.0, 80.0)
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(growth_table([first, second]))
    assert "…" not in console.export_text()
