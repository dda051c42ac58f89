"""Trigger ids: three seconds, one use (https://docs.slack.dev/interactivity/handling-user-interaction/)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from .errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_AGE_SECONDS = 3.0


class Triggers:
    """The trigger ids handed out, and by whom each was earned."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._live: dict[str, tuple[str, float]] = {}
        self._spent: set[str] = set()

    def new(self, user: str) -> str:
        """Return a trigger id for what a person just did."""
        trigger = f"{len(self._live) + 1}.{int(self._clock())}.{secrets.token_hex(16)}"
        self._live[trigger] = (user, self._clock())
        return trigger

    def exchange(self, trigger: str) -> str:
        """Spend a trigger id and return the person it belongs to.

        Raises:
            SlackError: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        if trigger not in self._live:
            raise SlackError("invalid_trigger_id")
        if trigger in self._spent:
            raise SlackError("exchanged_trigger_id")
        user, created = self._live[trigger]
        if self._clock() - created > MAX_AGE_SECONDS:
            raise SlackError("expired_trigger_id")
        self._spent.add(trigger)
        return user
