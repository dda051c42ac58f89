"""Rate limits: buckets by route and major parameter, the global one, and the headers that tell of them.

https://docs.discord.com/developers/topics/rate-limits
"""

from __future__ import annotations

import asyncio
import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .settings import Limit, Settings

_MAJOR = ("channel", "guild", "token")
_OUTSIDE_GLOBAL = ("/interactions/", "/webhooks/")
"""Interaction endpoints do not count towards the global limit (the page above)."""


@dataclass
class _Window:
    ends: float
    used: int = 0


@dataclass(frozen=True)
class Verdict:
    """Whether a request may pass, and the headers that go with its response.

    Attributes:
        wait: Seconds until it may; 0 when it passes.
        everywhere: Whether it was the global limit.
    """

    headers: dict[str, str]
    wait: float = 0.0
    everywhere: bool = False

    def body(self) -> dict[str, Any]:
        """Return the body of the 429."""
        return {
            "message": "You are being rate limited.",
            "retry_after": round(self.wait, 3),
            "global": self.everywhere,
        }


class RateLimits:
    """Counts requests in fixed windows."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._windows: dict[str, _Window] = {}

    def take(self, route: str, params: Mapping[str, str]) -> Verdict:
        """Count one request and say whether it may pass."""
        path = route.partition(" ")[2]
        overall = self._settings.global_limit
        if overall is not None and not path.startswith(_OUTSIDE_GLOBAL):
            wait, _ = self._use("global", overall)
            if wait:
                return refused(wait, everywhere=True)
        if (limit := self._settings.limits.get(route)) is None:
            return Verdict({})
        major = "+".join(params[name] for name in _MAJOR if name in params)
        wait, window = self._use(f"{route} {major}", limit)
        headers = _headers(route, limit, window)
        return refused(wait, headers) if wait else Verdict(headers)

    def _use(self, bucket: str, limit: Limit) -> tuple[float, _Window]:
        """Count one request in a bucket; return the seconds to wait, 0 when it passes."""
        at = asyncio.get_running_loop().time()
        window = self._windows.get(bucket)
        if window is None or window.ends <= at:
            window = self._windows[bucket] = _Window(at + limit.seconds)
        if window.used >= limit.requests:
            return window.ends - at, window
        window.used += 1
        return 0.0, window


def refused(wait: float, headers: dict[str, str] | None = None, *, everywhere: bool = False) -> Verdict:
    """Return the refusal of a request that may come again after `wait` seconds."""
    more = {
        "Retry-After": str(max(1, math.ceil(wait))),
        "X-RateLimit-Scope": "global" if everywhere else "user",
    }
    if everywhere:
        more["X-RateLimit-Global"] = "true"
    return Verdict((headers or {}) | more, wait, everywhere)


def _headers(route: str, limit: Limit, window: _Window) -> dict[str, str]:
    left = max(0.0, window.ends - asyncio.get_running_loop().time())
    return {
        "X-RateLimit-Limit": str(limit.requests),
        "X-RateLimit-Remaining": str(limit.requests - window.used),
        "X-RateLimit-Reset": f"{now() + left:.3f}",
        "X-RateLimit-Reset-After": f"{left:.3f}",
        "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
    }
