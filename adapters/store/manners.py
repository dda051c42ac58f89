"""What owners set in place, as all processes that share the database see it."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from adapters.manners import fits
from adapters.store.sql import insert_new
from adapters.store.store import AwayError
from adapters.store.tables import manners

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from sqlalchemy import Connection

    from adapters.manners import Change, Places
    from adapters.store.store import Run, Store

_LOOK_EVERY = 5.0
"""Seconds after which what was set by way of another process holds here, too."""


class StoredManners:
    """The manners of one database; while that is away, those it had last.

    Attributes:
        places: All of them.
        is_kept: Whether there is somewhere to keep them: there is.
    """

    is_kept = True

    def __init__(self, store: Store) -> None:
        """Keep them in a store that is not open yet."""
        self.places: Places = {}
        self._store = store
        store.on_return(self._read_with)

    @contextlib.asynccontextmanager
    async def followed(self) -> AsyncIterator[StoredManners]:
        """Look what other processes set while the block lasts."""
        following = asyncio.create_task(self._follow())
        try:
            yield self
        finally:
            following.cancel()

    async def change(self, changes: Iterable[Change]) -> bool:
        """Keep changes, all or none; tell whether they are kept."""
        try:
            self.places = await self._store.run(partial(_change, list(changes)))
        except AwayError:
            return False
        return True

    async def _read_with(self, run: Run) -> None:
        self.places = await run(_read)

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            with contextlib.suppress(AwayError):
                self.places = await self._store.run(_read)


def _read(connection: Connection) -> Places:
    places: dict[str, dict[str, str]] = {}
    for row in connection.execute(select(manners)):
        if fits(row.place, row.name, row.value):  # a newer program, or a hand, may have written another
            places.setdefault(row.place, {})[row.name] = row.value
    return places


def _change(changes: list[Change], connection: Connection) -> Places:
    for place, name, value in changes:
        if value is None:
            connection.execute(delete(manners).where((manners.c.place == place) & (manners.c.name == name)))
        else:
            row = {"place": place, "name": name, "value": value}
            connection.execute(insert_new(connection, manners, row, update=("value",)))
    return _read(connection)
