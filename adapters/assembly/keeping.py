"""What outlives a process, where a database is set: from the settings to what the services ask."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from adapters.assembly.bad_input import fail
from adapters.assembly.services import unclaimed, untold
from adapters.following import recalls_nothing

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Awaitable, Callable

    from adapters.assembly.services import Claim as ClaimHeld
    from adapters.assembly.services import Telling
    from adapters.database_state import DatabaseState
    from adapters.gateway_session import Sessions
    from adapters.incoming import Respond
    from adapters.journal import Journal
    from adapters.manners import Overrides
    from adapters.owed import Ledger
    from adapters.platform_state import PlatformState
    from adapters.settings import Settings
    from adapters.store import Store
    from botcore import Asked


_logger = structlog.get_logger(__name__)

_OTHERS_FIRST = 3.0
"""Seconds between two tries to claim one more shard, for each that is served already."""


@dataclass(frozen=True)
class Kept:
    """What the services ask.

    Attributes:
        store: The database; None: none is set.
        ledger: What was seen and what is owed; None: each platform keeps that in memory.
        journal: Takes down replies and ratings; None: none is kept.
        overrides: What owners set in place; None: nothing can be.
        sessions: Keeps the sessions of Discord's shards; None: they end with their process.
        claiming: Returns what to hold while serving a shard of Discord's, so that no other process does.
        telling: Tells what each week was like, where a journal is kept.
        knowing: Returns the same answers, to messages that say what they follow elsewhere.
        recalls: Returns how many seconds ago any process replied last to who wrote a message, in its place.
    """

    store: Store | None = None
    ledger: Ledger | None = None
    knowing: Callable[[Respond], Respond] = lambda answer: answer
    recalls: Callable[[Asked], Awaitable[float | None]] = recalls_nothing
    journal: Journal | None = None
    overrides: Overrides | None = None
    sessions: Sessions | None = None
    claiming: Callable[[PlatformState], ClaimHeld] = unclaimed
    telling: Telling = untold

    def heard(self, answer: Respond) -> Respond:
        """Return the same answers, to messages that say what they follow, and taken down where that is set."""
        known = self.knowing(answer)
        return self.journal.kept(known) if self.journal else known


@contextlib.asynccontextmanager
async def kept_in_database(current: Settings, state: DatabaseState) -> AsyncIterator[Kept]:
    """Keep looking after the database that is set while the block lasts; `state` is told how it fares.

    Raises:
        BadInputError: The address is none.
    """
    if current.reports and not current.practices.journal:
        _logger.error("report_needs_journal", set="PROLOBOT_DATABASE and PROLOBOT_JOURNAL")
    if not (address := current.database.get_secret_value()):
        state.is_set, state.reason = False, ""
        yield Kept()
        return
    from adapters.store import (  # SQLAlchemy takes its time
        AddressError,
        Claim,
        Store,
        StoredContexts,
        StoredLedger,
        StoredManners,
        StoredSessions,
    )

    try:
        store = Store(address, state)
    except AddressError as error:
        fail(f"PROLOBOT_DATABASE: {error}")
    holding = set[str]()

    @contextlib.asynccontextmanager
    async def claiming(state: PlatformState) -> AsyncIterator[asyncio.Event]:
        state.stands_by()
        # Whoever serves some already lets others go first.
        async with Claim(address, state.name).held(after=_OTHERS_FIRST * len(holding)) as lost:
            holding.add(state.name)
            state.loses("connecting")
            try:
                yield lost
            finally:
                holding.discard(state.name)

    from adapters.journal import Journal
    from adapters.journal.weekly import Weekly

    journal = Journal(store, current.hashing_key, days=current.journal_days) if current.journal else None
    weekly = Weekly(address) if journal and current.reports else None
    manners = StoredManners(store)
    async with (
        contextlib.AsyncExitStack() as leaving,
        store.open(),
        manners.followed(),
        StoredLedger(store).alive() as ledger,
        journal.open() if journal else contextlib.nullcontext(),
    ):
        if weekly:
            leaving.callback(weekly.close)
        contexts = StoredContexts(store, current.hashing_key)
        yield Kept(
            store,
            ledger,
            contexts.known_to,
            contexts.replied_ago,
            journal,
            manners,
            StoredSessions(store),
            claiming,
            weekly.telling if weekly else untold,
        )
