"""A month of questions in a journal: nothing is lost, the owners' commands stay quick, and memory stays flat."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from months import questions
from proving import WHOLE, proof, size
from sqlalchemy import event, func, select
from typer.testing import CliRunner

from adapters.cli.app import app
from adapters.journal import Journal
from adapters.journal.writing import AT_ONCE
from adapters.store import Store
from adapters.store.engine import build_engine
from adapters.store.tables import journal as table
from botcore import Asked, Rated

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.answering import Answerer
    from botcore import Bot, Message, Reply

ROOT = Path(__file__).parent.parent
ROWS, WHOLE_BOT = size(1_000, 100_000), size(30, 5_000)
PROCESSES = size(2, 4)
SECONDS = 10.0
"""Of this process, for `report` and for `gaps`; the machine may be busy with others."""

MOST_GROWTH = 40e6
"""Bytes that a month may add to a process."""


def rows_of(address: str) -> Counter[str]:
    """Return how many lines of each kind there are."""
    engine = build_engine(address)
    with engine.connect() as connection:
        found = connection.execute(select(table.c.kind, func.count()).group_by(table.c.kind)).all()
    engine.dispose()
    return Counter(dict(found))


def resident() -> int:
    """Return the bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def timed(*arguments: str) -> tuple[str, float, float]:
    """Return what a command prints, and the seconds of this process and of the clock."""
    wall, began = time.perf_counter(), time.process_time()
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout, time.process_time() - began, time.perf_counter() - wall


async def written(journal: Journal) -> None:
    async with asyncio.timeout(120):
        while journal.waiting:  # noqa: ASYNC110 - it has no event for that
            await asyncio.sleep(0.005)


@pytest.mark.real_clock
@proof("1,000 rows, 30 through the whole bot", "100,000 rows, 5,000 through the whole bot")
def test_a_month_is_kept_whole_and_told_of_in_seconds(
    answer: Answerer, bot: Bot, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [text for entry in bot.faq.entries for text in entry.wordings]
    told, told_in_bulk = [*questions(WHOLE_BOT, known)], questions(ROWS - WHOLE_BOT, known, seed=2)
    replies: list[Reply] = []

    async def month() -> tuple[int, int]:
        async with Store(database).open() as store, Journal(store, b"key", days=30).open() as journal:
            journal.reads(bot.faq)

            async def through_the_bot(message: Message) -> Reply:
                replies.append(await answer(message))
                return replies[-1]

            async def again(message: Message) -> Reply:
                return replies[hash(message.person) % len(replies)]

            await ask(journal.kept(through_the_bot), journal, told)
            before = resident()
            await ask(journal.kept(again), journal, told_in_bulk)
            await written(journal)
            assert journal.dropped == 0
            return before, resident()

    before, after = asyncio.run(month())
    found = rows_of(database)
    assert found.total() == ROWS
    assert set(found) >= {"answer", "abstain"}
    assert after - before < MOST_GROWTH

    monkeypatch.setenv("PROLOBOT_DATABASE", database)
    page = tmp_path / "report.html"
    said, report_seconds, report_wall = timed("report", "--html", str(page), "--json")
    assert json.loads(said)["replies"] == ROWS
    assert page.stat().st_size < 200_000
    if not WHOLE:  # a start is not what a small month is about
        monkeypatch.setattr("adapters.cli.gaps.load_bot", lambda *_, **__: bot)
    gaps, gaps_seconds, gaps_wall = timed("gaps", "--json")
    if WHOLE:
        assert json.loads(gaps)
    print(  # noqa: T201
        f"{ROWS:,} rows; memory {before / 1e6:.0f} → {after / 1e6:.0f} MB; "
        f"report {report_seconds:.1f} s ({report_wall:.1f} by the clock), "
        f"gaps {gaps_seconds:.1f} s ({gaps_wall:.1f} by the clock)"
    )
    assert report_seconds < SECONDS
    assert gaps_seconds < SECONDS


async def ask(heard: Callable[[Message], Awaitable[Reply]], journal: Journal, told: Any) -> None:
    """Ask one after the other, as fast as the database writes."""
    for number, (text, person) in enumerate(told):
        await heard(Asked(text, person=person, thread=f"{person}:{number % 7}", at=float(number)))
        if number % AT_ONCE == 0:
            await written(journal)


LONGEST = 900.0
"""Seconds until a process that writes is given up: alone a small one takes two, on a busy machine minutes."""


@pytest.mark.real_clock
@proof("2 processes, 250 rows each", "4 processes, 25,000 rows each")
def test_several_processes_write_one_journal_and_every_row_is_there_once(database: str) -> None:
    each, began = size(250, 25_000), time.perf_counter()
    script = ROOT / "tests/month_writer.py"
    writers = [
        subprocess.Popen([sys.executable, script, database, str(each), str(number)], cwd=ROOT)  # noqa: S603
        for number in range(PROCESSES)
    ]
    try:
        assert [writer.wait(timeout=LONGEST) for writer in writers] == [0] * PROCESSES
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    engine = build_engine(database)
    with engine.connect() as connection:
        count, distinct = connection.execute(select(func.count(), func.count(table.c.entry.distinct()))).one()
    engine.dispose()
    assert (count, distinct) == (PROCESSES * each, PROCESSES * each)
    print(f"{count:,} rows of {PROCESSES} processes in {time.perf_counter() - began:.0f} s")  # noqa: T201


async def test_many_lines_go_to_the_database_in_few_statements(database: str) -> None:
    statements: list[str] = []
    async with Store(database).open() as store, Journal(store, b"key").open() as journal:

        @event.listens_for(store._engine, "before_cursor_execute")
        def noted(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if "INTO journal" in statement:
                statements.append(statement)

        for number in range(AT_ONCE):
            journal.rated(Rated(helpful=True, person=f"discord:{number}"))
    assert rows_of(database).total() == AT_ONCE
    assert min(statement.count("), (") for statement in statements) > 50, "pg8000 would send each row by itself"
