"""What outlives a connection, and where a database is set the process: one value, which every service is given."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from adapters.following import recalls_nothing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from contextlib import AbstractAsyncContextManager

    from adapters.gateway_session import Sessions
    from adapters.incoming import Respond
    from adapters.journal import Journal
    from adapters.manners import Overrides
    from adapters.owed import Ledger
    from adapters.platform_state import PlatformState
    from botcore import Asked, Message

Claim: TypeAlias = "AbstractAsyncContextManager[asyncio.Event]"
"""Entered once this process may serve; gives what is set when another one does."""

Telling: TypeAlias = "Callable[[str, Callable[[Message], Awaitable[bool]]], AbstractAsyncContextManager[None]]"
"""Takes a platform and what posts there; while it is entered, each week that is over is told of."""


def untold(_platform: str, _announce: Callable[[Message], Awaitable[bool]]) -> AbstractAsyncContextManager[None]:
    """Return what tells nobody of any week."""
    return nullcontext()


@asynccontextmanager
async def unclaimed(_: PlatformState) -> AsyncIterator[asyncio.Event]:
    """Give what is never set: no other process serves it."""
    yield asyncio.Event()


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What the services ask; as it comes, all of it ends with the process.

    Attributes:
        ledger: What was seen and what is owed; None: each platform keeps that in memory.
        journal: Takes down replies and ratings; None: none is kept.
        overrides: What owners set in place; None: nothing can be.
        sessions: Keeps the sessions of Discord's shards; None: they end with their process.
        claiming: Returns what to hold while serving a shard of Discord's, so that no other process does.
        telling: Tells what each week was like, where a journal is kept.
        knowing: Returns the same answers, to messages that say what they follow elsewhere.
        recalls: Returns how many seconds ago any process replied last to who wrote a message, in its place.
    """

    ledger: Ledger | None = None
    journal: Journal | None = None
    overrides: Overrides | None = None
    sessions: Sessions | None = None
    claiming: Callable[[PlatformState], Claim] = unclaimed
    telling: Telling = untold
    knowing: Callable[[Respond], Respond] = lambda answer: answer
    recalls: Callable[[Asked], Awaitable[float | None]] = recalls_nothing

    def heard(self, answer: Respond) -> Respond:
        """Return the same answers, to messages that say what they follow, and taken down where that is set."""
        known = self.knowing(answer)
        return self.journal.kept(known) if self.journal else known


NOTHING = Kept()
"""Of a service that ends with its process."""
