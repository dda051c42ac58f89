"""Delivery to the bot with Slack's patience: who is redelivered, when, and with which retry fields.

Events are sent again up to three times (https://docs.slack.dev/apis/events-api/#retries); a command or
an interaction is sent once, and its person is told that it failed.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from ..faults import Fault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from ..changes import Changes
    from ..faults import Faults
    from .settings import Settings

_DeliveryKind = Literal["events_api", "slash_commands", "interactive"]
_PLACES: dict[_DeliveryKind, str] = {
    "events_api": "event",
    "slash_commands": "command",
    "interactive": "interactive",
}
_DELIVERY_FAULTS = (
    FaultKind.drop,
    FaultKind.delay,
    FaultKind.duplicate,
    FaultKind.freeze,
    FaultKind.close,
    FaultKind.malformed,
)


@dataclass(frozen=True)
class Outcome:
    """How one attempt ended.

    Attributes:
        failure: Why it counts as undelivered, in Slack's words (`timeout`, `http_error`, …); empty when
            the bot acknowledged.
        response: What the bot sent with its acknowledgement, or `None`.
        retry: Whether another attempt is allowed; `X-Slack-No-Retry` forbids it.
        status: The HTTP status, when there was one.
    """

    failure: str = ""
    response: object = None
    retry: bool = True
    status: int | None = None


@dataclass(frozen=True)
class Attempt:
    """One attempt, for tests and pages.

    Attributes:
        number: 0 for the first, then the retry number.
        reason: The retry reason that was sent, empty for the first.
        seconds: From sending to the acknowledgement or to giving up.
        failure: As in `Outcome`.
    """

    number: int
    reason: str
    seconds: float
    failure: str


@dataclass
class Delivery:
    """One payload on its way to the bot.

    Attributes:
        kind: The Socket Mode envelope type.
        name: The event type, the command, or the interaction type.
        payload: As the bot receives it.
        attempts: What was tried, in order.
        outcome: The last one, once it is over.
    """

    kind: _DeliveryKind
    name: str
    payload: dict[str, Any]
    attempts: list[Attempt] = field(default_factory=list)
    outcome: Outcome | None = None

    @property
    def place(self) -> str:
        """Where faults find it: `event app_mention`, `command /ask`, `interactive block_actions`."""
        return f"{_PLACES[self.kind]} {self.name}"

    @property
    def acknowledged(self) -> bool:
        """Whether the bot took it."""
        return self.outcome is not None and not self.outcome.failure

    def shown(self) -> dict[str, Any]:
        """Return it ready for JSON, without the payload."""
        attempts = [vars(attempt) for attempt in self.attempts]
        return {"kind": self.kind, "name": self.name, "acknowledged": self.acknowledged, "attempts": attempts}


class _Transport(Protocol):
    """Socket Mode, or HTTP to a request URL."""

    async def send(self, delivery: Delivery, number: int, reason: str, fault: Fault | None) -> Outcome:
        """Try once; `fault` is one of duplicate, freeze, close and malformed, or `None`."""
        ...


class Deliverer:
    """Runs deliveries side by side, over whichever transport the app uses."""

    def __init__(self, settings: Settings, faults: Faults, changes: Changes, transport: _Transport) -> None:
        self.transport = transport
        self.deliveries: list[Delivery] = []
        self.in_progress = 0
        self._settings = settings
        self._faults = faults
        self._changes = changes
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, delivery: Delivery, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Keep a delivery and run the coroutine that awaits `deliver` for it, until `stop`."""
        self.deliveries.append(delivery)
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def send(self, delivery: Delivery) -> asyncio.Task[None]:
        """Start delivering."""
        return self.start(delivery, self.deliver(delivery))

    async def deliver(self, delivery: Delivery) -> None:
        """Try until the bot acknowledges or Slack would give up; fills `delivery.outcome`."""
        # Slack repeats events alone: of a command or a press that nobody took, its client tells the person.
        delays = self._settings.retry_delays if delivery.kind == "events_api" else ()
        outcome = await self._attempt(delivery, 0, "")
        for number, delay in enumerate(delays, start=1):
            if not outcome.failure or not outcome.retry:
                break
            await asyncio.sleep(delay)
            outcome = await self._attempt(delivery, number, outcome.failure)
        delivery.outcome = outcome
        self._changes.publish("delivery", delivery=delivery.shown())

    async def stop(self) -> None:
        """Cancel what is still running."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _attempt(self, delivery: Delivery, number: int, reason: str) -> Outcome:
        self.in_progress += 1
        clock = asyncio.get_running_loop().time
        begun = clock()
        try:
            outcome = await self._with_faults(delivery, number, reason)
        finally:
            self.in_progress -= 1
        seconds = clock() - begun
        delivery.attempts.append(Attempt(number, reason, seconds, outcome.failure))
        self._changes.publish("attempt", delivery=delivery.shown())
        return outcome

    async def _with_faults(self, delivery: Delivery, number: int, reason: str) -> Outcome:
        fault = self._faults.take(delivery.place, *_DELIVERY_FAULTS)
        if fault is None:
            return await self.transport.send(delivery, number, reason, None)
        # Lost on its way: Slack waits for it as long as for any other.
        if fault.kind is FaultKind.drop:
            await asyncio.sleep(self._settings.ack_seconds)
            return Outcome("timeout")
        if fault.kind is FaultKind.delay:
            await asyncio.sleep(fault.seconds)
            return await self.transport.send(delivery, number, reason, None)
        return await self.transport.send(delivery, number, reason, fault)
