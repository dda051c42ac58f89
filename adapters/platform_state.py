"""How a platform fares: what its service tells while it runs, as plain values that `ops` shows."""

from __future__ import annotations

import bisect
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

from adapters.delivery import DeliveryError
from adapters.incoming import SilentError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds of the buckets; three seconds is what both platforms give a command."""


class Connection(StrEnum):
    """What can be said of a platform's connection."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    STANDING_BY = "standing by"
    """Another process serves it; this one would take over."""
    ENDED = "ended"
    """For good: trying again cannot help."""


@dataclass
class Durations:
    """How long something took, counted in buckets.

    Attributes:
        counts: One for each bound of `_SECONDS`, and one for what took longer.
        total: Seconds in all.
    """

    counts: list[int] = field(default_factory=lambda: [0] * (len(_SECONDS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.counts[bisect.bisect_left(_SECONDS, seconds)] += 1
        self.total += seconds

    def cumulative(self) -> list[tuple[str, float]]:
        """Return every bound with how many took at most so long, the last one `+Inf`."""
        return list(zip([*map(str, _SECONDS), "+Inf"], map(float, accumulate(self.counts)), strict=True))


@dataclass
class PlatformState:
    """One platform, over all the connections there are to it while the program runs.

    Attributes:
        name: `slack` or `discord`.
        connection: How the connection stands.
        reason: Why it is not connected: a code of the platform, or one line that says what to do.
        connected: How often a connection was made.
        replies: Replies made, by kind.
        judged: Seconds from a message to its reply, waiting for its turn included.
        shown: Seconds from a message until the platform took its reply.
        in_flight: Replies begun and not yet taken by the platform.
        repeated: Deliveries that had been seen before.
        undelivered: Replies that nobody got, by the platform's code.
        refused: Requests over signed HTTP that were refused, and connections that were closed, by reason.
    """

    name: str
    connection: Connection = Connection.CONNECTING
    reason: str = ""
    connected: int = 0
    replies: Counter[str] = field(default_factory=Counter)
    judged: Durations = field(default_factory=Durations)
    shown: Durations = field(default_factory=Durations)
    in_flight: int = 0
    repeated: int = 0
    undelivered: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def is_connected(self) -> bool:
        """Whether messages reach the bot there."""
        return self.connection is Connection.CONNECTED

    @property
    def is_in_order(self) -> bool:
        """Whether nothing is to be done: messages reach this bot, or another process's."""
        return self.connection in {Connection.CONNECTED, Connection.STANDING_BY}

    def stands_by(self) -> None:
        """Say that another process serves it."""
        self.connection, self.reason = Connection.STANDING_BY, ""

    def connects(self) -> None:
        """Say that messages reach the bot from now on."""
        self.connection, self.reason = Connection.CONNECTED, ""
        self.connected += 1

    def loses(self, reason: str) -> None:
        """Say that the connection is gone, and is tried again; one that has ended stays ended."""
        if self.connection is not Connection.ENDED:
            self.connection, self.reason = Connection.CONNECTING, reason

    def ends(self, reason: str) -> None:
        """Say that trying again cannot help."""
        self.connection, self.reason = Connection.ENDED, reason

    @contextmanager
    def bringing(self) -> Iterator[None]:
        """Count the reply that is brought in the block, and why it was not where that fails."""
        began, self.in_flight = time.monotonic(), self.in_flight + 1
        try:
            yield
        except SilentError:
            raise
        except DeliveryError as error:
            self.undelivered[str(error)] += 1
            raise
        except Exception as error:
            self.undelivered[type(error).__name__] += 1
            raise
        else:
            self.shown.add(time.monotonic() - began)
        finally:
            self.in_flight -= 1
