"""The bot on threads of its own, so that no event loop waits for it and no fault reaches a person."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import structlog

from adapters.channels import Channels
from adapters.pulse import Pulse
from adapters.turns import Room, Turns, Waiting
from botcore import Asked, Outdated, Rated, Relayed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botcore import Bot, Message, Reply

_logger = structlog.get_logger(__name__)

REFUSED_WITHIN = 2.0
"""Seconds after which whoever asks what there is no room for is told so, even if the models have not looked it
through; with what sending takes, that is within three."""

_LONG = 500
"""Characters from which on the rules hear a message on a thread: 4,000 letters at random take them 70 ms."""

MOST_THREADS = 4
"""The models work beside each other; the rest of a reply is Python's and takes turns: more cores bring nothing."""


class Answerer:
    """Turns messages into replies: everybody in turn, red flags first, so many at a time as there are cores.

    Attributes:
        turns: What waits.
    """

    def __init__(self, bot: Bot, turns: Turns | None = None, *, threads: int = 0) -> None:
        """Take over a bot; `replace` swaps it.

        Args:
            bot: What answers.
            turns: Where messages wait; None: in a place of its own.
            threads: How many are read at once; 0: one for each core.
        """
        self.turns = turns or Turns()
        self._bot = bot
        self._hurries = False
        self._most = threads or min(_cores(), MOST_THREADS)
        self._reading = 0
        self._threads = ThreadPoolExecutor(self._most, thread_name_prefix="bot")
        # One thread: the rules compute in Python, and two would only take turns.
        self._rules = ThreadPoolExecutor(1, thread_name_prefix="rules")
        self._heard = Channels()
        self._pulse = Pulse(lambda: self._reading > 0)

    async def __call__(self, message: Message) -> Reply:
        """Return the reply; an apology, with the disclaimer, when the bot fails."""
        if not isinstance(message, Asked):
            return await self._reply_to_press(message)
        if self._hurries:
            return self._made(self._bot.stopping)
        lines = self.turns.lines_of(message)
        heard = await self._hears_among(lines, message)
        with self.turns.lock:
            room = Room.URGENT if heard else self.turns.room_for(message)
            self.turns.counts[room] += 1
            if room is Room.FULL:
                return self._unread(enough=self.turns.has_enough(message))
            waiting = Waiting(message, asyncio.get_running_loop().create_future(), room, lines)
            self.turns.add(waiting)
        self._begin()
        return await self._reply_to(waiting)

    async def refusal(self, message: Message) -> Reply | None:
        """Return what is said at once to a message that there is no room for; None: it may be asked.

        There always is room for one in which the rules hear a red flag. Costs next to nothing where there is.
        """
        if self._hurries or not isinstance(message, Asked) or self.turns.expect(message) is not Room.FULL:
            return None
        if await self._hears_among(self.turns.lines_of(message), message):
            return None
        self.turns.counts[Room.FULL] += 1
        return self._unread(enough=self.turns.has_enough(message))

    def replace(self, bot: Bot) -> None:
        """Answer from another bot from the next message on."""
        self._bot = bot

    def hurry(self) -> None:
        """Read no more: say to all that ask, or wait, that there is no time left, and whom to call.

        What is not asked is said as ever: an alert, or an answer that is passed on, would be lost.
        """
        self._hurries = True
        for waiting in self.turns.all():
            if self.turns.give_up(waiting):
                _settle(waiting, self._made(self._bot.stopping))

    def close(self) -> None:
        """Let the threads end after the messages they are working on."""
        self._threads.shutdown(wait=True)
        self._rules.shutdown(wait=True)

    async def _reply_to_press(self, message: Message) -> Reply:
        """Return what is the same whoever presses, at once; what somebody writes with it is read first."""
        reply = functools.partial(self._bot.reply, message)
        if (isinstance(message, Rated) and message.reason) or (
            isinstance(message, Relayed | Outdated) and message.words
        ):
            return await asyncio.get_running_loop().run_in_executor(self._rules, self._made, reply)
        return self._made(reply)

    async def _hears_among(self, lines: Sequence[Asked], message: Asked) -> bool:
        """Tell whether the rules hear a red flag in a message, alone or with the lines that still wait."""
        return await self._hears(message) or (bool(lines) and await self._hears(*lines, message))

    async def _hears(self, *lines: Asked) -> bool:
        """Tell whether the rules hear a red flag; where they fail, reading it will show."""
        try:
            if sum(len(each.text) + len(each.quoted) for each in lines) < _LONG:
                return self._bot.hears(*lines)
            # One of each person at a time: who writes forty long messages holds up nobody else's.
            async with self._heard.turn(lines[-1].person or str(id(lines))):
                return await asyncio.get_running_loop().run_in_executor(self._rules, self._bot.hears, *lines)
        except Exception as error:  # noqa: BLE001 - a person must get a reply whatever broke
            _logger.error("rules_failed", error=type(error).__name__)  # noqa: TRY400 - a traceback could hold words
            return False

    async def _reply_to(self, waiting: Waiting) -> Reply:
        """Wait for a reply; not for long where there is no room for the question."""
        with contextlib.ExitStack() as leaving:
            leaving.callback(self.turns.give_up, waiting)
            # Nobody waits for an answer to an edit: it is read, however late its turn comes.
            if waiting.room in {Room.ENOUGH, Room.CROWDED} and not waiting.message.edited:
                loop = asyncio.get_running_loop()
                leaving.callback(loop.call_later(REFUSED_WITHIN, self._refuse, waiting).cancel)
            return await waiting.reply

    def _refuse(self, waiting: Waiting) -> None:
        """Tell that there is no room for a question whose turn has not come."""
        if self.turns.give_up(waiting):
            _settle(waiting, self._unread(enough=waiting.room is Room.ENOUGH))

    def _unread(self, *, enough: bool) -> Reply:
        return self._made(lambda: self._bot.unread(enough=enough))

    def _begin(self) -> None:
        """Let one more thread read, unless all do."""
        with self.turns.lock:
            if self._reading >= self._allowed():
                return
            self._reading += 1
        self._pulse.start()
        asyncio.get_running_loop().run_in_executor(self._threads, self._read)

    def _allowed(self) -> int:
        """Return how many threads may read: one alone where the event loop does not get to what it has to do."""
        return 1 if self._pulse.is_tardy else self._most

    def _read(self) -> None:
        """Read what waits until there is nothing left."""
        while waiting := self._next():
            reply = self._made(functools.partial(self._read_one, waiting))
            self.turns.done(waiting)
            with contextlib.suppress(RuntimeError):  # a loop that was closed meanwhile: nobody waits there
                waiting.reply.get_loop().call_soon_threadsafe(_settle, waiting, reply)

    def _next(self) -> Waiting | None:
        self._pulse.let_go_first(unless=self.turns.has_urgent)
        with self.turns.lock:
            waiting = self.turns.take() if self._reading <= self._allowed() else None
            # In one step with having found nothing: what comes a moment later begins anew.
            self._reading -= waiting is None
            return waiting

    def _read_one(self, waiting: Waiting) -> Reply:
        message = waiting.message
        # What came before and was replied to meanwhile, too: all lines say together what they say.
        beside = tuple(dict.fromkeys((*waiting.before, message, *self.turns.lines_of(message))))
        # Looking it through for red flags costs nearly what answering it does: whose turn has come is answered,
        # but for who has as many in the queue as may wait.
        if waiting.room is Room.ENOUGH and not message.edited:
            return self._bot.busy(message, beside, enough=True)
        return self._bot.reply(message, beside)

    def _made(self, make: Callable[[], Reply]) -> Reply:
        try:
            reply = make()
        except Exception as error:  # noqa: BLE001 - a person must get a reply whatever broke
            _logger.error("reply_failed", error=type(error).__name__)  # noqa: TRY400 - a traceback could hold words
            return self._bot.apology()
        _logger.info("replied", kind=reply.kind, entry=reply.entry.id if reply.entry else None)
        return reply


def _cores() -> int:
    """Return how many cores this process may use."""
    # Not on macOS and Windows.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _settle(waiting: Waiting, reply: Reply) -> None:
    if not waiting.reply.done():
        waiting.reply.set_result(reply)
