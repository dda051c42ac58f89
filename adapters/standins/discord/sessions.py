"""Every session that is connected or may still be resumed, and the way to each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..faults import FaultKind

if TYPE_CHECKING:
    from ..faults import Fault
    from .connection import Connection
    from .session import Session


class Sessions:
    """The sessions by id.

    Attributes:
        by_id: In the order they began.
    """

    def __init__(self) -> None:
        self.by_id: dict[str, Session] = {}

    @property
    def connected(self) -> list[Session]:
        """Sessions with a connection."""
        return [session for session in self.by_id.values() if session.connection is not None]

    def of(self, connection: Connection) -> Session | None:
        """Return the session of a connection, if it has begun one."""
        return next((session for session in self.by_id.values() if session.connection is connection), None)

    def forget(self, session: Session) -> None:
        """Make a session impossible to resume."""
        self.by_id.pop(session.id, None)
        session.connection = None

    def deliver(self, session: Session, frame: dict[str, Any], fault: Fault | None) -> None:
        """Send a session's frame where it is connected, with whatever is to go wrong."""
        connection, name = session.connection, frame["t"]
        if connection is None:
            return
        if fault is not None and fault.kind is FaultKind.close:
            connection.abort()
            return
        if fault is not None and fault.kind is FaultKind.freeze:
            connection.freeze(fault.seconds)
        if fault is not None and fault.kind is FaultKind.malformed:
            connection.post_text(json.dumps(frame)[:-20], "malformed")
        connection.post(frame, name)
        if fault is not None and fault.kind is FaultKind.duplicate:
            connection.post(frame, name)
