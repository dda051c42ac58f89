"""What both adapters share: what was seen, and what is owed before the bot leaves."""

from __future__ import annotations

import asyncio

import pytest
import structlog

from adapters import once as once_module
from adapters.in_flight import InFlight
from adapters.once import Once


def test_one_key_of_several_seen_before_makes_a_repetition() -> None:
    once = Once()
    assert once.is_new(["event:1", "message:a"])
    assert not once.is_new(["event:2", "message:a"])
    assert not once.is_new(["event:2"]), "the keys of a repetition are remembered, too"
    assert once.is_new(["event:3", "message:b"])


def test_keys_that_come_one_by_one_are_each_asked_for_once() -> None:
    once = Once()
    assert once.is_new(iter(["event:1", "message:a", "event:1"]))
    assert not once.is_new(iter(["message:a"]))


def test_the_oldest_keys_are_forgotten_and_a_key_seen_again_is_young(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once_module, "REMEMBERED", 2)
    once = Once()
    for key in ("a", "b", "a", "c"):
        once.is_new([key])
    assert [key for key in ("a", "c") if once.is_new([key])] == []
    assert once.is_new(["b"])


async def test_leaving_waits_for_what_began_before_it_and_for_what_began_meanwhile() -> None:
    in_flight, ended = InFlight(), list[str]()

    async def second() -> None:
        await asyncio.sleep(0.01)
        ended.append("second")

    async def first() -> None:
        await asyncio.sleep(0.01)
        in_flight.add(asyncio.create_task(second()))
        ended.append("first")

    in_flight.add(asyncio.create_task(first()))
    await in_flight.drain(5.0)
    assert ended == ["first", "second"]


@pytest.mark.parametrize("seconds", [0.5, 5.0])
async def test_leaving_waits_to_the_end_of_its_time_and_no_longer(seconds: float) -> None:
    loop, in_flight = asyncio.get_running_loop(), InFlight()

    async def first() -> None:
        await asyncio.sleep(seconds - 0.2)
        in_flight.add(asyncio.create_task(asyncio.sleep(0.1)))

    in_flight.add(asyncio.create_task(first()))
    began = loop.time()
    await in_flight.drain(seconds)
    assert loop.time() - began == pytest.approx(seconds - 0.1), "what began meanwhile had a tenth to go"

    stuck = asyncio.create_task(asyncio.Event().wait())
    in_flight.add(stuck)
    began = loop.time()
    await in_flight.drain(seconds)
    assert loop.time() - began == pytest.approx(seconds)
    assert not stuck.done()
    stuck.cancel()


async def test_leaving_says_how_many_are_owed_to_which_channel_before_and_after() -> None:
    in_flight = InFlight()
    for where, ends in (("C1", 0.1), ("C1", 0.1), ("C2", 9), ("", 0.1), (None, 9), (7, 0.1)):
        in_flight.add(asyncio.create_task(asyncio.sleep(ends)), where)
    in_flight.add(asyncio.create_task(asyncio.sleep(9)))
    with structlog.testing.capture_logs() as logs:
        await in_flight.drain(1.0)
    assert logs == [
        {
            "event": "finishing",
            "log_level": "info",
            "left": 7,
            "channels": {"C1": 2, "C2": 1, "7": 1},
            "seconds": 1.0,
        },
        {"event": "left_unfinished", "log_level": "error", "left": 3, "channels": {"C2": 1}},
    ]


async def test_leaving_with_nothing_owed_says_nothing_and_takes_no_time() -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    with structlog.testing.capture_logs() as logs:
        await InFlight().drain(5.0)
    assert logs == []
    assert loop.time() == began


async def test_what_was_acknowledged_a_moment_ago_is_waited_for() -> None:
    in_flight, ended = InFlight(), list[str]()

    async def begun() -> None:
        in_flight.add()
        await asyncio.sleep(0.1)
        ended.append("reply")

    beginning = asyncio.create_task(begun())
    await in_flight.drain(5.0)
    assert ended == ["reply"]
    assert beginning.done()


async def test_a_task_that_is_counted_twice_is_owed_once_to_the_place_told_last() -> None:
    faults = list[object]()
    asyncio.get_running_loop().set_exception_handler(lambda _, fault: faults.append(fault))
    in_flight, task = InFlight(), asyncio.create_task(asyncio.sleep(0.1))
    in_flight.add(task)
    in_flight.add(task, "C1")
    with structlog.testing.capture_logs() as logs:
        await in_flight.drain(5.0)
    assert [(log["left"], log["channels"]) for log in logs] == [(1, {"C1": 1})]
    await asyncio.sleep(0)
    assert faults == []


async def test_the_running_task_counts_itself_until_it_ends() -> None:
    in_flight, go_on = InFlight(), asyncio.Event()

    async def work() -> None:
        in_flight.add()
        await go_on.wait()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    draining = asyncio.create_task(in_flight.drain(5.0))
    await asyncio.sleep(0)
    assert not draining.done()
    go_on.set()
    await draining
    assert task.done()
