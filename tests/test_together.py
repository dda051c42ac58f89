"""What many ask of the database at the same moment is done as one, and each is told what became of theirs."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from databases import new_database
from sqlalchemy import insert, select, text, update

from adapters.owed import Door, Owed
from adapters.store import AwayError, Store, StoredContexts, StoredLedger
from adapters.store.ledger_rows import LedgerRows
from adapters.store.tables import deliveries
from adapters.store.together import Together
from botcore import Asked

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection

    from botcore import Bot


def owed(number: int) -> Owed:
    return Owed(f"message:{number}", "slack", Door.MESSAGE, f"D{number}", f"Ü'{number}", message=f"{number}.0")


def counted(store: Store) -> list[int]:
    """Return a list that gets how many each piece of work is for."""
    counts, run = list[int](), store.run

    async def counting(work: Any, *, alone: bool = False) -> Any:
        counts.append(len(work.args[0]))
        return await run(work, alone=alone)

    store.run = counting  # type: ignore[method-assign]
    return counts


async def test_what_comes_while_one_is_under_way_is_committed_with_the_next(database: str) -> None:
    async with Store(database).open() as store:
        ledger, counts = StoredLedger(store), counted(store)
        numbers = range(41)
        first = asyncio.create_task(ledger.take(["event:0", owed(0).id], owed(0)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        others = [ledger.take([f"event:{n}", owed(n).id], owed(n)) for n in numbers[1:]]
        assert await asyncio.gather(first, *others) == [True] * 41
        assert counts == [1, 40]
        assert all(await asyncio.gather(*(ledger.sends(owed(n)) for n in numbers)))
        await asyncio.gather(*(ledger.settle(owed(n)) for n in numbers[:40]))
        assert counts == [1, 40, 41, 40]
    async with Store(database).open() as store:
        (left,) = await StoredLedger(store).left("slack")
        assert (left.id, left.person, left.sending) == (owed(40).id, owed(40).person, True)


async def test_of_those_that_are_taken_together_each_is_told_whether_it_is_new(database: str) -> None:
    async with Store(database).open() as store:
        rows = LedgerRows(store.dialect, "me", None)
        assert await store.run(lambda c: rows.take([(["event:1"], None)], c)) == [True]
        twins = [(["event:1", "message:1"], owed(1)), (["event:2", "message:2"], owed(2)), (["event:2"], owed(3))]
        assert await store.run(lambda c: rows.take(twins, c)) == [False, True, False]
        assert await store.run(lambda c: rows.begin(["message:1", "message:2"], c)) == [False, True]


async def test_people_who_talk_at_once_are_remembered_each_with_the_last_word(database: str, bot: Bot) -> None:
    first, second = (bot.reply(Asked(entry.question)) for entry in bot.faq.entries[:2])
    async with Store(database).open() as one, Store(database).open() as other:
        mine, others = StoredContexts(one, b"key"), StoredContexts(other, b"key")
        people = [Asked("x", person=f"slack:T:U{n}", thread="slack:T:D:") for n in range(9)]
        talking = [mine.remember(each, reply) for reply in (first, second) for each in people]
        await asyncio.gather(*talking)
        told = await asyncio.gather(*(others.told_by_others(each) for each in people))
        assert second.entry
        assert told == [second.entry.id] * 9


async def test_whoever_gives_up_waiting_takes_nobody_else_along(tmp_path: Any) -> None:
    async with Store(f"sqlite:///{tmp_path / 'kept.db'}").open() as store:
        doubled: Together[int, int] = Together(store, lambda numbers, _: [2 * each for each in numbers])
        waiting = [asyncio.create_task(doubled(number)) for number in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        assert await asyncio.gather(*waiting[1:]) == [2, 4]
        assert await doubled(5) == 10


async def test_each_hears_that_the_database_is_away_and_the_next_ones_are_done(tmp_path: Any) -> None:
    async with Store(f"sqlite:///{tmp_path / 'kept.db'}").open() as store:

        def work(numbers: list[int], connection: Connection) -> list[int]:
            return [connection.exec_driver_sql("SELECT 1/?", (each,)).scalar_one() for each in numbers]

        run = Together(store, work)
        store.state.reason = "gone"
        found = await asyncio.gather(run(1), run(1), return_exceptions=True)
        assert [type(each) for each in found] == [AwayError] * 2
        store.state.reason = ""
        assert await run(1) == 1


async def test_two_that_wait_for_each_other_are_both_done(postgresql: Any) -> None:
    met = threading.Barrier(2)

    def marking(*keys: str) -> Any:
        meets = True

        def work(connection: Connection) -> None:
            nonlocal meets
            connection.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
            for key in keys:
                connection.execute(
                    update(deliveries).where(deliveries.c.key == key).values(at=deliveries.c.at + 1)
                )
                if meets:
                    met.wait(timeout=5.0)
                meets = False

        return work

    with new_database(postgresql) as address:
        async with Store(address).open() as one, Store(address).open() as other:
            await one.run(lambda c: c.execute(insert(deliveries), [{"key": key, "at": 0.0} for key in "ab"]))
            await asyncio.gather(one.run(marking("a", "b")), other.run(marking("b", "a")))
            assert await one.run(lambda c: c.scalars(select(deliveries.c.at)).all()) == [2.0, 2.0]
            assert one.is_there
            assert other.is_there
