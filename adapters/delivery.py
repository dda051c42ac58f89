"""How hard an adapter tries to bring a reply, and how it gives up: the same for every platform.

The rules, which `tests/test_delivering.py` holds on both:

- A reply arrives once. What may have arrived is looked for before it is sent again; where nobody may look, it is
  sent again rather than lost.
- A closed port is asked again for minutes, since nothing can have arrived there.
- A platform that asks to wait is waited for, a minute at most; what has to wait longer is handed to `owed`.
- A refusal is final for this way of sending: a plainer one is tried, then it is one line of the log with the
  platform's code and the place, and never a word of what people wrote.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import structlog

from adapters.backoff import Backoff

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_T = TypeVar("_T")

_logger = structlog.get_logger(__name__)

TRIES = 3
"""Tries at most. Slack's response URLs allow five uses
(https://docs.slack.dev/interactivity/handling-user-interaction#message_responses)."""

OUTCOME_UNKNOWN = "outcome unknown"
"""Given up although the reply may have arrived."""

UNREACHABLE = "unreachable"
"""Given up because no connection could be made, or before anything was sent."""

UNREACHABLE_SECONDS = 300.0
"""How long a platform that refuses connections is asked again: a restart or a failover takes minutes.

Nothing has arrived there, so a repetition cannot come twice.
"""

LONGEST_RATE_LIMIT = 60.0
"""Seconds a platform may ask a reply to wait; other replies wait behind it, and nobody for an hour.

What has to wait longer is tried again later: see `owed`.
"""

_RATE_LIMITED = frozenset({"429", "ratelimited", "rate_limited"})
"""How the platforms say so: Discord by the status, Slack's API and its response URLs by a word."""

DRAIN_SECONDS = 25.0
"""How long replies in the making are waited for when the bot leaves, unless set; Kubernetes waits 30."""


class DeliveryError(Exception):
    """A reply could not be brought; the message is the platform's error code, never a payload."""

    @property
    def is_refusal(self) -> bool:
        """Whether the platform said no, so that another way may be tried: nothing has arrived."""
        return str(self) not in {OUTCOME_UNKNOWN, UNREACHABLE}

    @property
    def is_for_later(self) -> bool:
        """Whether the same may be taken another time."""
        return str(self) in {OUTCOME_UNKNOWN, UNREACHABLE, *_RATE_LIMITED}


def pause(first: float, tried: int) -> float:
    """Return the seconds to wait after so many tries: the first pause, doubled each time."""
    return float(first * 2.0 ** (tried - 1))


async def once_reachable(send: Callable[[], Awaitable[_T]]) -> _T:
    """Return what `send` returns, called again for minutes as long as no connection can be made.

    Raises:
        DeliveryError: No connection could be made for `UNREACHABLE_SECONDS`.
    """
    # Here: a third of a second, and commands that read the database come by this module, too.
    from aiohttp import ClientConnectorError

    clock, backoff = asyncio.get_running_loop().time, Backoff()
    began, waits = clock(), False
    while True:
        try:
            return await send()
        # This error alone: any other may come after the request has left.
        except ClientConnectorError as error:
            seconds = backoff.delay()
            if clock() + seconds - began > UNREACHABLE_SECONDS:
                raise DeliveryError(UNREACHABLE) from None
            if not waits:
                _logger.warning("delivery_waits", error=type(error).__name__, errno=error.errno)
            waits = True
        await asyncio.sleep(seconds)
