"""`prolobot run --wait` by a clock that can be wrong, for `bench chaos`: `python -m adapters.assembly.chaotic`.

The clock that counts is the database's; here a table of the trial's says by how much it is wrong.
"""

from __future__ import annotations

from sqlalchemy.ext.compiler import compiles

from adapters.assembly.platforms import every_set
from adapters.assembly.serving import serve
from adapters.benchmarks.chaos.databases import CLOCK
from adapters.store.sql import DatabaseTime, in_postgresql, in_sqlite

_WRONG_BY = f"(SELECT seconds FROM {CLOCK})"  # noqa: S608 - a name of ours


@compiles(DatabaseTime, "sqlite")
def _wrong_in_sqlite(*_: object, **__: object) -> str:
    return f"({in_sqlite()} + {_WRONG_BY})"


@compiles(DatabaseTime, "postgresql")
def _wrong_in_postgresql(*_: object, **__: object) -> str:
    return f"({in_postgresql()} + {_WRONG_BY})"


if __name__ == "__main__":
    serve(None, every_set, wait=True)
