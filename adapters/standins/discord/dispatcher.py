"""Events on their way to the sessions that may have them, with what may go wrong on the way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ..faults import FaultKind
from . import intents, payloads
from .intents import Intent

if TYPE_CHECKING:
    from ..faults import Fault, Faults
    from .message import Message
    from .people import Channel
    from .session import Session
    from .sessions import Sessions
    from .state import State

_FAULTS = (
    FaultKind.drop,
    FaultKind.delay,
    FaultKind.duplicate,
    FaultKind.freeze,
    FaultKind.close,
    FaultKind.malformed,
)
_WHOLE = ("MESSAGE_CREATE", "MESSAGE_UPDATE")


class Dispatcher:
    """Numbers events for each session, applies intents and faults, and hands them on."""

    def __init__(self, state: State, sessions: Sessions, faults: Faults) -> None:
        self._state = state
        self._sessions = sessions
        self._faults = faults
        self._delayed: set[asyncio.Task[None]] = set()

    @property
    def in_progress(self) -> int:
        """How many events are being held back."""
        return len(self._delayed)

    def message(self, event: str, message: Message) -> None:
        """Send MESSAGE_CREATE or MESSAGE_UPDATE, unless it is ephemeral: the gateway has none of those."""
        if not message.ephemeral:
            body = payloads.message_event(self._state, message)
            self.everywhere(event, self._state.channels[message.channel], body)

    def everywhere(self, event: str, channel: Channel, data: dict[str, Any]) -> None:
        """Send an event of a channel to every session that asked for it, if the bot sees that channel."""
        state = self._state
        if not state.permissions(state.bot.id, channel):
            return
        self.to_sessions(event, data, direct=channel.direct)

    def to_sessions(self, event: str, data: dict[str, Any], *, direct: bool) -> None:
        """Send an event to every session that asked for it."""
        state = self._state
        needed = intents.needed(event, direct=direct)
        for session in list(self._sessions.by_id.values()):
            if not session.handles(None if direct else state.guild_id):
                continue
            if needed and not session.intents & needed:
                continue
            content = bool(session.intents & Intent.MESSAGE_CONTENT)
            fitting = payloads.readable(state, data, content=content) if event in _WHOLE else data
            self.send(session, event, fitting)

    def send(self, session: Session, event: str, data: Any) -> None:  # noqa: ANN401 - an event's JSON
        """Number one event for one session and send it, now or, with a fault, late or never."""
        # Numbered and kept before anything goes wrong with it: a resume replays what was lost.
        frame = session.numbered(event, data)
        fault = self._faults.take(f"gateway {event}", *_FAULTS)
        if fault is not None and fault.kind is FaultKind.drop and session.connection is not None:
            session.connection.go_dark()
        if fault is None or fault.kind is not FaultKind.delay:
            self._sessions.deliver(session, frame, fault)
        else:
            task = asyncio.create_task(self._later(session, frame, fault))
            self._delayed.add(task)
            task.add_done_callback(self._delayed.discard)

    async def stop(self) -> None:
        """Give up what is held back."""
        for task in self._delayed:
            task.cancel()
        await asyncio.gather(*self._delayed, return_exceptions=True)

    async def _later(self, session: Session, frame: dict[str, Any], fault: Fault) -> None:
        connection = session.connection
        await asyncio.sleep(fault.seconds)
        # A session that was resumed meanwhile has had this event in its replay.
        if session.connection is connection:
            self._sessions.deliver(session, frame, None)
