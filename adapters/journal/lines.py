"""The lines of the journal, and what is done with them in the database."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import delete, update

from adapters.store.sql import DatabaseTime, insert_new
from adapters.store.tables import journal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

DAY = 86_400.0

RATED = "rated"
"""The kind of a line that tells what was said of a reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened; the columns are those of the table.

    Attributes:
        id: Drawn here, not by the database: a line that is written again, because nobody knows whether it was,
            is the same line. 53 bits are what JSON's readers tell apart; of a million lines two are alike once in
            20,000 times.
    """

    at: float
    platform: str
    place: str
    person: str
    kind: str
    because: str = ""
    entry: str = ""
    content: str = ""
    topic: str = ""
    score: float = 0.0
    seconds: float = 0.0
    helpful: bool | None = None
    words: str = ""
    uncounted: bool = False
    id: int = field(default_factory=lambda: secrets.randbits(53))


def hashed(key: bytes, name: str) -> str:
    """Return a keyed hash of a person or a place; "" stays empty."""
    # A prefix of its own: nobody can join these hashes with those of the contexts.
    return hmac.new(key, b"journal\0" + name.encode(), hashlib.sha256).hexdigest()[:32] if name else ""


def forget_words(days: float, connection: Connection) -> int:
    """Empty the words of lines older than so many days; return how many there were."""
    old = (journal.c.at < DatabaseTime() - days * DAY) & (journal.c.words != "")
    return connection.execute(update(journal).where(old).values(words="")).rowcount


def forget_person(person: str, connection: Connection) -> None:
    """Delete every line of a person, by their hash."""
    connection.execute(delete(journal).where(journal.c.person == person))


def insert(lines: Sequence[Line], connection: Connection) -> None:
    """Write lines; one that is there already is the same line."""
    # What is returned is not needed: with it, SQLAlchemy puts hundreds of lines into one statement, where pg8000
    # would send each by itself. 500 took 1.2 s on a busy machine, and after 1.5 s the database counts as away.
    statement = insert_new(connection, journal, {}).returning(journal.c.id)
    connection.execute(statement, [asdict(line) for line in lines])
