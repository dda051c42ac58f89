"""For discord.py users: point the library at a stand-in, and back. The only module that imports discord.

Example:
    with pointed_at(discord.url):
        client = discord.Client(intents=discord.Intents.default())
        await client.start(discord.settings.token)
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import yarl
from discord import utils
from discord.gateway import DiscordWebSocket
from discord.http import Route

from .rest import PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Zlib:
    """What discord.py uses itself where zstandard is missing, and does not define elsewhere."""

    COMPRESSION_TYPE = "zlib-stream"

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj()

    def decompress(self, data: bytes, /) -> str:
        """Return the text of one frame; the stand-in never splits one."""
        return self._inflater.decompress(data).decode()


_here: ContextVar[str] = ContextVar("stand_in")


class _Address:
    """A class attribute that reads as one address where `pointed_here` says so, else as it was."""

    def __init__(self, outside: Any, here: Callable[[str], Any]) -> None:  # noqa: ANN401 - text or yarl.URL
        self.outside = outside
        self.here = here

    def __get__(self, _: object, owner: type) -> Any:  # noqa: ANN401 - the same
        """Return the address in this context."""
        url = _here.get("")
        return self.here(url) if url else self.outside


@contextmanager
def pointed_at(url: str) -> Iterator[None]:
    """Let every discord.py client of this process use the stand-in at `url`, while the block lasts.

    It sets `discord.http.Route.BASE` and `DiscordWebSocket.DEFAULT_GATEWAY`. discord.py asks for zstd
    where the `zstandard` package is installed, which the stand-in does not speak: inside the block it
    asks for zlib.

    Args:
        url: `http://127.0.0.1:port`, as `DiscordStandIn.url` gives it.
    """
    before = _addresses()
    _set(_base(url), _gateway(url), _Zlib)
    try:
        yield
    finally:
        _set(*before)


@contextmanager
def pointed_here(url: str) -> Iterator[None]:
    """Let the clients of this task, and of those it starts, use the stand-in at `url`, while the block lasts.

    So several stand-ins can serve one process at once. Afterwards discord.py asks for zlib, which Discord
    speaks too, in the whole process.
    """
    base, gateway, _ = _addresses()
    if not isinstance(base, _Address):
        _set(_Address(base, _base), _Address(gateway, _gateway), _Zlib)
    token = _here.set(url)
    try:
        yield
    finally:
        _here.reset(token)


def _base(url: str) -> str:
    return f"{url}{PREFIX}"


def _gateway(url: str) -> yarl.URL:
    return yarl.URL(url).with_scheme("ws")


def _addresses() -> tuple[Any, Any, Any]:
    """Return what is set now; `vars`, since asking the class would read through an `_Address`."""
    return vars(Route)["BASE"], vars(DiscordWebSocket)["DEFAULT_GATEWAY"], utils._ActiveDecompressionContext  # noqa: SLF001


def _set(base: Any, gateway: Any, decompression: Any) -> None:  # noqa: ANN401 - as `_addresses`
    Route.BASE = base
    DiscordWebSocket.DEFAULT_GATEWAY = gateway
    utils._ActiveDecompressionContext = decompression  # noqa: SLF001 - it has no public switch
