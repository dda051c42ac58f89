"""The statements that every question costs, each for many questions at once.

They are built once: SQLAlchemy takes longer to build one than to run it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Float, delete, literal, select, update

from adapters.store.sql import DatabaseTime, insertion_of_rows, rows_of
from adapters.store.tables import contexts, deliveries, outbox
from botcore.conversation import MINUTES_REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_Statement = Any
"""SQLAlchemy's own; what `bound` returns is handed to `execute` beside it."""

KEPT = ("id", "platform", "door", "team", "channel", "thread", "message", "person", "token", "sending", "tries")
"""What is kept of `Owed`, by its names."""


def bound(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return what a statement binds, from the rows by the names of their columns."""
    return {"rows": json.dumps(list(rows))}


class LedgerStatements:
    """Those of one process's ledger.

    Attributes:
        mark: Marks deliveries as seen, of each its `key`, and returns those that were not.
        seen: Finds deliveries that were marked, of each its `key`, and returns it.
        owe: Keeps what is owed, of each its columns, and its `age` in seconds.
        sends: Marks as begun what is this process's of those, of each its `id`, and returns it.
        forget: Deletes those, of each its `id`.
    """

    def __init__(self, dialect: str, now: ColumnElement[float], me: str) -> None:
        """Build them.

        Args:
            dialect: `sqlite` or `postgresql`.
            now: The time.
            me: The process.
        """
        keys = rows_of(dialect, [deliveries.c.key])
        self.mark: _Statement = insertion_of_rows(dialect, deliveries, keys | {"at": now}).returning(
            deliveries.c.key
        )
        self.seen: _Statement = select(deliveries.c.key).where(deliveries.c.key.in_(select(keys["key"])))
        owed = rows_of(dialect, [*(outbox.c[name] for name in KEPT), Column("age", Float)])
        owed |= {"at": now - owed.pop("age"), "owner": literal(me), "due": literal(0.0)}
        self.owe: _Statement = insertion_of_rows(dialect, outbox, owed)
        these = outbox.c.id.in_(select(rows_of(dialect, [outbox.c.id])["id"]))
        begun = update(outbox).where(these & (outbox.c.owner == me)).values(sending=True)
        self.sends: _Statement = begun.returning(outbox.c.id)
        self.forget: _Statement = delete(outbox).where(these)


@lru_cache
def recall(dialect: str) -> _Statement:
    """Return what finds contexts, of each its `key`, and how old each is; but for those that are too old."""
    young = contexts.c.at > DatabaseTime() - MINUTES_REMEMBERED * 60
    these = contexts.c.key.in_(select(rows_of(dialect, [contexts.c.key])["key"]))
    ago = (DatabaseTime() - contexts.c.at).label("ago")
    return select(contexts.c.key, contexts.c.entry, contexts.c.topic, contexts.c.at, ago).where(these & young)


@lru_cache
def remember(dialect: str) -> _Statement:
    """Return what keeps contexts, of each its `key`, `person`, `entry` and `topic`.

    It returns each key with the time.
    """
    names = ("key", "person", "entry", "topic")
    rows = rows_of(dialect, [contexts.c[name] for name in names]) | {"at": DatabaseTime()}
    kept = insertion_of_rows(dialect, contexts, rows, update=[*names[1:], "at"])
    return kept.returning(contexts.c.key, contexts.c.at)
