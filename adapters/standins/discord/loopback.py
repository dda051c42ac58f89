"""For discord.py users: point the library at a stand-in, and back. The only module that imports discord.

Example:
    with pointed_at(discord.url):
        client = discord.Client(intents=discord.Intents.default())
        await client.start(discord.settings.token)
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import yarl
from discord import utils
from discord.gateway import DiscordWebSocket
from discord.http import Route

from .rest import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Zlib:
    """What discord.py uses itself where zstandard is missing, and does not define elsewhere."""

    COMPRESSION_TYPE = "zlib-stream"

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj()

    def decompress(self, data: bytes, /) -> str:
        """Return the text of one frame; the stand-in never splits one."""
        return self._inflater.decompress(data).decode()


@contextmanager
def pointed_at(url: str) -> Iterator[None]:
    """Let every discord.py client of this process use the stand-in at `url`, while the block lasts.

    It sets `discord.http.Route.BASE` and `DiscordWebSocket.DEFAULT_GATEWAY`. discord.py asks for zstd
    where the `zstandard` package is installed, which the stand-in does not speak: inside the block it
    asks for zlib.

    Args:
        url: `http://127.0.0.1:port`, as `DiscordStandIn.url` gives it.
    """
    before = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, utils._ActiveDecompressionContext)  # noqa: SLF001
    Route.BASE = f"{url}{PREFIX}"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url).with_scheme("ws")
    utils._ActiveDecompressionContext = _Zlib  # noqa: SLF001 - it has no public switch
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, utils._ActiveDecompressionContext = before  # noqa: SLF001
