"""What many ask of the database at the same moment, done as one: forty rows cost one commit, as one row does."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from adapters.store.store import Store

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")


class Together(Generic[_Item, _Found]):
    """One kind of work: what comes while a piece of it is under way is done with the next piece."""

    def __init__(
        self, store: Store, work: Callable[[list[_Item], Connection], Sequence[_Found]], *, alone: bool = False
    ) -> None:
        """Begin with nothing.

        Args:
            store: Where it is done.
            work: Does it for many, and returns what each is told, in their order.
            alone: As in `Store.run`.
        """
        self._store = store
        self._work = work
        self._alone = alone
        self._waiting: list[tuple[_Item, asyncio.Future[_Found]]] = []
        self._working: asyncio.Task[None] | None = None

    async def __call__(self, item: _Item) -> _Found:
        """Return what comes of one.

        Raises:
            AwayError: The database is away; this one may or may not have been done.
        """
        found: asyncio.Future[_Found] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, found))
        # A task of its own: whoever gives up waiting takes nobody else's row along.
        self._working = self._working or asyncio.create_task(self._work_off())
        return await found

    async def _work_off(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, []
            working = partial(self._work, [item for item, _ in asked])
            try:
                each_found = await self._store.run(working, alone=self._alone)
            except Exception as error:  # noqa: BLE001 - whoever asked hears it
                for _, waiting in asked:
                    if not waiting.done():
                        waiting.set_exception(type(error)(*error.args))
            else:
                for (_, waiting), found in zip(asked, each_found, strict=True):
                    if not waiting.done():
                        waiting.set_result(found)
        self._working = None
