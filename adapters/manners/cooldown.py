"""Who was answered where a moment ago, and whether that was said to them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 10_000
"""People and channels remembered at most."""


@dataclass(slots=True)
class Cooling:
    """An answer that is fresh.

    Attributes:
        message: The id of what was answered.
        at: When, in seconds.
        told: Whether its asker was told to look there.
    """

    message: str
    at: float
    told: bool = False

    def untell(self) -> None:
        """Note that it did not reach its asker that they were to look there."""
        self.told = False


class Cooldown:
    """Remembers the last answer of each person in each channel."""

    def __init__(self) -> None:
        self._fresh: OrderedDict[tuple[str, str], Cooling] = OrderedDict()

    def fresh(self, person: str, channel: str, *, seconds: float, at: float) -> Cooling | None:
        """Return the answer somebody got there within so many seconds; None where there is none."""
        found = self._fresh.get((person, channel))
        return found if found and at - found.at < seconds else None

    def answered(self, person: str, channel: str, message: str, *, at: float) -> Callable[[], None]:
        """Remember that somebody is answered there; return what forgets it, should it not reach them."""
        cooling = self._fresh[person, channel] = Cooling(message, at)
        self._fresh.move_to_end((person, channel))
        if len(self._fresh) > _MOST:
            self._fresh.popitem(last=False)

        def forget() -> None:
            # A later answer may stand there by now.
            if self._fresh.get((person, channel)) is cooling:
                del self._fresh[person, channel]

        return forget
