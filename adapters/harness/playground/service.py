"""The running playground: it loads the bot while the page is open already, and follows the file."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from adapters.harness.playground.pages import Pages
from adapters.harness.playground.reloading import changes_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from adapters.harness.playground.rooms import Room
    from adapters.harness.playground.why import Exchanges
    from botcore import Bot, Faq

_Json = dict[str, Any]


class Refused(Exception):  # noqa: N818 - reads as the sentence it is
    """A file cannot be used; `faults` are lines that name where, what was found and what was expected."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class Running(Protocol):
    """The bots on both platforms."""

    heard: dict[str, Exchanges]

    def replace(self, bot: Bot) -> None:
        """Answer from another bot from the next message on."""
        ...

    async def stop(self) -> None:
        """Finish the replies being made, and disconnect."""
        ...


@dataclass(frozen=True)
class Builders:
    """What the composition root knows how to make.

    Attributes:
        find: Returns the file to answer from; runs on a thread.
        load: A file's path, and what is told of progress, to a bot; runs on a thread; raises `Refused`.
        start: Starts a bot on both platforms; returns once it is connected to both.
    """

    find: Callable[[], Path]
    load: Callable[[Path, Callable[[int, int], None]], Bot]
    start: Callable[[Bot], Awaitable[Running]]


class Playground:
    """Both rooms, the file, and how far the bot is.

    Attributes:
        rooms: By platform, in the order of the page.
        ready: Set once the bot can be asked.
        status: What the top of the page says.
    """

    def __init__(self, builders: Builders) -> None:
        """Prepare; `run` does the work."""
        self.rooms: dict[str, Room] = {}
        self.pages = Pages()
        self.ready = asyncio.Event()
        self.status: _Json = {"state": "preparing", "file": "", "faq": None, "faults": [], "progress": None}
        self._builders = builders
        self._running: Running | None = None
        self._changed = asyncio.Event()
        self._stopping = asyncio.Event()

    def add_room(self, room: Room) -> None:
        """Add a platform, whose room tells the pages."""
        self.rooms[room.name] = room

    async def run(self) -> None:
        """Serve until cancelled: load the file, start the bots, load again whenever it changes."""
        path = (await asyncio.to_thread(self._builders.find)).resolve()
        self._show(file=path.name)
        watching = asyncio.create_task(self._watch(path))
        try:
            while True:
                await self._reload(path)
                await self._changed.wait()
                self._changed.clear()
        finally:
            self._stopping.set()
            self.pages.close()
            await watching
            if self._running:
                await self._running.stop()

    async def until_ready(self) -> None:
        """Return once the bot can be asked.

        Raises:
            ValueError: The file was refused, and there was none before it.
        """
        if self.status["state"] == "refused":
            raise ValueError(f"{self.status['file']} has faults: nothing can be answered yet")
        await self.ready.wait()

    async def snapshot(self) -> _Json:
        """Return everything a page needs that has just been opened."""
        rooms = {name: await room.snapshot() for name, room in self.rooms.items()}
        return {"event": "hello", "status": self.status, "rooms": rooms}

    async def _watch(self, path: Path) -> None:
        async for _ in changes_of(path, self._stopping):
            self._changed.set()

    async def _reload(self, file: Path) -> None:
        """Load the file and answer from it; a bad one changes nothing but the faults that are shown."""
        self._show(state="learning" if self._running else "preparing", progress=None)
        try:
            bot = await asyncio.to_thread(self._builders.load, file, self._progress())
        except Refused as refused:
            state = "ready" if self._running else "refused"
            self._show(state=state, faults=refused.faults, progress=None)
            return
        if self._running is None:
            self._running = await self._builders.start(bot)
            for name, heard in self._running.heard.items():
                self.rooms[name].heard = heard
        else:
            self._running.replace(bot)
        self.ready.set()
        self._show(state="ready", faults=[], progress=None, faq=_described(bot.faq))

    def _progress(self) -> Callable[[int, int], None]:
        """Return what the loading thread tells how far it is; it ends the thread's work when stopping."""
        loop, shown = asyncio.get_running_loop(), -1

        def tell(done: int, total: int) -> None:
            nonlocal shown
            if self._stopping.is_set():
                # A thread cannot be cancelled, so the work ends where it next tells how far it is.
                raise Refused(["stopped"])
            # A hundred times at most: a big file has thousands of wordings.
            if (percent := 100 * done // max(total, 1)) != shown:
                shown = percent
                loop.call_soon_threadsafe(lambda: self._show(progress=percent))

        return tell

    def _show(self, **changed: object) -> None:
        self.status = self.status | changed
        self.pages.tell({"event": "status", "status": self.status})


def _described(faq: Faq) -> _Json:
    return {
        "entries": len(faq.entries),
        "topics": len(faq.topics),
        "questions": [entry.question for entry in faq.entries],
        "loaded": time.time(),
    }
