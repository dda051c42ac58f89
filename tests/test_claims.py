"""One process at a time serves a shard; another takes it over when that one dies or stands still."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.store.claims import Claim

if TYPE_CHECKING:
    from typing import Any


async def held(claim: Claim, told: list[str], name: str, until: asyncio.Event) -> None:
    async with claim.held() as lost:
        told.append(name)
        waiting = {asyncio.create_task(lost.wait()), asyncio.create_task(until.wait())}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for each in waiting:
            each.cancel()
        if lost.is_set():
            told.append(f"{name} lost it")


async def test_a_claim_is_one_process_s_until_it_leaves(address: str) -> None:
    told, first, second = list[str](), asyncio.Event(), asyncio.Event()
    one = asyncio.create_task(held(Claim(address, "discord 0"), told, "one", first))
    await asyncio.sleep(3.0)
    other = asyncio.create_task(held(Claim(address, "discord 0"), told, "other", second))
    elsewhere = asyncio.create_task(held(Claim(address, "discord 1"), told, "elsewhere", second))
    await asyncio.sleep(9.0)
    assert told == ["one", "elsewhere"]
    first.set()
    await one
    await asyncio.sleep(5.0)
    assert told == ["one", "elsewhere", "other"]
    second.set()
    await asyncio.gather(other, elsewhere)


async def unknown() -> None:
    """Tell what a claim tells while the database is away."""


async def test_a_process_whose_connection_breaks_keeps_its_claim_unless_another_was_faster(address: str) -> None:
    told, until = list[str](), asyncio.Event()
    claim = Claim(address, "discord 0")
    one = asyncio.create_task(held(claim, told, "one", until))
    await asyncio.sleep(3.0)
    claim._let_go()
    await asyncio.sleep(5.0)
    assert told == ["one"]
    # It must not look before the rival does, for whoever looks first has it; the server takes a moment to notice.
    with pytest.MonkeyPatch.context() as cut_off:
        cut_off.setattr(claim, "_is_ours", unknown)
        claim._let_go()
        rival = Claim(address, "discord 0")
        async with asyncio.timeout(600.0):
            while not await rival._is_ours():  # noqa: ASYNC110 - the server has no event for it
                await asyncio.sleep(0.02)
    await asyncio.sleep(5.0)
    assert told == ["one", "one lost it"]
    rival._let_go()
    until.set()
    await one


async def test_whoever_stops_waiting_for_a_claim_leaves_no_connection_behind(address: str) -> None:
    waiting = Claim(address, "discord 0")
    connections: list[object] = []
    claim_it = waiting._claim

    def slowly() -> bool:
        found = claim_it()
        connections.append(waiting._connection)
        return found

    waiting._claim = slowly  # type: ignore[method-assign]
    task = asyncio.create_task(held(waiting, [], "waiting", asyncio.Event()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    # What was under way on its thread when it was told to stop held one for a moment.
    assert connections
    assert waiting._connection is None


async def test_without_postgresql_nothing_has_to_be_claimed(tmp_path: Any) -> None:
    address = f"sqlite:///{tmp_path / 'kept.db'}"
    async with Claim(address, "discord 0").held() as lost, Claim(address, "discord 0").held():
        assert not lost.is_set()


async def test_while_the_database_is_away_everybody_serves() -> None:
    async with Claim("postgresql://nobody@127.0.0.1:1/none", "discord 0").held() as lost:
        await asyncio.sleep(5.0)
        assert not lost.is_set()
