"""What a follow-up refers to is known to another process, and nothing of what was said is kept."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from adapters.store import Store, StoredContexts, StoredLedger
from adapters.store.ledger import BEAT
from adapters.store.tables import contexts
from botcore import Asked, Bot, Picked

if TYPE_CHECKING:
    from adapters.incoming import Respond
    from botcore import Message, Reply

KEY = b"key"


def ada(text: str) -> Asked:
    return Asked(text, person="slack:T:U1", thread="slack:T:D1:", at=time.monotonic())


def of(bot: Bot) -> Respond:
    async def answer(message: Message) -> Reply:
        return bot.reply(message)

    return answer


async def test_a_follow_up_is_understood_by_a_process_that_was_not_asked_before(bot: Bot, database: str) -> None:
    picked = Picked(bot.faq.entries[0].id, person="slack:T:U1", thread="slack:T:D1:", at=time.monotonic())
    async with Store(database).open() as one, Store(database).open() as other:
        await StoredContexts(one, KEY).known_to(of(bot))(picked)
        here = bot.reply(ada("how come?"))
        bot.forget()  # the other process has heard nothing
        elsewhere = await StoredContexts(other, KEY).known_to(of(bot))(ada("how come?"))
        bot.forget()
        alone = bot.reply(ada("how come?"))
    assert elsewhere.trace.context == here.trace.context == picked.entry
    assert alone.trace.context == ""
    assert elsewhere.entry == here.entry


async def test_the_last_word_counts_wherever_it_was_said(database: str, bot: Bot) -> None:
    async with Store(database).open() as one, Store(database).open() as other:
        mine, others = StoredContexts(one, KEY), StoredContexts(other, KEY)
        message = ada("x")
        first, second = bot.faq.entries[0].id, bot.faq.entries[1].id
        await mine.remember(message, bot.reply(Picked(first)))
        assert await mine.told_by_others(message) == ""
        assert await others.told_by_others(message) == first
        await others.remember(message, bot.reply(Picked(second)))
        assert await mine.told_by_others(message) == second
        assert await others.told_by_others(message) == ""
        assert await StoredContexts(other, b"another key").told_by_others(message) == ""


async def test_of_a_context_ids_and_a_time_are_kept_and_nothing_else(database: str, bot: Bot) -> None:
    async with Store(database).open() as store:
        kept = StoredContexts(store, KEY)
        await kept.known_to(of(bot))(ada("how much does prolotherapy cost in my canary town"))
        (row,) = await store.run(lambda c: c.execute(select(contexts)).mappings().all())
        assert row["topic"] in {topic.id for topic in bot.faq.topics}
        assert row["entry"] == ""
        assert len(row["key"]) == 64
        assert "U1" not in str(row)
        assert abs(row["at"] - time.time()) < 60


@pytest.mark.parametrize(("minutes", "kept"), [(14, 1), (16, 0)])
async def test_a_quarter_of_an_hour_later_nothing_of_it_is_left_in_the_database(
    database: str, bot: Bot, minutes: int, kept: int
) -> None:
    async with Store(database).open() as store:
        await StoredContexts(store, KEY).remember(ada("x"), bot.reply(Picked(bot.faq.entries[0].id)))
        async with StoredLedger(store, lambda: time.time() + minutes * 60).alive():
            await asyncio.sleep(BEAT + 1.0)
        assert len(await store.run(lambda c: c.execute(select(contexts)).all())) == kept
