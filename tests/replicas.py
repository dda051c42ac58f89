"""Processes that share a database, inside one test: each may be cut off from it, and end without a word."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from adapters.store import Store, StoredLedger

if TYPE_CHECKING:
    from typing import Self


class Replica:
    """One process's hand in a database, by the event loop's clock."""

    def __init__(self, database: str) -> None:
        self.store = Store(database)
        self.ledger = StoredLedger(self.store, asyncio.get_running_loop().time)
        self._ended = contextlib.AsyncExitStack()
        self._works = self.store._work, self.store._work_alone

    async def __aenter__(self) -> Self:
        await self._ended.enter_async_context(self.store.open())
        await self._ended.enter_async_context(self.ledger.alive())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._ended.aclose()

    def cut(self) -> None:
        self.store._work = self.store._work_alone = refuse  # type: ignore[method-assign, assignment]

    def mend(self) -> None:
        self.store._work, self.store._work_alone = self._works  # type: ignore[method-assign]


def refuse(_: object) -> None:
    raise ConnectionRefusedError
