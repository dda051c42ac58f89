"""Keeping what outlives a process, where a database is set: from the settings to what the services ask."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import structlog

from adapters.assembly.bad_input import fail
from adapters.assembly.kept import NOTHING, Kept, untold

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator

    from adapters.database_state import DatabaseState
    from adapters.platform_state import PlatformState
    from adapters.settings import Settings
    from adapters.store import Store


_logger = structlog.get_logger(__name__)

_OTHERS_FIRST = 3.0
"""Seconds between two tries to claim one more shard, for each that is served already."""


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
        yield NOTHING
        return
    from adapters.store import AddressError, Store  # SQLAlchemy takes its time

    try:
        store = Store(address, state)
    except AddressError as error:
        fail(f"PROLOBOT_DATABASE: {error}")
    async with _kept_in(store, address, current) as kept:
        yield kept


@contextlib.asynccontextmanager
async def _kept_in(store: Store, address: str, current: Settings) -> AsyncIterator[Kept]:
    from adapters.journal import Journal
    from adapters.journal.weekly import Weekly
    from adapters.store import StoredContexts, StoredLedger, StoredManners, StoredSessions

    journal = Journal(store, current.hashing_key, days=current.journal_days) if current.journal else None
    weekly = Weekly(address) if journal and current.reports else None
    manners, contexts = StoredManners(store), StoredContexts(store, current.hashing_key)
    async with (
        contextlib.AsyncExitStack() as leaving,
        store.open(),
        manners.followed(),
        StoredLedger(store).alive() as ledger,
        journal.open() if journal else contextlib.nullcontext(),
    ):
        if weekly:
            leaving.callback(weekly.close)
        yield Kept(
            ledger=ledger,
            journal=journal,
            overrides=manners,
            sessions=StoredSessions(store),
            claiming=_Shards(address).claiming,
            telling=weekly.telling if weekly else untold,
            knowing=contexts.known_to,
            recalls=contexts.replied_ago,
        )


class _Shards:
    """Those of Discord's shards that this process serves."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._served = set[str]()

    @contextlib.asynccontextmanager
    async def claiming(self, state: PlatformState) -> AsyncIterator[asyncio.Event]:
        """Wait until a shard is this process's to serve; gives what is set once it is another's."""
        from adapters.store import Claim

        state.stands_by()
        # Whoever serves some already lets others go first.
        async with Claim(self._address, state.name).held(after=_OTHERS_FIRST * len(self._served)) as lost:
            self._served.add(state.name)
            state.loses("connecting")
            try:
                yield lost
            finally:
                self._served.discard(state.name)
