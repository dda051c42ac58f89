"""Telling those who look after people that somebody wrote something urgent: seldom enough to be looked at."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

EVERY = 3_600.0
"""Seconds between two alerts about the same person in the same place."""

_MOST = 10_000
"""People and places remembered at most."""


@dataclass(frozen=True, slots=True)
class AlertTo:
    """Where alerts go; off unless a channel is set.

    Attributes:
        channel: The id of a channel that only those who look after people can see; "": nowhere.
        role: The id of the one role, or user group, that is pinged; "": none.
    """

    channel: str = ""
    role: str = ""


class Alerts:
    """Remembers who was told of lately."""

    def __init__(self) -> None:
        self._told: OrderedDict[tuple[str, str], float] = OrderedDict()

    def is_due(self, person: str, place: str, *, at: float) -> bool:
        """Tell whether nobody was told of this person there within the hour, and remember that somebody is now."""
        key = (person, place)
        before = self._told.get(key)
        if before is not None and at - before < EVERY:
            return False
        self._told[key] = at
        self._told.move_to_end(key)
        if len(self._told) > _MOST:
            self._told.popitem(last=False)
        return True
