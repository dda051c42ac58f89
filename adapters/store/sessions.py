"""The last session of each of Discord's shards, for the process that serves it next."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from adapters.gateway_session import GatewaySession
from adapters.store.sql import insert_new
from adapters.store.store import AwayError
from adapters.store.tables import gateway_sessions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.store.store import Store


_LOOK_EVERY = 1.0
"""Seconds between two tries to learn of the former session; Discord forgets it within two minutes."""


class StoredSessions:
    """The sessions in one database; while that is away, none is kept."""

    def __init__(self, store: Store) -> None:
        """Keep them in a store."""
        self._store = store

    async def last(self, shard: str) -> GatewaySession | None:
        """Return the session of whoever served a shard last, as soon as the database is there."""
        while True:
            try:
                return await self._store.run(partial(_last, shard))
            except AwayError:
                await asyncio.sleep(_LOOK_EVERY)

    async def keep(self, shard: str, session: GatewaySession) -> None:
        """Keep it; a process that was frozen may have written its own there, so it is written whole each time."""
        with contextlib.suppress(AwayError):
            await self._store.run(partial(_keep, {"shard": shard, **asdict(session)}), alone=True)


def _last(shard: str, connection: Connection) -> GatewaySession | None:
    columns = gateway_sessions.c
    found = select(columns.id, columns.gateway, columns.sequence).where(columns.shard == shard)
    row = connection.execute(found).first()
    return GatewaySession(*row) if row else None


def _keep(row: dict[str, object], connection: Connection) -> None:
    connection.execute(insert_new(connection, gateway_sessions, row, update=("id", "gateway", "sequence")))
