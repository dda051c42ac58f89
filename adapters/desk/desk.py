"""What the page shows, and what a person may do there: try a draft, take it, sign an entry."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

_Json = dict[str, Any]


class RefusedError(Exception):
    """Something cannot be done; the message is fit for the page."""


class Tried(Protocol):
    """A draft that was tried, and what taking it would do."""

    @property
    def values(self) -> _Json:
        """The draft, the difference in the file, and what it does to the decks."""
        ...

    @property
    def is_fine(self) -> bool:
        """Whether it may be taken."""
        ...

    def write(self) -> None:
        """Write it into the file, for good.

        Raises:
            RefusedError: The file was changed meanwhile, or cannot be written.
        """


@dataclass(frozen=True)
class Parts:
    """What the composition root knows how to do. All of it blocks, so it runs on a thread, one after the other.

    Attributes:
        stamp: Returns what is another once the file is.
        read_journal: Reads the journal again.
        look: Reads the file again, and returns what the page shows.
        judge: The key of a draft, the name of who would take it, and what is told how far it is, to what it does.
        sign: Writes a review: the id of an entry, the name of who vouches, and the fingerprint of what they read.
    """

    stamp: Callable[[], object]
    read_journal: Callable[[], None]
    look: Callable[[], _Json]
    judge: Callable[[str, str, Callable[[str], None]], Tried]
    sign: Callable[[str, str, str], None]


class Desk:
    """The desk of one file.

    Attributes:
        shown: What the page shows; empty until it was read.
    """

    def __init__(self, parts: Parts) -> None:
        """Prepare; `look` reads the file and the journal."""
        self.shown: _Json = {}
        self._parts = parts
        self._stamp: object = None
        self._turn = asyncio.Lock()
        self._trying: asyncio.Task[None] | None = None
        self._tried: _Json = {}
        self._judged: Tried | None = None

    @property
    def state(self) -> _Json:
        """What the page shows, and how far the draft is that is being tried."""
        return self.shown | {"ready": bool(self.shown), "tried": self._tried}

    async def look(self, *, journal: bool = True) -> None:
        """Read the file, and the journal where that is asked for."""
        async with self._turn:
            # Before it is read: what is written meanwhile is read once more rather than missed.
            stamp = self._parts.stamp()
            if journal:
                await asyncio.to_thread(self._parts.read_journal)
            self.shown = await asyncio.to_thread(self._parts.look)
            self._stamp = stamp

    async def follow(self) -> None:
        """Read the file again where somebody changed it elsewhere, unless something is being done just now.

        Raises:
            RefusedError: It cannot be used as it is.
        """
        if self.shown and not self._turn.locked() and self._parts.stamp() != self._stamp:
            await self.look(journal=False)

    def begin(self, key: str, by: str) -> None:
        """Begin to judge a draft, unless that is going on already; `state` tells how far it is.

        Raises:
            RefusedError: Another one is being judged.
        """
        if self._trying and not self._trying.done():
            if (self._tried["key"], self._tried["by"]) == (key, by):
                return
            raise RefusedError("another draft is being tried; wait for it")
        self._judged = None
        self._tried = {"key": key, "by": by, "step": "Waiting …", "done": False}
        self._trying = asyncio.create_task(self._judge(key, by))

    async def take(self, key: str, by: str) -> None:
        """Write the draft that was tried.

        Raises:
            RefusedError: It was not, for this person, or is not fine.
        """
        async with self._turn:
            judged, tried = self._judged, self._tried
            if judged is None or (tried["key"], tried["by"]) != (key, by):
                raise RefusedError("this was not tried in your name; try it first")
            if not judged.is_fine:
                raise RefusedError("something would be worse for it, so it is not written")
            # Whether it is written or not, it was judged for the file as it was.
            self._judged, self._tried = None, {}
            await asyncio.to_thread(judged.write)
        await self.look(journal=False)

    async def sign(self, entry: str, by: str, seen: str) -> None:
        """Write that a person vouches for an entry as they saw it.

        Raises:
            RefusedError: It says something else by now, or cannot be written.
        """
        async with self._turn:
            await asyncio.to_thread(self._parts.sign, entry, by, seen)
        await self.look(journal=False)

    async def close(self) -> None:
        """Wait for what is being judged, whose thread nothing can interrupt."""
        if self._trying:
            self._trying.cancel()
            await asyncio.gather(self._trying, return_exceptions=True)

    async def _judge(self, key: str, by: str) -> None:
        tried = self._tried

        def tell(step: str) -> None:
            tried["step"] = step

        try:
            async with self._turn:
                judged = await asyncio.to_thread(self._parts.judge, key, by, tell)
            found = {"fine": judged.is_fine, **judged.values}
        except RefusedError as error:
            tried.update(done=True, problem=str(error))
        except Exception as error:  # noqa: BLE001 - whatever broke, the page must not wait for ever
            tried.update(done=True, problem=f"trying it failed: {type(error).__name__}")
        else:
            self._judged = judged
            tried.update(done=True, **found)
