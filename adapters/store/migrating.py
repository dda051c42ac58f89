"""Bring a database's tables to what this program expects, once, whoever starts first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"

TURN = 0x70726F6C6F
"""The advisory lock of whoever migrates: "prolo"."""


def migrate(engine: Engine) -> None:
    """Return once the tables are this program's; a database of a newer one is left as it is."""
    with engine.connect() as connection:
        if _is_current(connection):
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
        if not _is_current(connection):
            command.upgrade(_config(connection), "head")


def _is_current(connection: Connection) -> bool:
    """Tell whether nothing is to be done: also where a newer program has been, whose tables it keeps usable."""
    script = ScriptDirectory.from_config(_config())
    found = MigrationContext.configure(connection).get_current_heads()
    known = {each.revision for each in script.walk_revisions()}
    return bool(found) and (set(found) == set(script.get_heads()) or not known.issuperset(found))


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
