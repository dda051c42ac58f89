"""What stands behind the doors of a platform, the same for each: who answers, what is kept, and who is told."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING

from adapters.delivery import DRAIN_SECONDS
from adapters.manners import Manners
from adapters.owed import InMemory
from adapters.rating import NoRatings

if TYPE_CHECKING:
    from adapters.incoming import Respond
    from adapters.owed import Ledger
    from adapters.platform_state import PlatformState
    from adapters.rating import Ratings


@dataclass(frozen=True)
class Backing:
    """What stands behind the doors of one platform; all of it may outlive a connection.

    Attributes:
        answer: Turns a message into its reply.
        ledger: Knows what was seen and what is owed, also by others; as it comes: by nobody else, until it ends.
        state: Told how it goes; None: nobody asks.
        ratings: Told whether replies helped; as it comes, nobody asks.
        manners: How to behave where; as it comes, everywhere as usual.
        grace: Seconds for the replies being made when the bot leaves.
    """

    answer: Respond
    _: KW_ONLY
    ledger: Ledger = field(default_factory=InMemory)
    state: PlatformState | None = None
    ratings: Ratings = field(default_factory=NoRatings)
    manners: Manners = field(default_factory=Manners)
    grace: float = DRAIN_SECONDS
