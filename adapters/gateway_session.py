"""Sessions of Discord's gateway, handed on: whoever serves a shard next is told what nobody heard meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class GatewaySession:
    """A session, and how far it got.

    Attributes:
        id: Discord's.
        gateway: Where it can be resumed.
        sequence: The number of an event; what this and those before it asked for is in the ledger.
    """

    id: str
    gateway: str
    sequence: int


class Sessions(Protocol):
    """The last session of each shard, where every process finds it."""

    async def last(self, shard: str) -> GatewaySession | None:
        """Return the session of whoever served a shard last, once that is known; None: nobody did."""
        ...

    async def keep(self, shard: str, session: GatewaySession) -> None:
        """Keep it for whoever serves the shard next."""
        ...
