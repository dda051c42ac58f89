"""People who write direct messages to a bot on a stand-in, each in a conversation of their own.

`at_pace` asks at times fixed beforehand, whatever comes back, and counts from those times: asking only after the
reply before would leave out the very people who wait longest ("coordinated omission"). `as_fast_as_it_goes` keeps
so many waiting, and asks again at each reply.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adapters.standins.changes import Change, Changes

LONGEST = 60.0
"""Seconds after the last question until what has not come counts as lost."""


class Person(NamedTuple):
    """Somebody, and where the two talk."""

    id: str
    channel: str


class Crowd:
    """Everybody who asks."""

    def __init__(
        self,
        changes: Changes,
        people: Sequence[Person],
        questions: Sequence[str],
        say: Callable[[str, str], object],
    ) -> None:
        """Begin to listen.

        Args:
            changes: Of the stand-in.
            people: Who ask, in turn.
            questions: What is asked, in turn.
            say: Writes a direct message of a person.
        """
        self._people, self._questions, self._say = people, questions, say
        self._waiting: dict[str, deque[tuple[float, asyncio.Future[float]]]] = defaultdict(deque)
        changes.listen(self._note)

    def ask(self, number: int, due: float | None = None) -> asyncio.Future[float]:
        """Let the next person ask; the future gives the seconds from when it was due to the reply."""
        person, text = self._people[number % len(self._people)], self._questions[number % len(self._questions)]
        began = time.monotonic() if due is None else due
        self._say(person.id, text)
        reply: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting[person.channel].append((began, reply))
        return reply

    async def as_fast_as_it_goes(self, count: int, *, waiting: int) -> list[float]:
        """Let so many people ask, some waiting at a time; return the seconds of each reply that came."""
        turn, found = asyncio.Semaphore(waiting), []
        for number in range(count):
            await turn.acquire()
            reply = self.ask(number)
            reply.add_done_callback(lambda _: turn.release())
            found.append(reply)
        return await _arrived(found)

    async def at_pace(self, count: int, *, per_second: float) -> list[float]:
        """Let people ask at a steady pace; return the seconds of each reply that came."""
        began, found = time.monotonic(), []
        for number in range(count):
            due = began + number / per_second
            await asyncio.sleep(due - time.monotonic())
            found.append(self.ask(number, due))
        return await _arrived(found)

    def _note(self, change: Change) -> None:
        waiting = self._waiting.get(change.channel or "")
        if change.kind == "message" and waiting and _by_a_bot(change.body["message"]):
            began, reply = waiting.popleft()
            if not reply.done():
                reply.set_result(time.monotonic() - began)


async def _arrived(replies: Sequence[asyncio.Future[float]]) -> list[float]:
    """Return the seconds of what came; what did not is for the caller to count."""
    await asyncio.wait(replies, timeout=LONGEST)
    return [each.result() for each in replies if each.done()]


def _by_a_bot(message: dict[str, Any]) -> bool:
    """Tell whether a stand-in's message is the bot's: Slack names its bot, Discord marks the author."""
    return bool(message.get("bot_id") or message.get("author", {}).get("bot"))
