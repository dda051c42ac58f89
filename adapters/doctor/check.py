"""One thing to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.doctor.findings import Finding
    from adapters.doctor.installation import Seen

SLACK, DISCORD, HERE = "Slack", "Discord", ""

_TIMEOUT = 12.0
"""Seconds for a check: a look-up, a request and a repetition."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at.

    Attributes:
        what: What is looked at.
        look: Returns what is found; nothing where there is nothing to look at.
        on: The platform it is about; "": none.
        seconds: How long it may take.
    """

    what: str
    look: Callable[[Seen], Awaitable[list[Finding]]]
    on: str = HERE
    seconds: float = _TIMEOUT

    @property
    def about(self) -> str:
        """What is looked at, with the platform."""
        return f"{self.on}: {self.what}" if self.on else self.what
