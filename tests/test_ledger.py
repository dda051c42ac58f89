"""What was seen and what is owed, shared by processes that come, go, freeze and crash."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from replicas import Replica

from adapters.owed import Door, InMemory, Owed
from adapters.store import Store, StoredLedger
from adapters.store.ledger import BEAT
from adapters.store.store import AwayError

OWED = Owed("message:T:D1:1.0", "slack", Door.MESSAGE, "D1", "U1", team="T", message="1.0")


async def test_a_delivery_that_comes_again_to_another_process_is_a_repetition(database: str) -> None:
    async with Replica(database) as one, Replica(database) as other:
        assert await one.ledger.take(["event:1", "message:a"], OWED)
        assert not await other.ledger.take(["event:2", "message:a"], OWED)
        assert not await one.ledger.take(["event:3", "message:a"], OWED)
        assert await other.ledger.take(["event:4", "message:b"], replace(OWED, id="message:b"))


async def test_what_is_only_asked_for_is_known_where_any_key_was_seen_by_anybody_and_is_not_taken(
    database: str,
) -> None:
    async with Replica(database) as one, Replica(database) as other:
        for each in (one.ledger, other.ledger):
            assert not await each.knows(["event:1", "message:a"])
        assert await one.ledger.take(["event:1", "message:a"], OWED)
        for each in (one.ledger, other.ledger):
            assert await each.knows(["event:2", "message:a"])
            assert not await each.knows(["event:2", "message:b"])
        other.cut()
        assert not await other.ledger.knows(["message:a"])
    alone = InMemory()
    assert not await alone.knows(["message:a"])
    assert await alone.take(["message:a"], None)
    assert await alone.knows(["event:1", "message:a"])


async def test_what_was_brought_is_owed_to_nobody(database: str) -> None:
    async with Replica(database) as one:
        await one.ledger.take([OWED.id], OWED)
        assert await one.ledger.sends(OWED)
        await one.ledger.settle(OWED)
    async with Replica(database) as one:
        assert await one.ledger.left("slack") == []


async def test_what_a_process_leaves_is_the_next_ones_at_once_and_once(database: str) -> None:
    async with Replica(database) as one:
        await one.ledger.take([OWED.id], OWED)
    async with Replica(database) as one, Replica(database) as other:
        found = [*await one.ledger.left("slack"), *await other.ledger.left("slack")]
        assert [replace(each, age=0.0) for each in found] == [OWED]
        assert await other.ledger.left("slack") == []
        assert await one.ledger.left("discord") == []


async def test_what_a_process_owes_that_lives_is_nobody_elses(database: str) -> None:
    async with Replica(database) as one, Replica(database) as other:
        await one.ledger.take([OWED.id], OWED)
        for _ in range(20):
            await asyncio.sleep(3.0)
            assert await other.ledger.left("slack") == []


async def test_what_a_crashed_process_owes_is_taken_over_after_its_lease(database: str) -> None:
    async with Replica(database) as other, Replica(database) as crashing:
        await crashing.ledger.take([OWED.id], OWED)
        assert await crashing.ledger.sends(OWED)
        crashing.cut()
        assert await other.ledger.left("slack") == []
        await asyncio.sleep(19.0)
        (found,) = await other.ledger.left("slack")
        assert found.sending
        assert 15 < found.age < 20


async def test_a_frozen_process_that_thaws_sends_nothing_that_was_taken_over(database: str) -> None:
    async with Replica(database) as other, Replica(database) as frozen:
        await frozen.ledger.take([OWED.id], OWED)
        frozen.cut()
        await asyncio.sleep(19.0)
        assert await other.ledger.left("slack")
        frozen.mend()
        await asyncio.sleep(6.0)
        assert not await frozen.ledger.sends(OWED)
        assert await other.ledger.sends(OWED)


async def test_what_a_frozen_process_gets_back_from_one_that_left_is_brought_once(database: str) -> None:
    async with Replica(database) as frozen:
        await frozen.ledger.take([OWED.id], OWED)
        async with Replica(database) as other:
            await asyncio.sleep(16.0)
            frozen.cut()
            await asyncio.sleep(19.0)
            assert len(await other.ledger.left("slack")) == 1
            frozen.mend()
            await asyncio.sleep(10.0)
        assert await frozen.ledger.left("slack") == []
        assert await frozen.ledger.sends(OWED)
        await frozen.ledger.settle(OWED)
        assert not await frozen.ledger.sends(OWED)
    async with Replica(database) as other:
        assert await other.ledger.left("slack") == []


async def test_what_was_taken_over_while_nobody_could_wait_for_it_is_made_up_for_all_the_same(
    database: str,
) -> None:
    async with Replica(database) as one:
        await one.ledger.take([OWED.id], OWED)
    async with Replica(database) as other:
        run = other.store.run

        async def given_up(work: Any, *, alone: bool = False) -> Any:
            await run(work, alone=alone)
            raise AwayError

        other.store.run = given_up  # type: ignore[method-assign]
        assert await other.ledger.left("slack") == []
        other.store.run = run  # type: ignore[method-assign]
        assert await other.ledger.left("discord") == []
        (found,) = await other.ledger.left("slack")
        assert found.id == OWED.id
        assert await other.ledger.left("slack") == []
        await other.ledger.settle(found)
        assert await other.ledger.left("slack") == []


async def test_after_an_outage_every_process_is_given_a_lease_to_show_that_it_lives(database: str) -> None:
    async with Replica(database) as one, Replica(database) as other:
        await asyncio.sleep(20.0)
        await one.ledger.take([OWED.id], OWED)
        one.cut()
        other.cut()
        await asyncio.sleep(60.0)
        other.mend()
        await asyncio.sleep(6.0)
        assert other.store.is_there
        assert not await other.ledger.left("slack")
        one.mend()
        for _ in range(10):
            await asyncio.sleep(3.0)
            assert not await other.ledger.left("slack")


async def test_what_has_to_wait_is_anybodys_once_it_is_due_and_given_up_at_last(database: str) -> None:
    now = 1_000_000.0
    async with Store(database).open() as store:
        ledger = StoredLedger(store, lambda: now)
        await ledger.take([OWED.id], OWED)
        await ledger.postpone(OWED, unsure=False)
        for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
            now += minutes * 60 - 1
            assert await ledger.left("slack") == []
            now += 2
            (found,) = await ledger.left("slack")
            await ledger.postpone(found, unsure=True)
        now += 100_000
        assert await ledger.left("slack") == []


async def test_what_all_processes_owe_is_counted_and_for_how_long(database: str) -> None:
    now = 1_000_000.0
    async with Store(database).open() as one, Store(database).open() as other:
        crashed, counting = StoredLedger(one, lambda: now), StoredLedger(other, lambda: now)
        await counting._beat_once()
        assert (other.state.owed, other.state.owed_for) == (0, 0.0)
        await crashed.take([OWED.id], OWED)
        now += 600.0
        later = replace(OWED, id="later")
        await counting.take([later.id], later)
        await counting._beat_once()
        assert (other.state.owed, other.state.owed_for) == (2, 600.0)
        now -= 7200.0
        await counting._beat_once()
        assert other.state.owed_for == 0.0
        await counting.settle(later)
        await crashed.settle(OWED)
        await counting._beat_once()
        assert other.state.owed == 0


@pytest.mark.parametrize(("hours", "is_new"), [(5.9, False), (6.1, True)])
async def test_a_delivery_is_remembered_for_six_hours(database: str, hours: float, *, is_new: bool) -> None:
    now = 1_000_000.0
    async with Store(database).open() as store:
        await StoredLedger(store, lambda: now).take(["event:1"], None)
        now += hours * 3600
        async with StoredLedger(store, lambda: now).alive():
            await asyncio.sleep(BEAT + 1.0)
        assert await StoredLedger(store, lambda: now).take(["event:1"], None) is is_new


async def test_a_clock_that_is_set_back_keeps_nothing_from_being_taken_over(database: str) -> None:
    now, refused = 1_000_000.0, replace(OWED, id="refused")
    async with Store(database).open() as store:
        crashed, other = StoredLedger(store, lambda: now), StoredLedger(store, lambda: now)
        await crashed._beat_once()
        await crashed.take([OWED.id], OWED)
        await crashed.take([refused.id], refused)
        await crashed.postpone(refused, unsure=False)
        now -= 7200.0
        await other._beat_once()
        await asyncio.sleep(16.0)
        assert {each.id for each in await other.left("slack")} == {OWED.id, refused.id}


@pytest.mark.parametrize("unsure", [False, True])
async def test_without_a_database_what_was_refused_is_tried_again_while_the_process_lasts(*, unsure: bool) -> None:
    ledger = InMemory()
    assert await ledger.take([OWED.id], OWED)
    await ledger.postpone(OWED, unsure=unsure)
    assert await ledger.left("slack") == []
    await asyncio.sleep(61.0)
    found = await ledger.left("slack")
    assert [each.id for each in found] == ([] if unsure else [OWED.id])
    assert await ledger.left("slack") == []


async def test_while_the_database_is_away_it_goes_on_from_memory_and_writes_down_later(database: str) -> None:
    brought, later = replace(OWED, id="brought"), replace(OWED, id="later")
    async with Replica(database) as crashing:
        one = crashing
        assert await one.ledger.take(["brought"], brought)
        crashing.cut()
        assert await one.ledger.take(["later"], later)
        assert not await one.ledger.take(["later"], later)
        assert crashing.store.state.is_away
        assert await one.ledger.sends(brought)
        await one.ledger.settle(brought)
        crashing.mend()
        await asyncio.sleep(30.0)
        assert not crashing.store.state.is_away
    async with Replica(database) as other:
        assert [each.id for each in await other.ledger.left("slack")] == ["later"]


async def test_a_database_that_was_away_for_a_hundred_thousand_replies_comes_back(database: str) -> None:
    async with Replica(database) as one:
        assert await one.ledger.take(["kept"], replace(OWED, id="kept"))
        one.cut()
        await one.ledger.settle(replace(OWED, id="kept"))
        # As if each had been brought: to do so takes a minute.
        one.ledger._settled.update(map(str, range(100_000)))
        one.mend()
        await asyncio.sleep(30.0)
        assert not one.store.state.is_away
        assert one.store.state.owed == 0


async def test_what_was_put_off_while_the_database_was_away_is_tried_again_once_it_is_back(database: str) -> None:
    async with Replica(database) as one:
        one.cut()
        assert await one.ledger.take([OWED.id], OWED)
        assert await one.ledger.left("slack") == []
        await one.ledger.postpone(OWED, unsure=False)
        one.mend()
        await asyncio.sleep(30.0)
        assert not one.store.state.is_away
        assert await one.ledger.left("slack") == []
        await asyncio.sleep(61.0)
        assert [(each.id, each.tries) for each in await one.ledger.left("slack")] == [(OWED.id, 1)]
        assert await one.ledger.left("slack") == []
