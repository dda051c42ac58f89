"""How hard an adapter tries to bring a reply, and how it gives up: the same for every platform."""

from __future__ import annotations

TRIES = 3
"""Tries at most. Slack's response URLs allow five uses
(https://docs.slack.dev/interactivity/handling-user-interaction#message_responses)."""

OUTCOME_UNKNOWN = "outcome unknown"
"""Given up although the reply may have arrived."""

DRAIN_SECONDS = 20.0
"""How long replies in the making are waited for when the bot leaves; a second signal leaves at once.

Below the `stop_grace_period` of 30 seconds in docker-compose.yml.
"""


class DeliveryError(Exception):
    """A reply could not be brought; the message is the platform's error code, never a payload."""

    @property
    def is_refusal(self) -> bool:
        """Whether the platform said no, so that another way may be tried: nothing has arrived."""
        return str(self) != OUTCOME_UNKNOWN


def pause(first: float, tried: int) -> float:
    """Return the seconds to wait after so many tries: the first pause, doubled each time."""
    return float(first * 2.0 ** (tried - 1))
