"""The ledger's rows: each method is one transaction, or one statement; `ledger` knows when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Float, bindparam, delete, func, or_, select, update

from adapters.owed import LONGEST_PAUSE, Door, Owed, pause_before
from adapters.store.sql import DatabaseTime, insert_new
from adapters.store.statements import KEPT, LedgerStatements, bound
from adapters.store.tables import contexts, deliveries, outbox, processes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, Connection

LEASE = 15.0
"""Seconds of silence after which a process counts as gone."""

_SEEN_FOR = 6 * 3600.0
"""Seconds for which a delivery is remembered; Slack brings one again within the hour."""

_REMEMBERED_FOR = 900.0
"""Seconds after which what a follow-up could refer to is forgotten; it is told for ten minutes."""

_GONE_FOR = 86_400.0
"""Seconds after which a process that is gone is forgotten."""


class LedgerRows:
    """One process's hand in the rows."""

    def __init__(self, dialect: str, me: str, clock: Callable[[], float] | None) -> None:
        """Prepare.

        Args:
            dialect: `sqlite` or `postgresql`.
            me: The process.
            clock: Seconds since 1970; None: the database's own.
        """
        self._me = me
        self._now: ColumnElement[float] = (
            bindparam("now", None, Float, callable_=clock) if clock else DatabaseTime()
        )
        self._statements = LedgerStatements(dialect, self._now, me)

    def take(self, asked: list[tuple[list[str], Owed | None]], connection: Connection) -> list[bool]:
        """Mark deliveries as seen, keep what is owed; tell of each whether none of its keys was seen before."""
        # Sorted: two processes that insert the same keys in two orders would wait for each other.
        keys = [{"key": key} for key in sorted({key for keys, _ in asked for key in keys})]
        unseen = set(connection.execute(self._statements.mark, bound(keys)).scalars())
        # What was new is marked even when one was not, as in `Once`.
        are_new, owing = list[bool](), list[dict[str, Any]]()
        for own, owed in asked:
            are_new.append(unseen.issuperset(own))
            unseen.difference_update(own)
            if owed and are_new[-1]:
                owing.append(_columns(owed) | {"age": owed.age})
        if owing:
            connection.execute(self._statements.owe, bound(owing))
        return are_new

    def know(self, asked: list[list[str]], connection: Connection) -> list[bool]:
        """Tell of each delivery whether any of its keys was seen before."""
        keys = [{"key": key} for keys in asked for key in keys]
        seen = set(connection.execute(self._statements.seen, bound(keys)).scalars())
        return [not seen.isdisjoint(own) for own in asked]

    def begin(self, ids: list[str], connection: Connection) -> list[bool]:
        """Mark what is its own as what may have arrived; tell of each whether it is its own."""
        own = set(connection.execute(self._statements.sends, bound({"id": each} for each in ids)).scalars())
        return [each in own for each in ids]

    def forget(self, ids: list[str], connection: Connection) -> list[None]:
        """Delete what is not owed any more."""
        connection.execute(self._statements.forget, bound({"id": each} for each in ids))
        return [None] * len(ids)

    def give_back(self, owed: Owed, connection: Connection) -> None:
        """Make one nobody's, to be taken over when it is due."""
        # Inserted where it never was kept, because the database was away when it came.
        row = self._row(owed) | {"owner": "", "due": self._now + pause_before(owed)}
        connection.execute(insert_new(connection, outbox, row, update=("owner", "due", "tries", "sending")))

    def leave(self, connection: Connection) -> None:
        """Say that this process lives no more: what it owes is anybody's."""
        connection.execute(delete(processes).where(processes.c.id == self._me))

    def take_over(self, platform: str, connection: Connection, *, sparing: bool, own: bool) -> list[Owed]:
        """Become the owner of what is left; `sparing`: only of what a process left that said it leaves.

        `own`: what it owns already counts as left, too.
        """
        alive = select(processes.c.id)
        if not sparing:
            # What lies too far ahead was said before the clock was set back.
            lately = processes.c.seen_at.between(self._now - LEASE, self._now + LEASE)
            alive = alive.where(lately)
        # Further ahead than any pause is what was set before the clock was set back.
        due = ~outbox.c.due.between(self._now, self._now + LONGEST_PAUSE)
        mine = [outbox.c.owner == self._me] if own else []
        nobodys = or_(outbox.c.owner.not_in(alive), *mine)
        left = (outbox.c.platform == platform) & due & nobodys
        age = (self._now - outbox.c.at).label("age")
        taken = update(outbox).where(left).values(owner=self._me)
        rows = connection.execute(taken.returning(*(outbox.c[name] for name in KEPT), age)).mappings()
        return [Owed(**{**row, "door": Door(row["door"])}) for row in rows]

    def beat(
        self, settled: list[str], unkept: list[Owed], connection: Connection, *, sweep: bool
    ) -> tuple[int, float]:
        """Say that this process lives, and write; return how many all processes owe, and for how long."""
        row = {"id": self._me, "seen_at": self._now}
        connection.execute(insert_new(connection, processes, row, update=("seen_at",)))
        self.forget(settled, connection)
        for each in unkept:
            # Seen as well: the platform may bring it again, to another process, after this one is gone.
            connection.execute(insert_new(connection, deliveries, {"key": each.id, "at": self._now}))
            connection.execute(insert_new(connection, outbox, self._row(each)))
        if sweep:
            connection.execute(delete(deliveries).where(deliveries.c.at < self._now - _SEEN_FOR))
            connection.execute(delete(processes).where(processes.c.seen_at < self._now - _GONE_FOR))
            connection.execute(delete(contexts).where(contexts.c.at < self._now - _REMEMBERED_FOR))
        count, age = connection.execute(select(func.count(), self._now - func.min(outbox.c.at))).one()
        return count, max(age or 0.0, 0.0)

    def _row(self, owed: Owed) -> dict[str, Any]:
        return _columns(owed) | {"at": self._now - owed.age, "owner": self._me, "due": 0.0}


def _columns(owed: Owed) -> dict[str, Any]:
    """Return what is kept of it, by the names of the columns."""
    return {name: getattr(owed, name) for name in KEPT} | {"door": owed.door.value}
