"""How a session begins and goes on: identify, READY and the guild, resume with its replay, members."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from . import guild_payloads, intents, payloads
from .session import Session

if TYPE_CHECKING:
    from .backend import Backend
    from .connection import Connection

Json = dict[str, Any]
_INVALID: Json = {"op": 9, "d": False}


def identify(backend: Backend, connection: Connection, body: Json) -> int:
    """Begin a session; return the code to close with, or 0."""
    gateway, settings = backend.gateway, backend.settings
    if body.get("token") != settings.token or backend.token_reset:
        return 4004
    if "intents" not in body or (fault := intents.fault_in(body["intents"], settings.privileged_intents)):
        return fault if "intents" in body else 4013
    if (shard := _shard(body.get("shard", [0, 1]))) is None:
        return 4010
    now = asyncio.get_running_loop().time()
    if now - gateway.identified_at < settings.identify_interval:
        connection.post(_INVALID, "INVALID_SESSION")
        return 0
    gateway.identified_at = now
    gateway.identifies += 1
    if gateway.identifies > settings.identify_limit:
        # "If you hit this limit, Discord resets your token": every session ends with it.
        backend.token_reset = True
        gateway.close_all(4004)
        return 4004
    _start(backend, connection, Session(body["intents"], shard, settings.replay_limit))
    return 0


def _start(backend: Backend, connection: Connection, session: Session) -> None:
    session.connection = connection
    backend.gateway.sessions[session.id] = session
    state = backend.state
    own_guild = session.handles(state.guild_id)
    ready = {
        "v": 10,
        "user": payloads.current_user(state.bot),
        "guilds": [{"id": state.guild_id, "unavailable": True}] if own_guild else [],
        "session_id": session.id,
        "session_type": "normal",
        "resume_gateway_url": backend.gateway.url,
        "shard": list(session.shard),
        "application": {"id": state.application_id, "flags": guild_payloads.application_flags(state)},
        "private_channels": [],
        "relationships": [],
        "presences": [],
        "user_settings": {},
    }
    backend.dispatcher.send(session, "READY", ready)
    if own_guild and session.intents & intents.GUILDS:
        backend.dispatcher.send(session, "GUILD_CREATE", _guild_for(backend, session))
    backend.changes.publish("connection", open=len(backend.gateway.connected))


def _guild_for(backend: Backend, session: Session) -> Json:
    everyone = intents.GUILD_MEMBERS | intents.GUILD_PRESENCES
    return guild_payloads.guild_create(backend.state, everyone=session.intents & everyone == everyone)


def _shard(value: Any) -> tuple[int, int] | None:  # noqa: ANN401 - JSON
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - a number and a count
        return None
    number, count = value
    fits = isinstance(number, int) and isinstance(count, int) and 0 <= number < count
    return (number, count) if fits else None


def resume(backend: Backend, connection: Connection, body: Json) -> int:
    """Go on with a session: replay what it missed, then RESUMED; return the code to close with, or 0."""
    if body.get("token") != backend.settings.token or backend.token_reset:
        return 4004
    session = backend.gateway.sessions.get(str(body.get("session_id")))
    sequence = body.get("seq")
    if session is None or not isinstance(sequence, int) or _too_late(backend, session):
        connection.post(_INVALID, "INVALID_SESSION")
        return 0
    if sequence > session.sequence:
        backend.gateway.forget(session)
        return 4007
    if (missed := session.after(sequence)) is None:
        backend.gateway.forget(session)
        connection.post(_INVALID, "INVALID_SESSION")
        return 0
    if session.connection is not None:
        session.connection.close_soon(4000)
    session.connection = connection
    for frame in missed:
        connection.post(frame, frame["t"])
    backend.dispatcher.send(session, "RESUMED", {"_trace": []})
    backend.changes.publish("connection", open=len(backend.gateway.connected))
    return 0


def _too_late(backend: Backend, session: Session) -> bool:
    left_for = asyncio.get_running_loop().time() - session.left_at
    return session.connection is None and left_for > backend.settings.resume_seconds


def send_members(backend: Backend, session: Session, body: Json) -> None:
    """Answer a request for guild members, by ids or by the beginning of a name, in one chunk.

    https://docs.discord.com/developers/events/gateway-events#request-guild-members
    """
    wanted = body.get("user_ids")
    ids = {str(wanted)} if isinstance(wanted, str | int) else {str(who) for who in wanted or ()}
    query = str(body.get("query") or "").casefold()
    users = backend.state.users.values()
    found = [u for u in users if u.id in ids] if ids else [u for u in users if u.name.startswith(query)]
    chunk = {
        "guild_id": backend.state.guild_id,
        "members": [payloads.member(user) for user in found],
        "chunk_index": 0,
        "chunk_count": 1,
        "not_found": sorted(ids - {user.id for user in found}),
    }
    backend.dispatcher.send(
        session, "GUILD_MEMBERS_CHUNK", chunk | ({"nonce": body["nonce"]} if "nonce" in body else {})
    )
