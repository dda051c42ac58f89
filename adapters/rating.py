"""Where it goes when somebody says whether a reply helped, and why it did not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from botcore import Rated


class Ratings(Protocol):
    """Whoever keeps ratings; called between two messages, so that it must neither wait nor raise."""

    @property
    def asks_why(self) -> bool:
        """Whether a reason is kept, so that people are asked for one."""
        ...

    def rated(self, rating: Rated, /) -> None:
        """Take a rating: once when it is pressed, and once more, with its reason, when that is sent."""
        ...


class NoRatings:
    """Keeps nothing, so that nobody is asked to write what nobody would read."""

    asks_why = False

    def rated(self, rating: Rated, /) -> None:
        """Let it go."""
