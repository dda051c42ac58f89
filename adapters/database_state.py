"""How the database fares: what the store tells while it runs, as plain values that `ops` shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class DatabaseState:
    """A database that is kept in, or none.

    Attributes:
        is_set: Whether there is to be one.
        reason: Why it is away: a class or an SQLSTATE; "" while it is there.
        owed: How many questions are not answered yet, by whichever process, when it was last there.
        owed_for: Seconds since the first of these came.
    """

    is_set: bool = False
    reason: str = ""
    owed: int = 0
    owed_for: float = 0.0

    @property
    def is_away(self) -> bool:
        """Whether people are answered from memory alone though they should not be."""
        return self.is_set and bool(self.reason)
