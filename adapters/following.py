"""Whose words in a thread are meant for the bot although they do not name it: of whom it replied to there last."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from botcore import Asked

SECONDS = 600.0
"""As long as the core knows what a follow-up goes on from."""

_MOST = 10_000
"""Threads at most, those of others included; about 3 MB."""


async def recalls_nothing(_: Asked) -> float | None:
    """Tell that no other process replied to anybody there."""
    return None


class Following:
    """Who speaks with the bot in each thread."""

    def __init__(self, recalls: Callable[[Asked], Awaitable[float | None]] = recalls_nothing) -> None:
        """Know nothing yet.

        Args:
            recalls: Returns how many seconds ago any process replied last to who wrote a message, in its thread;
                None: none did lately.
        """
        self._recalls = recalls
        self._with: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def replies_to(self, message: Asked) -> None:
        """Note with whom the bot speaks in a thread."""
        self._note(message.thread, message.person, message.at)

    async def is_meant(self, message: Asked, *, for_others: bool) -> bool:
        """Tell whether a message that does not name the bot goes on from its reply.

        Whoever else speaks there ends that, and so does who turns to others: it is their talk then.

        Args:
            message: What was said in a thread.
            for_others: Whether it names somebody else.
        """
        person, at = self._with.get(message.thread, ("", float("-inf")))
        if not for_others:
            if person == message.person and message.at - at <= SECONDS:
                return True
            ago = await self._recalls(message)
            # What was noted here is older than a reply of another process's, of which nothing was heard.
            if ago is not None and ago <= SECONDS and message.at - ago > at:
                return True
        self._note(message.thread, "", message.at)
        return False

    def _note(self, thread: str, person: str, at: float) -> None:
        self._with[thread] = person, at
        self._with.move_to_end(thread)
        if len(self._with) > _MOST:
            self._with.popitem(last=False)
