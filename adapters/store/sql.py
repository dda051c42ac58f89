"""What SQLite and PostgreSQL both can and say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Float
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

_DIALECTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


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
    return insertion(connection.dialect.name, table, rows, update=update)


def insertion(
    dialect: str,
    table: Table,
    rows: Any,  # noqa: ANN401 - SQLAlchemy's own
    *,
    update: Sequence[str] = (),
) -> Any:  # noqa: ANN401 - the same
    """Return the same in the words of a dialect."""
    insert = _DIALECTS[dialect](table).values(rows)
    if not update:
        return insert.on_conflict_do_nothing()
    new = {name: insert.excluded[name] for name in update}
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)
