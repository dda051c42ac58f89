"""What was said while nobody was connected: asked for once by the next client, from the session before its own.

Discord goes on numbering the events of a session that lost its connection, and replays them to whoever resumes
it (https://docs.discord.com/developers/events/gateway#resuming). It does not say for how long: a minute and a
half was seen (https://github.com/discord/discord-api-docs/issues/1619).

The session is not gone on with. Only an IDENTIFY is followed by the servers, without which discord.py knows no
channel, role or permission; so the client begins its own first, as ever, and hears what the former one missed
over a second connection, which a shard may have (https://docs.discord.com/developers/events/gateway#sharding).
What comes over both is known to the ledger.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
import yarl
from discord.gateway import ReconnectWebSocket, WebSocketClosure

from adapters.discord.gateway import KEEP_SESSION, SESSION_OVER, ResumingWebSocket
from adapters.gateway_session import GatewaySession

if TYPE_CHECKING:
    from collections.abc import Callable

    import discord

    from adapters.gateway_session import Sessions

_logger = structlog.get_logger(__name__)

KEEP_EVERY = 3.0
"""Seconds between two notes of how far the session is, each one behind: the ledger waits for its database half as
long, so what a note covers is owed or done, and a process that died in between is told it anew."""

_FIRST = 1
"""The number of READY: nothing was asked before."""

_TRIES, _PAUSE = 3, 1.0
_REPLAYED_WITHIN = 30.0
"""Seconds for one try."""

_MISSED = ("MESSAGE_CREATE", "MESSAGE_UPDATE")
"""Whoever sent an interaction was told by Discord that it failed, after three seconds."""

_NOT_NOW = (OSError, aiohttp.ClientError, ReconnectWebSocket, WebSocketClosure)  # a TimeoutError is an OSError


class Missed:
    """Follows one client's session, and asks for what was missed before it."""

    def __init__(self, client: discord.Client, sessions: Sessions) -> None:
        self._client = client
        self._sessions = sessions
        self._shard = f"{client.shard_id or 0}/{client.shard_count or 1}"

    async def follow(self) -> None:
        """Hear what was missed, then keep how far this client's session is, until cancelled."""
        before = await self._sessions.last(self._shard)
        await self._client.wait_until_ready()
        if before:
            await self._catch_up(before)
        noted: GatewaySession | None = None
        while True:
            if session := _session_of(self._client):
                is_same = noted is not None and noted.id == session.id
                behind = noted if noted and is_same else replace(session, sequence=_FIRST)
                await self._sessions.keep(self._shard, behind)
                noted = session
            await asyncio.sleep(KEEP_EVERY)

    async def _catch_up(self, before: GatewaySession) -> None:
        """Hear what came of a session since it was kept, and end it; what cannot be had is left at that."""
        if not _is_discords(before.gateway):
            _logger.warning("missed_not_heard", reason="a gateway that is not Discord's")
            return
        reason = ""
        for _ in range(_TRIES):
            try:
                await self._hear(before)
            except _NOT_NOW as error:
                reason = type(error).__name__
                if isinstance(error, ReconnectWebSocket) and not error.resume:
                    reason = "session over"
                    break
            except Exception as error:  # noqa: BLE001 - the former session must not cost the present one
                reason = type(error).__name__
                break
            else:
                return
            await asyncio.sleep(_PAUSE)
        _logger.warning("missed_not_heard", reason=reason)

    async def _hear(self, before: GatewaySession) -> None:
        async with contextlib.AsyncExitStack() as leaving:
            async with asyncio.timeout(_REPLAYED_WITHIN):
                socket = await ResumingWebSocket.from_client(
                    self._client,
                    gateway=yarl.URL(before.gateway),
                    shard_id=self._client.shard_id,
                    session=before.id,
                    sequence=before.sequence,
                    resume=True,
                )
                # Whoever dies now leaves it to the next.
                leaving.push_async_callback(socket.close, KEEP_SESSION)
                heard = await self._replayed(socket)
            _logger.info("missed_heard", messages=heard)
            await asyncio.sleep(KEEP_EVERY)  # until the ledger knows of them
            leaving.pop_all()
            await socket.close(SESSION_OVER)

    async def _replayed(self, socket: ResumingWebSocket) -> int:
        """Hand on the messages among what is replayed, to its end; return how many there were."""
        parsers, heard, over = self._client._connection.parsers, 0, asyncio.Event()  # noqa: SLF001 - as `gateway`

        def counted(parse: Callable[[Any], None]) -> Callable[[Any], None]:
            def hear(data: Any) -> None:  # noqa: ANN401 - an event's JSON
                nonlocal heard
                heard += 1
                parse(data)

            return hear

        socket._dispatch = _unheard  # noqa: SLF001 - this connection is none of the client's
        socket._discord_parsers = {  # noqa: SLF001
            **{event: counted(parsers[event]) for event in _MISSED},
            "RESUMED": lambda _: over.set(),
        }
        while not over.is_set():
            await socket.poll_event()
        return heard


def _unheard(*_: object) -> None:
    """Tell the client's handlers of connections nothing."""


def _session_of(client: discord.Client) -> GatewaySession | None:
    socket = client.ws
    if socket.session_id is None or socket.sequence is None:
        return None
    return GatewaySession(socket.session_id, str(socket.gateway), socket.sequence)


def _is_discords(gateway: str) -> bool:
    """Tell whether the token may be told there: an address that was kept could be anybody's."""
    usual, found = ResumingWebSocket.DEFAULT_GATEWAY, yarl.URL(gateway)
    host = found.host or ""
    return found.scheme == usual.scheme and (host == usual.host or host.endswith(".discord.gg"))
