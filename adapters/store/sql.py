"""What SQLite and PostgreSQL both can and say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Column, Float, String, bindparam, cast, column, func, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Table

_DIALECTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


NOT_WAITING = {"sqlite": "PRAGMA synchronous=NORMAL", "postgresql": "SET synchronous_commit TO off"}
"""What lets a connection's commits be done before they are on the disk: they outlive a process that is killed, and
come in their order, but the last of them may be gone after a power cut
(https://sqlite.org/pragma.html#pragma_synchronous, https://www.postgresql.org/docs/current/wal-async-commit.html)."""


class DatabaseTime(FunctionElement[float]):
    """Seconds since 1970 by the database's clock, which all its clients share."""

    type = Float()
    inherit_cache = True


@compiles(DatabaseTime, "sqlite")
def in_sqlite(*_: Any, **__: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    """Return it in SQLite's words."""
    # `unixepoch` counts whole seconds before SQLite 3.42.
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(DatabaseTime, "postgresql")
def in_postgresql(*_: Any, **__: Any) -> str:  # noqa: ANN401 - the same
    """Return it in PostgreSQL's words."""
    # Not `now()`, which stands still within a transaction.
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"


def insert_new(
    connection: Connection,
    table: Table,
    rows: Any,  # noqa: ANN401 - SQLAlchemy's own
    *,
    update: Sequence[str] = (),
) -> Any:  # noqa: ANN401 - the same
    """Return the statement that inserts rows; of one that is there already, only `update` becomes new."""
    return _or_update(_DIALECTS[connection.dialect.name](table).values(rows), table, update)


def _or_update(insert: Any, table: Table, update: Sequence[str]) -> Any:  # noqa: ANN401 - the same
    if not update:
        return insert.on_conflict_do_nothing()
    new = {name: insert.excluded[name] for name in update}
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)


def rows_of(dialect: str, columns: Sequence[Column[Any]]) -> dict[str, ColumnElement[Any]]:
    """Return the columns of many rows that are bound as one value, `rows`: a JSON list of objects.

    A statement stays the same then, however many rows there are; one with a parameter for each value is read anew
    by pg8000 for each number of rows, and costs it five times as much for forty.
    """
    if dialect == "sqlite":
        value = func.json_each(bindparam("rows", type_=String)).table_valued("value").c.value
        return {each.name: func.json_extract(value, f"$.{each.name}", type_=each.type) for each in columns}
    listed = func.json_to_recordset(cast(bindparam("rows", type_=String), JSON))
    table = listed.table_valued(*(column(each.name, each.type) for each in columns))
    return dict(table.render_derived(with_types=True).c)


def insertion_of_rows(
    dialect: str, table: Table, columns: Mapping[str, ColumnElement[Any]], *, update: Sequence[str] = ()
) -> Any:  # noqa: ANN401 - SQLAlchemy's own
    """Return what inserts all rows that columns are selected from; `update` as in `insert_new`."""
    # SQLite takes ON for a join's without a WHERE (https://sqlite.org/lang_upsert.html#parsing_ambiguity).
    rows = select(*columns.values()).where(true())
    return _or_update(_DIALECTS[dialect](table).from_select(list(columns), rows), table, update)
