"""Whether an event loop keeps up, as the threads that work beside it see it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY = 0.01
"""Seconds between two beats."""

_LATE, _TARDY = 0.04, 0.01
"""Seconds by which a beat may be late, and by which they may be on average: beyond, the loop has more to do than
it gets to."""

_LEARNING = 0.1
"""How much each beat counts for the average: a tenth of a second's beats make most of it."""

_LONGEST = 0.5
"""Seconds that a thread lets it go first: what waits to be read shall be read all the same."""

_STEP = 0.005


class Pulse:
    """Beats on an event loop as long as threads work beside it.

    Python lets one thread compute at a time, and gives each as much of that as any other: two threads that read
    messages would leave the loop a third, however many people stand at its door.
    """

    def __init__(self, works: Callable[[], bool]) -> None:
        """Begin with `start`.

        Args:
            works: Tells whether any thread works.
        """
        self._works = works
        self._beats = False
        self._last = float("inf")
        self._lag = 0.0

    @property
    def is_tardy(self) -> bool:
        """Whether beats are late on average."""
        return self._lag > _TARDY

    def start(self) -> None:
        """Beat from now on, until none works; called on the loop."""
        if not self._beats:
            self._beat()

    def let_go_first(self, unless: Callable[[], bool]) -> None:
        """Wait until the loop has done what it has to do, or `unless` holds; called on a thread."""
        until = time.monotonic() + _LONGEST
        while (now := time.monotonic()) < until and now - self._last > _LATE and not unless():
            time.sleep(_STEP)

    def _beat(self) -> None:
        self._beats, now = self._works(), time.monotonic()
        late = max(now - self._last - _EVERY, 0.0)
        self._lag += _LEARNING * (late - self._lag)
        # Where nothing beats, nothing is late.
        self._last = now if self._beats else float("inf")
        if self._beats:
            asyncio.get_running_loop().call_later(_EVERY, self._beat)
