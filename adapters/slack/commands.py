"""`/prolo`, which Slack may deliver more than once, each time with an acknowledgement that could be shown."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from adapters.manners import Manner
from adapters.once import Once
from adapters.owed import Door
from adapters.slack.making_up import owed_for
from adapters.slack.parsing import command_place, read_command

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from slack_bolt.async_app import AsyncApp

    from adapters.incoming import Incoming
    from adapters.owed import Owed
    from adapters.slack.delivering import Send
    from adapters.slack.hearing import Hearing
    from adapters.slack.places import Place
    from adapters.slack.rendering import Payload
    from adapters.slack.replying import Replying

    _Make = Callable[[Incoming], Coroutine[Any, Any, Payload]]

ANSWER_AT_ONCE = 0.35
"""Seconds an acknowledgement waits for its reply, so that half a second is kept with what goes before it.

A reply that comes with the acknowledgement is shown once or not at all, and then Slack says so. Later ones
go to the response URL, where nobody can look whether one of unknown outcome has arrived.
"""


@dataclass(eq=False)
class _Making:
    task: asyncio.Task[Payload]
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Command:
    """How `/prolo` is answered.

    Attributes:
        public: Whether everyone in the channel sees it.
        once: Remembers the trigger ids that were seen, also by the app before this one.
    """

    public: bool = False
    once: Once = field(default_factory=Once)


class Triggers:
    """One task a trigger id; the acknowledgement or, later, the response URL, never both.

    Slack shows whichever acknowledgement comes first, so each delivery in time has to bring the reply.
    """

    def __init__(self, once: Once, make: _Make) -> None:
        """Begin a reply with `make` for every trigger id that `once` has not seen."""
        self._once = once
        self._make = make
        self._making: dict[str, _Making] = {}

    async def in_time(self, incoming: Incoming) -> tuple[Payload | None, asyncio.Task[Payload] | None]:
        """Return the reply for this delivery's acknowledgement, or what will become of it.

        Returns:
            The reply, when it is made in time; else the task to bring to the response URL. Neither for a
            delivery whose reply another one brings or has brought.
        """
        making = self._begin(incoming)
        if making is None:
            return None, None
        # Not `wait_for`, which would cancel the task: other deliveries wait for the same one.
        await asyncio.wait({making.task}, timeout=ANSWER_AT_ONCE)
        # Set while this one waited: another delivery has promised the reply to its response URL.
        if making.late:
            return None, None
        if making.task.done():
            return making.task.result(), None
        making.late = True
        return None, making.task

    def _begin(self, incoming: Incoming) -> _Making | None:
        """Return the reply in the making, begun now for a new trigger id; None once it is over."""
        (key,) = incoming.keys
        if self._once.is_new(incoming.keys):
            making = self._making[key] = _Making(asyncio.create_task(self._make(incoming)))
            # A delivery that comes later still brings nothing: its key was seen, and no task is left to wait for.
            making.task.add_done_callback(lambda _: self._making.pop(key, None))
        return self._making.get(key)


class Commanding:
    """Hears commands."""

    def __init__(self, replying: Replying, hearing: Hearing, command: Command) -> None:
        self._replying = replying
        self._hearing = hearing
        self._private = not command.public
        self._triggers = Triggers(command.once, replying.rendered)

    def register(self, app: AsyncApp) -> None:
        """Have an app call this."""
        app.command("/prolo")(self._on_command)

    async def _on_command(self, ack: Any, body: dict[str, Any]) -> None:  # noqa: ANN401 - bolt's own
        replying = self._replying
        replying.in_flight.add()  # The running task: slack_bolt makes one for each command.
        began = time.monotonic()
        manner = replying.manners.manner(str(body.get("channel_id")))
        private = self._private or manner is not Manner.USUAL
        incoming = self._hearing.promising(read_command(body, private=private, at=began))
        place, shown = command_place(body), {"response_type": _response_type(incoming)}
        reply, later = await self._triggers.in_time(incoming)
        owed = owed_for(incoming, place, body, Door.COMMAND)
        if later:
            # Before the acknowledgement: after it Slack brings nothing again. No key is marked, for each delivery
            # that is in time has to bring the reply.
            await replying.ledger.take((), owed)
        alert = await self._hearing.owes_alert(incoming.message, reply.reply, owed) if reply else None
        await (ack(**shown, **reply) if reply else ack())
        if reply:
            replying.state.shown.add(time.monotonic() - began)
            await self._hearing.tell(incoming.message, reply.reply, place, alert)
        elif not later:
            replying.state.repeated += 1
        if later:
            sending = self._send_later(incoming, later, owed, place, replying.responding(body, shown))
            replying.in_flight.add(asyncio.create_task(sending), place.channel)

    async def _send_later(
        self, incoming: Incoming, made: asyncio.Task[Payload], owed: Owed | None, place: Place, way: Send
    ) -> None:
        """Send a reply once it is made; tell those who look after people where it is there, or could not be."""
        alerts = list["Owed | None"]()

        async def rendered() -> Payload:
            payload = await made
            alerts.append(await self._hearing.owes_alert(incoming.message, payload.reply, owed))
            return payload

        reached = await self._replying.send(owed, rendered(), place, way)
        if alerts:
            await self._hearing.tell(incoming.message, made.result().reply, place, alerts[0], reached=reached)


def _response_type(incoming: Incoming) -> str:
    return "ephemeral" if incoming.private else "in_channel"
