"""Why a reply came out as it did: every reply is heard with its message, and found again when it is shown."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from adapters.incoming import Respond
    from botcore import Message, Reply

_Json = dict[str, Any]

_KEPT = 1_000
"""Replies kept until a platform shows them."""


@dataclass(frozen=True)
class Exchange:
    """A message and its reply, and how many seconds the bot took."""

    message: Message
    reply: Reply
    seconds: float


class Exchanges:
    """An answer callable that keeps what went through it."""

    def __init__(self, answer: Respond) -> None:
        self._answer = answer
        self._exchanges: deque[Exchange] = deque(maxlen=_KEPT)

    async def __call__(self, message: Message) -> Reply:
        """Answer, and keep the exchange."""
        began = time.perf_counter()
        reply = await self._answer(message)
        self._exchanges.append(Exchange(message, reply, time.perf_counter() - began))
        return reply

    def take(self, channel: str, shown: str) -> Exchange | None:
        """Return the oldest exchange of a channel whose reply is in what was shown, once.

        Args:
            channel: The channel's id, which is part of the key of the message's thread.
            shown: Everything readable in the message, with the platform's markup.
        """
        letters = _letters(shown)
        for exchange in self._exchanges:
            said = map(_letters, exchange.reply.said)
            if channel in exchange.message.thread.split(":") and all(each in letters for each in said):
                self._exchanges.remove(exchange)
                return exchange
        return None


def explain(exchange: Exchange) -> _Json:
    """Return an exchange as the page's drawer shows it."""
    from botcore import Asked, Picked, reasons  # the page is served before the core is imported

    message, reply, trace = exchange.message, exchange.reply, exchange.reply.trace
    finding = trace.finding
    return {
        "kind": reply.kind.value,
        "entry": reply.entry.id if reply.entry else None,
        "offered": [each.entry for each in reply.suggestions],
        "picked": message.entry if isinstance(message, Picked) else None,
        "asked": message.text if isinstance(message, Asked) else "",
        "read": trace.read,
        "because": reasons.explain(trace),
        "compared": list(reasons.compare(trace)),
        "topic": trace.topic or None,
        "safety": {
            "verdict": finding.verdict,
            "category": finding.category,
            "score": finding.score,
            "because": finding.because,
        },
        "thresholds": trace.thresholds.of_scores if trace.thresholds else {},
        "context": trace.context,
        "candidates": [
            {
                "id": each.id,
                "score": each.score,
                "phrasing": each.phrasing,
                "features": dict(each.features),
                "against": list(each.against),
            }
            for each in trace.candidates
        ],
        "milliseconds": round(exchange.seconds * 1000, 1),
    }


def _letters(text: str) -> str:
    """Return letters and digits alone: markup and escapes differ between platforms, words do not."""
    return "".join(each for each in text if each.isalnum())
