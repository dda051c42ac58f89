"""What a person does that the bot has to acknowledge: begun here, with where it was done and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .delivery import Delivery

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Coroutine

    from .backend import Backend


@dataclass(frozen=True)
class Origin:
    """Where something was done, and by whom.

    Attributes:
        channel: A channel id; what is done in a view or from the shortcuts menu is done in the direct message.
        user: A user id.
        response_url: The full address to answer at, empty where there is none.
        thread_ts: The thread of the pressed message, or `None`.
    """

    channel: str
    user: str
    response_url: str = ""
    thread_ts: str | None = None


@dataclass(frozen=True, kw_only=True)
class Interaction(Origin):
    """A command, a press, a shortcut or a submission on its way to the bot.

    Attributes:
        seq: Its place in the log of changes; what comes later may be the answer.
        delivery: What the bot receives and how that went.
        task: Ends when the bot has acknowledged or Slack has given up.
    """

    seq: int
    delivery: Delivery
    task: asyncio.Task[None]

    @property
    def acknowledged(self) -> bool:
        """Whether the bot took it in time."""
        return self.delivery.acknowledged


class Interactions:
    """Begins them; `base` is where the bot finds response URLs."""

    def __init__(self, backend: Backend, base: str) -> None:
        self._backend = backend
        self._base = base

    def trigger(self, user: str) -> dict[str, Any]:
        """Return a fresh trigger id, as payloads carry it."""
        return {"trigger_id": self._backend.triggers.new(user)}

    def urls(
        self, kind: Literal["commands", "actions"], channel: str, user: str, message_ts: str | None = None
    ) -> dict[str, Any]:
        """Return a fresh response URL and trigger id, as payloads carry them."""
        url = self._backend.response_urls.new(kind, channel, user, message_ts)
        return {"response_url": self._base + url.path, **self.trigger(user)}

    def interact(self, payload: dict[str, Any], origin: Origin) -> Interaction:
        """Deliver an interaction's payload."""
        delivery = Delivery("interactive", payload["type"], payload)
        return self.begin(origin, delivery, self._backend.deliverer.deliver(delivery))

    def begin(self, origin: Origin, delivery: Delivery, work: Coroutine[Any, Any, None]) -> Interaction:
        """Start the work that awaits a delivery."""
        change = self._backend.changes.publish("interaction", origin.channel, user=origin.user, name=delivery.name)
        return Interaction(
            **vars(origin),
            seq=change.seq,
            delivery=delivery,
            task=self._backend.deliverer.start(delivery, work),
        )
