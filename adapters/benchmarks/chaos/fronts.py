"""What stands before a platform: a process that hands on every byte, so that it can be frozen and killed.

What the platform knows lives behind it, as a real one's outlives its machines.
`python -m adapters.benchmarks.chaos.fronts PORT TARGET` listens on the one port and connects to the other.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys

_AT_ONCE = 65_536
"""Bytes."""


async def serve(port: int, target: int) -> None:
    """Hand on what comes to one port of this machine to another, until killed."""

    async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", target)
        except OSError:
            writer.close()
            return
        passing = {asyncio.create_task(_pass(reader, back)), asyncio.create_task(_pass(there, writer))}
        # Whichever side ends, the other hears of it, as behind a proxy that dies.
        await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
        for each in (writer, back):
            each.close()
        await asyncio.gather(*passing, return_exceptions=True)

    server = await asyncio.start_server(joined, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(_AT_ONCE):
            writer.write(data)
            await writer.drain()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
