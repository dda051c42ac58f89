"""How a session begins and goes on: identify, READY and the guild, resume with its replay, members."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from . import guild_payloads, intents, payloads
from .intents import Intent
from .session import Session

if TYPE_CHECKING:
    from ..changes import Changes
    from .connection import Connection
    from .dispatcher import Dispatcher
    from .sessions import Sessions
    from .settings import Settings
    from .state import State

_Json = dict[str, Any]
_INVALID: _Json = {"op": 9, "d": False}


class Handshake:
    """Begins sessions and goes on with them.

    Attributes:
        url: `ws://host:port`, once the server listens.
        identifies: How many IDENTIFYs have been counted.
        token_reset: Too many of them: the token opens nothing any more.
    """

    def __init__(
        self, settings: Settings, state: State, sessions: Sessions, dispatcher: Dispatcher, changes: Changes
    ) -> None:
        self.url = ""
        self.identifies = 0
        self.token_reset = False
        self._identified_at = float("-inf")
        self._settings = settings
        self._state = state
        self._sessions = sessions
        self._dispatcher = dispatcher
        self._changes = changes

    def identify(self, connection: Connection, body: _Json) -> int:
        """Begin a session; return the code to close with, or 0."""
        settings = self._settings
        if body.get("token") != settings.token or self.token_reset:
            return 4004
        if "intents" not in body or (fault := intents.fault_in(body["intents"], settings.privileged_intents)):
            return fault if "intents" in body else 4013
        if (shard := _shard(body.get("shard", [0, 1]))) is None:
            return 4010
        now = asyncio.get_running_loop().time()
        # Too soon after the one before is no error: the client is to try again (the page of `gateway`).
        if now - self._identified_at < settings.identify_interval:
            connection.post(_INVALID, "INVALID_SESSION")
            return 0
        self._identified_at = now
        self.identifies += 1
        if self.identifies > settings.identify_limit:
            # "If you hit this limit, Discord resets your token": every session ends with it.
            self.token_reset = True
            for ended in self._sessions.connected:
                if ended.connection is not None:
                    ended.connection.close_soon(4004)
            return 4004
        self._start(connection, Session(body["intents"], shard, settings.replay_limit))
        return 0

    def resume(self, connection: Connection, body: _Json) -> int:
        """Go on with a session: replay what it missed, then RESUMED; return the code to close with, or 0."""
        if body.get("token") != self._settings.token or self.token_reset:
            return 4004
        session = self._sessions.by_id.get(str(body.get("session_id")))
        sequence = body.get("seq")
        if session is None or not isinstance(sequence, int) or not self.can_resume(session):
            connection.post(_INVALID, "INVALID_SESSION")
            return 0
        if sequence > session.sequence:
            self._sessions.forget(session)
            return 4007
        if (missed := session.after(sequence)) is None:
            self._sessions.forget(session)
            connection.post(_INVALID, "INVALID_SESSION")
            return 0
        # The client has given up the old connection; two would each get half of the events.
        if session.connection is not None:
            session.connection.close_soon(4000)
        session.connection = connection
        for frame in missed:
            connection.post(frame, frame["t"])
        self._dispatcher.send(session, "RESUMED", {"_trace": []})
        self._changes.publish("connection", open=len(self._sessions.connected))
        return 0

    def can_resume(self, session: Session) -> bool:
        """Tell whether a session is connected, or was not long enough ago to be forgotten."""
        left_for = asyncio.get_running_loop().time() - session.left_at
        return session.connection is not None or left_for <= self._settings.resume_seconds

    def send_members(self, session: Session, body: _Json) -> None:
        """Answer a request for guild members, by ids or by the beginning of a name, in one chunk.

        https://docs.discord.com/developers/events/gateway-events#request-guild-members
        """
        wanted = body.get("user_ids")
        ids = {str(wanted)} if isinstance(wanted, str | int) else {str(who) for who in wanted or ()}
        query = str(body.get("query") or "").casefold()
        users = self._state.users.values()
        found = [u for u in users if u.id in ids] if ids else [u for u in users if u.name.startswith(query)]
        chunk = {
            "guild_id": self._state.guild_id,
            "members": [payloads.member(user) for user in found],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": sorted(ids - {user.id for user in found}),
        }
        self._dispatcher.send(
            session, "GUILD_MEMBERS_CHUNK", chunk | ({"nonce": body["nonce"]} if "nonce" in body else {})
        )

    def _start(self, connection: Connection, session: Session) -> None:
        session.connection = connection
        self._sessions.by_id[session.id] = session
        state = self._state
        own_guild = session.handles(state.guild_id)
        # Every guild is away at first, and comes whole with GUILD_CREATE.
        ready = {
            "v": 10,
            "user": payloads.current_user(state.bot),
            "guilds": [{"id": state.guild_id, "unavailable": True}] if own_guild else [],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": state.application_id, "flags": guild_payloads.application_flags(state)},
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "user_settings": {},
        }
        self._dispatcher.send(session, "READY", ready)
        if own_guild and session.intents & Intent.GUILDS:
            self._dispatcher.send(session, "GUILD_CREATE", self._guild_for(session))
        self._changes.publish("connection", open=len(self._sessions.connected))

    def _guild_for(self, session: Session) -> _Json:
        everyone = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES
        return guild_payloads.guild_create(self._state, everyone=session.intents & everyone == everyone)


def _shard(value: Any) -> tuple[int, int] | None:  # noqa: ANN401 - JSON
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - a number and a count
        return None
    number, count = value
    fits = isinstance(number, int) and isinstance(count, int) and 0 <= number < count
    return (number, count) if fits else None
