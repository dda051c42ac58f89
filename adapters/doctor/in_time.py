"""Ask once, and wait for nothing for ever."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

_T = TypeVar("_T")


class Shared(Generic[_T]):
    """What several checks ask, asked once; each waits for the answer as long as it likes."""

    def __init__(self, ask: Callable[[], Coroutine[object, object, _T]]) -> None:
        """Prepare; the first who asks begins."""
        self._ask = ask
        self._task: asyncio.Task[_T] | None = None

    async def __call__(self) -> _T:
        """Return the answer, or raise what asking raised."""
        self._task = self._task or asyncio.create_task(self._ask())
        # One that gives up must not take the answer from the others.
        return await asyncio.shield(self._task)

    async def close(self) -> None:
        """End the asking, whatever came of it."""
        if self._task:
            self._task.cancel()
            await asyncio.wait({self._task})
            if not self._task.cancelled():
                self._task.exception()


class _Unwaited(Executor):
    """Threads that nobody waits for at the end of the program, as Python does for those of its own pools."""

    def submit(self, fn: Callable[..., _T], /, *args: object, **kwargs: object) -> Future[_T]:
        """Begin at once, each in a thread of its own."""
        done: Future[_T] = Future()

        def run() -> None:
            try:
                done.set_result(fn(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - whoever waits gets it
                done.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return done


async def in_thread(work: Callable[[], _T]) -> _T:
    """Return what blocking work returns; a name server that says nothing holds nobody but whoever asked it."""
    return await asyncio.get_running_loop().run_in_executor(_Unwaited(), work)
