"""One of the processes of `test_once`: takes the deliveries that come to it, and brings a reply to each.

    python tests/once_worker.py ADDRESS FOLDER NUMBER COUNT FIRST

A delivery comes to the process of its number by three, and one in ten again to the next. Its reply is a line with
its key in this process's file, written at once. What is replaced lies outside of what is proved: no platform
delivers, nothing is judged, the reply goes into a file, and PostgreSQL is waited for a minute, not a second and a
half, since what happens without it is another proof's (`prolobot bench chaos`). The ledger, its thread, its lease
and PostgreSQL are the service's own.
"""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.owed import LOOK_EVERY, Door, Owed, bring
from adapters.store import Store, StoredLedger, store

if TYPE_CHECKING:
    from collections.abc import Iterator

PROCESSES = 3
AT_ONCE = 30
"""Deliveries in the making, in each process."""


def deliveries(count: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers of deliveries, with the process that each comes to, in order."""
    chance = random.Random(13)  # noqa: S311 - no secret
    for number in range(count):
        yield number, number % PROCESSES
        if chance.random() < 0.1:
            yield number, (number + 1) % PROCESSES


def posts(folder: Path) -> list[str]:
    """Return the key of every reply that was brought, by whichever process."""
    return [key for each in folder.glob("posts-*") for key in each.read_text().splitlines()]


def say(taken: int) -> None:
    """Tell how many deliveries are surely taken."""
    sys.stdout.write(f"{taken}\n")
    sys.stdout.flush()


async def serve(address: str, folder: Path, me: int, count: int, first: int) -> None:
    """Take this process's deliveries from its `first` on; then make up for what others leave, until killed."""
    store.TIMEOUT = 60.0
    shared = Store(address)
    mine = [number for number, to in deliveries(count) if to == me]
    async with shared.open(), StoredLedger(shared).alive() as ledger:
        while not shared.is_there:  # noqa: ASYNC110 - another one migrates
            await asyncio.sleep(0.1)
        with (folder / f"posts-{me}").open("a", buffering=1) as file:

            async def handle(number: int) -> None:
                key = f"message:{number}"
                owed = Owed(key, "slack", Door.MESSAGE, "D1", "U1", message=key)
                if await ledger.take([f"event:{number}", key], owed):
                    await bring(ledger, owed, lambda: post(key))

            async def post(key: str) -> None:
                file.write(f"{key}\n")

            for begin in range(first, len(mine), AT_ONCE):
                await asyncio.gather(*map(handle, mine[begin : begin + AT_ONCE]))
                say(min(begin + AT_ONCE, len(mine)))
            while True:
                found = await ledger.left("slack")
                shown = set(posts(folder)) if any(each.sending for each in found) else set()
                for owed in found:
                    # As the service: what may have arrived is looked for first.
                    if owed.id in shown:
                        await ledger.settle(owed)
                    else:
                        await bring(ledger, owed, lambda key=owed.id: post(key))  # type: ignore[misc]
                await asyncio.sleep(LOOK_EVERY)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:6])))
