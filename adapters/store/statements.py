"""The statements that every question costs, built once: SQLAlchemy takes longer to build one than to run it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, bindparam, delete, select, update

from adapters.store.sql import DatabaseTime, insertion
from adapters.store.tables import contexts, deliveries, outbox
from botcore.conversation import MINUTES_REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Mapping

_Statement = Any
"""SQLAlchemy's own; what is bound by name is handed to `execute` beside it."""

KEPT = ("id", "platform", "door", "team", "channel", "thread", "message", "person", "token", "sending", "tries")
"""What is kept of `Owed`, by its names."""


class LedgerStatements:
    """Those of one process's ledger.

    Attributes:
        owe: Keeps what is owed; binds its columns, and `age` in seconds.
        sends: Marks `owed` as begun, if it is this process's.
        forget: Deletes `owed`.
    """

    def __init__(self, dialect: str, now: ColumnElement[float], me: str) -> None:
        """Build them.

        Args:
            dialect: `sqlite` or `postgresql`.
            now: The time.
            me: The process.
        """
        self._dialect, self._now = dialect, now
        columns: dict[str, Any] = {name: bindparam(f"its_{name}") for name in KEPT}
        when = {"at": now - bindparam("age"), "owner": me, "due": 0.0}
        self.owe: _Statement = insertion(dialect, outbox, columns | when)
        is_mine = (outbox.c.id == bindparam("owed")) & (outbox.c.owner == me)
        self.sends: _Statement = update(outbox).where(is_mine).values(sending=True)
        self.forget: _Statement = delete(outbox).where(outbox.c.id == bindparam("owed"))
        self._marks: dict[int, _Statement] = {}

    def mark(self, count: int) -> _Statement:
        """Return what marks so many deliveries as seen, `key0` and so on, and returns those that were not."""
        if count not in self._marks:
            rows = [{"key": bindparam(f"key{number}"), "at": self._now} for number in range(count)]
            self._marks[count] = insertion(self._dialect, deliveries, rows).returning(deliveries.c.key)
        return self._marks[count]


def bound(owed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `owe` binds, from columns by their names."""
    return {f"its_{name}": owed[name] for name in KEPT}


@lru_cache
def recall() -> _Statement:
    """Return what finds the context of `its_key`, unless it is too old."""
    young = contexts.c.at > DatabaseTime() - MINUTES_REMEMBERED * 60
    found = select(contexts.c.entry, contexts.c.topic, contexts.c.at)
    return found.where((contexts.c.key == bindparam("its_key")) & young)


@lru_cache
def remember(dialect: str) -> _Statement:
    """Return what keeps a context: `its_key`, `its_person`, `its_entry`, `its_topic`; it returns the time."""
    row: dict[str, Any] = {name: bindparam(f"its_{name}") for name in ("key", "person", "entry", "topic")}
    row["at"] = DatabaseTime()
    return insertion(dialect, contexts, row, update=("person", "entry", "topic", "at")).returning(contexts.c.at)
