"""How the whole service fares: each platform, the file, the event loop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

from adapters.database_state import DatabaseState
from adapters.turns import Turns

if TYPE_CHECKING:
    from adapters.platform_state import PlatformState

_logger = structlog.get_logger(__name__)

_LOOK_EVERY = 0.5
"""Seconds between two looks at the event loop."""

_LONGEST_LAG = 10.0
"""Seconds by which the event loop may be late before the process counts as stuck."""


@dataclass
class FileState:
    """The file that is answered from.

    Attributes:
        version: The first twelve digits of its text's SHA-256; "" before there is one.
        entries: How many it has.
        loaded_at: When it began to answer, in seconds since 1970.
        faults: One line for each fault of a newer one, which is therefore not answered from.
        loads, refusals: How often a file was taken, and how often one was not.
    """

    version: str = ""
    entries: int = 0
    loaded_at: float = 0.0
    faults: tuple[str, ...] = ()
    loads: int = 0
    refusals: int = 0


@dataclass
class ServiceState:
    """Everything that can be seen from outside.

    Attributes:
        version: The program's.
        model: The first twelve digits of a SHA-256 over all that it judges with, the file aside.
        platforms: By name, those that are to be served.
        file: What is answered from.
        database: What is kept in.
        turns: The questions that wait.
        waiting_for: Why nothing is served yet: one line for each thing to put right.
        lag: Seconds by which the event loop was late when it was last looked at.
    """

    version: str = ""
    model: str = ""
    platforms: dict[str, PlatformState] = field(default_factory=dict)
    file: FileState = field(default_factory=FileState)
    database: DatabaseState = field(default_factory=DatabaseState)
    turns: Turns = field(default_factory=Turns)
    waiting_for: tuple[str, ...] = ()
    lag: float = 0.0

    @property
    def is_alive(self) -> bool:
        """Whether the event loop keeps up; one that does not answers nobody."""
        return self.lag <= _LONGEST_LAG

    @property
    def is_serving(self) -> bool:
        """Whether there is a file to answer from, and messages come in from every platform.

        The database is no part of it: people are answered without.
        """
        reached = bool(self.platforms) and all(each.is_in_order for each in self.platforms.values())
        return bool(self.file.version) and reached and not self.waiting_for

    @property
    def is_ready(self) -> bool:
        """Whether it serves, and what is owed is kept."""
        return self.is_serving and not self.database.is_away

    async def measure_lag(self) -> None:
        """Look at the event loop again and again until cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            due = clock() + _LOOK_EVERY
            await asyncio.sleep(_LOOK_EVERY)
            self.lag = max(0.0, clock() - due)


async def announce(state: ServiceState) -> None:
    """Log when the service becomes ready, and when it no longer is, until cancelled."""
    was_ready = False
    while True:
        if state.is_ready and not was_ready:
            _logger.info(
                "ready",
                version=state.version,
                model=state.model,
                file=state.file.version,
                entries=state.file.entries,
                platforms=sorted(state.platforms),
            )
        elif was_ready and not state.is_ready:
            reasons = {each.name: each.reason for each in state.platforms.values() if not each.is_in_order}
            if state.database.is_away:
                reasons["database"] = state.database.reason
            _logger.warning("not_ready", **reasons)
        was_ready = state.is_ready
        await asyncio.sleep(_LOOK_EVERY)
