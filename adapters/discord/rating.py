"""What people say of a reply: whether it helped and, in a form, what was missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from adapters.discord.forms import reason_form

if TYPE_CHECKING:
    import discord

    from adapters.discord.replying import Replying
    from adapters.incoming import Incoming
    from adapters.owed import Owed
    from adapters.rating import Ratings
    from botcore import Rated

_logger = structlog.get_logger(__name__)


class Rating:
    """Hears ratings."""

    def __init__(self, replying: Replying, ratings: Ratings) -> None:
        self._replying = replying
        self._ratings = ratings

    async def hear(
        self, interaction: discord.Interaction, incoming: Incoming, owed: Owed | None, rated: Rated
    ) -> None:
        """Take a rating, and ask for the reason where it is kept and there is none yet; else say thanks."""
        self._ratings.rated(rated)
        _logger.info("feedback", helpful=rated.helpful, entry=rated.entry)
        asks = not (rated.helpful or rated.reason) and self._ratings.asks_why
        asking = replace(rated, asks_why=True)
        if not (
            asks
            and await self._replying.show_form(interaction, asking, lambda reply: reason_form(reply, rated.entry))
        ):
            await self._replying.respond(interaction, incoming, owed)
