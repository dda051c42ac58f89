"""What both adapters share: what was seen, and what is owed before the bot leaves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from adapters import once as once_module
from adapters.in_flight import InFlight
from adapters.once import Once

if TYPE_CHECKING:
    import pytest


def test_one_key_of_several_seen_before_makes_a_repetition() -> None:
    once = Once()
    assert once.is_new(["event:1", "message:a"])
    assert not once.is_new(["event:2", "message:a"])
    assert not once.is_new(["event:2"]), "the keys of a repetition are remembered, too"
    assert once.is_new(["event:3", "message:b"])


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


async def test_leaving_does_not_wait_for_ever() -> None:
    in_flight, stuck = InFlight(), asyncio.create_task(asyncio.Event().wait())
    in_flight.add(stuck)
    await in_flight.drain(0.01)
    assert not stuck.done()
    stuck.cancel()


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
