"""A journal in which several people asked the same in vain, and some said whether a reply helped."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING

from adapters.journal import Journal, Line
from adapters.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def filled(address: str, asked: Mapping[str, Sequence[str]], ratings: Mapping[str, tuple[int, int]]) -> None:
    """Write a journal, on a thread: Playwright's loop is running on the test's own.

    Args:
        address: The database.
        asked: The entry that was near, or "", to what different people asked.
        ratings: The entry to how many it helped, and how many not.
    """
    filling = threading.Thread(target=lambda: asyncio.run(_fill(address, asked, ratings)))
    filling.start()
    filling.join(30)


async def _fill(address: str, asked: Mapping[str, Sequence[str]], ratings: Mapping[str, tuple[int, int]]) -> None:
    def line(number: int, kind: str, entry: str, *, helpful: bool | None = None, words: str = "") -> Line:
        person = f"{kind}-{entry}-{number}"
        return Line(
            at=time.time(), platform="discord", place="p", person=person, kind=kind, entry=entry, score=0.1,
            helpful=helpful, words=words,
        )  # fmt: skip

    async with Store(address).open() as store, Journal(store, b"key", days=30).open() as journal:
        for entry, questions in asked.items():
            for number, words in enumerate(questions):
                journal._writing.add(line(number, "abstain", entry, words=words))
        for entry, counts in ratings.items():
            for number in range(sum(counts)):
                journal._writing.add(line(number, "rated", entry, helpful=number < counts[0]))
