"""Bring a database's tables to what this program expects, once, whoever starts first."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_MIGRATIONS = Path(__file__).parent / "migrations"

_TURN = 0x70726F6C6F
"""The advisory lock of whoever migrates: "prolo"."""


def migrate(engine: Engine) -> None:
    """Return once the tables are this program's; a database of a newer one is left as it is."""
    # Most starts find nothing to do, and need not wait for anybody's turn.
    with engine.connect() as connection:
        if _is_current(connection):
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
        else:
            # Python's driver begins no transaction before a table is made: whoever died in between would leave
            # some of them, which the next start cannot make again.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        # Once more: another process may have done it while this one waited for its turn.
        if not _is_current(connection):
            command.upgrade(_config(connection), "head")


class Standing(Enum):
    """How a database's tables stand beside what this program expects."""

    NEW = "without tables"
    OLD = "of an older program"
    CURRENT = "current"
    NEWER = "of a newer program"


def standing(connection: Connection) -> Standing:
    """Return how the tables stand; nothing is changed."""
    script = ScriptDirectory.from_config(_config())
    found = set(MigrationContext.configure(connection).get_current_heads())
    if not found:
        return Standing.NEW
    if found == set(script.get_heads()):
        return Standing.CURRENT
    known = {each.revision for each in script.walk_revisions()}
    return Standing.OLD if known.issuperset(found) else Standing.NEWER


def _is_current(connection: Connection) -> bool:
    """Tell whether nothing is to be done: also where a newer program has been, whose tables it keeps usable."""
    return standing(connection) in {Standing.CURRENT, Standing.NEWER}


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config
