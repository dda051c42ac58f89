"""What the command line does with a journal: hand it out, forget somebody, empty it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select

from adapters.journal.lines import DAY, RATED, forget_words, hashed
from adapters.store.sql import DatabaseTime
from adapters.store.tables import journal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_AT_ONCE = 1_000
"""Lines that are fetched together, so that a year of them needs no more memory than a day."""


def lines(connection: Connection, *, since: float = 0.0) -> Iterator[dict[str, Any]]:
    """Yield the lines, the oldest first, from a time on in seconds since 1970; a dictionary each, by column."""
    query = select(journal).where(journal.c.at >= since).order_by(journal.c.at, journal.c.id)
    result = connection.execute(query, execution_options={"yield_per": _AT_ONCE})
    yield from (dict(row) for row in result.mappings())


def worded(connection: Connection, *, since: float = 0.0) -> Iterator[dict[str, Any]]:
    """Yield the lines that hold words, the oldest first, from a time on; of each what `gaps` looks at."""
    kept = journal.c
    told = select(kept.words, kept.person, kept.entry, kept.topic, kept.because, kept.score, kept.helpful)
    query = told.where(kept.at >= since, kept.words != "").order_by(kept.at, kept.id)
    result = connection.execute(query, execution_options={"yield_per": _AT_ONCE})
    yield from (dict(row) for row in result.mappings())


def rated(connection: Connection, *, since: float = 0.0) -> list[tuple[str, bool]]:
    """Return what was said of replies from a time on: the id of the entry, "" for none, and whether it helped."""
    query = select(journal.c.entry, journal.c.helpful).where(journal.c.at >= since, journal.c.kind == RATED)
    return [(entry, bool(helpful)) for entry, helpful in connection.execute(query)]


def wordings(connection: Connection) -> list[tuple[str, int]]:
    """Return the words that are kept, each with how often, in no order."""
    query = select(journal.c.words, func.count()).where(journal.c.words != "").group_by(journal.c.words)
    return [(words, number) for words, number in connection.execute(query)]


def count(connection: Connection) -> int:
    """Return how many lines there are."""
    return int(connection.execute(select(func.count()).select_from(journal)).scalar_one())


def forget(connection: Connection, key: bytes, person: str) -> int:
    """Delete every line of a person, `slack:TEAM:USER` or `discord:USER`; return how many there were."""
    return connection.execute(delete(journal).where(journal.c.person == hashed(key, person))).rowcount


def purge(connection: Connection, *, days: float = 0.0, words_only: bool = False) -> int:
    """Delete the lines older than so many days, or only their words; return how many there were."""
    if words_only:
        return forget_words(days, connection)
    return connection.execute(delete(journal).where(journal.c.at < DatabaseTime() - days * DAY)).rowcount
