"""One process of several that write one journal: `python tests/month_writer.py ADDRESS LINES NUMBER`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from adapters.journal import Journal  # noqa: E402
from adapters.store import Store  # noqa: E402
from botcore import Rated  # noqa: E402


async def write(address: str, count: int, number: str) -> None:
    """Take down so many ratings as fast as the database writes them, as a process of the service would."""
    async with Store(address).open() as store, Journal(store, b"key").open() as journal:
        for each in range(count):
            journal.rated(Rated(helpful=True, entry=f"{number}-{each}", person=f"discord:{number}"))
            while journal.waiting > 1_000:  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.01)
        while journal.waiting:  # noqa: ASYNC110 - it has no event for that
            await asyncio.sleep(0.01)
        if journal.dropped:
            raise SystemExit(f"{journal.dropped} dropped")


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
