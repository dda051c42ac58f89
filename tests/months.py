"""A month of a journal, made up: lines as the service writes them, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import insert

from adapters.journal import Line
from adapters.journal.lines import DAY, RATED, hashed
from adapters.store.engine import build_engine
from adapters.store.migrating import migrate
from adapters.store.tables import journal

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {"answer": 60, "abstain": 16, "clarify": 10, "help": 8, "decline": 3, "urgent": 2}
ENTRIES = ["side-effects", "agent", "safety-neck", "uses", "science", "knee", "frequency", "seek-help"]
TOPICS = ["cost", "recovery", "age", "insurance", "sport"]
WORDS = [
    "what does one session cost", "how much is it", "is it covered by my insurance", "may I drive home after it",
    "can I go to work the next day", "when can I run again", "is it done on children", "can my dog have it",
    "how long does one visit take", "do I need somebody to drive me", "what should I wear on the day",
    "is it the same as ▢",
]  # fmt: skip


def lines_of(count: int, *, until: float, days: float = 30.0, seed: int = 1, people: int = 400) -> Iterator[Line]:
    """Yield so many lines, evenly over the days before a time; one in eight is a rating."""
    rng = random.Random(seed)  # noqa: S311 - made up
    for number in range(count):
        kind = RATED if number % 8 == 7 else rng.choices([*KINDS], [*KINDS.values()])[0]
        is_open = kind in {"abstain", "clarify"}
        topic = rng.choice(TOPICS) if is_open and rng.random() < 0.6 else ""
        yield Line(
            at=until - days * DAY * (1 - number / count),
            platform=rng.choice(("slack", "discord")),
            place=hashed(b"key", f"place {rng.randrange(20)}"),
            person=hashed(b"key", f"person {rng.randrange(people)}"),
            kind=kind,
            because="likely",
            entry=rng.choice(ENTRIES) if kind in {"answer", RATED} or is_open else "",
            topic=topic,
            score=rng.random(),
            seconds=rng.expovariate(4.0),
            helpful=rng.random() < 0.8 if kind == RATED else None,
            words=rng.choice(WORDS) if is_open and rng.random() < 0.7 else "",
            uncounted=is_open and rng.random() < 0.1,
        )


def write_lines(address: str, lines: Iterator[Line], *, at_once: int = 5_000) -> None:
    """Write lines into a database, which is made ready first."""
    engine = build_engine(address)
    migrate(engine)
    batch: list[dict[str, object]] = []
    with engine.begin() as connection:
        for line in lines:
            row = asdict(line)
            del row["id"]  # one line may stand here several times
            batch.append(row)
            if len(batch) == at_once:
                connection.execute(insert(journal).returning(journal.c.id), batch)
                batch.clear()
        if batch:
            connection.execute(insert(journal).returning(journal.c.id), batch)
    engine.dispose()


OPENERS = [
    "",
    "hi, ",
    "please, ",
    "one question: ",
    "sorry to ask, but ",
    "my doctor said I should ask: ",
    "hello all, ",
]
CLOSERS = [
    "",
    " please",
    " thanks",
    " exactly",
    " at my age",
    " in winter",
    " if I work all day",
    " after the third time",
]
STRANGE = [each for each in WORDS if "▢" not in each]


def questions(count: int, known: list[str], *, seed: int = 1, people: int = 900) -> Iterator[tuple[str, str]]:
    """Yield so many questions with who asks each; four of ten ask what the file does not know, in many ways."""
    rng = random.Random(seed)  # noqa: S311 - made up
    for _ in range(count):
        core = rng.choice(STRANGE) if rng.random() < 0.4 else rng.choice(known)
        text = f"{rng.choice(OPENERS)}{core}{rng.choice(CLOSERS)}"
        yield text, f"{rng.choice(('slack:T1:U', 'discord:'))}{rng.randrange(people)}"
