"""Taking down replies and ratings: no answer waits for it, and none is lost with it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import time
from collections import OrderedDict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from adapters.incoming import is_unsaid
from adapters.journal.lines import RATED, Line, forget_words, hashed
from adapters.journal.reducing import Reducer
from adapters.journal.writing import Writing
from adapters.store import AwayError
from botcore import Asked, Forgot, Kind, Picked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from adapters.incoming import Respond
    from adapters.store import Store
    from botcore import Faq, Message, Rated, Reply

_REMEMBERED = 10_000
"""People whose last question's reduced words wait in memory for a thumb down."""

_HOUR = 3600.0


class Journal:
    """The journal of one process.

    Attributes:
        asks_why: Whether a reason is kept, so that people are asked for one.
        reducer: Says which words may be kept; None: no file is loaded yet, so none are.
    """

    def __init__(
        self,
        store: Store,
        key: bytes,
        *,
        days: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Write into a store.

        Args:
            store: Where it is kept; may be away.
            key: What people and places are hashed with.
            days: How long reduced words are kept; 0: none are.
            clock: Seconds since 1970.
        """
        self.asks_why = days > 0
        self._store = store
        self._key = key
        self.reducer: Reducer | None = None
        self._days = days
        self._clock = clock
        self._writing = Writing(store)
        self._asked: OrderedDict[str, str] = OrderedDict()

    @property
    def dropped(self) -> int:
        """How many lines there was no room for."""
        return self._writing.dropped

    @property
    def waiting(self) -> int:
        """How many lines wait for the database."""
        return len(self._writing)

    def reads(self, faq: Faq) -> None:
        """Keep the words of this file from now on, and ordinary ones."""
        self.reducer = Reducer(faq)

    def kept(self, answer: Respond) -> Respond:
        """Return the same answers, each taken down once it was made; whoever wants to be forgotten is, first."""

        async def heard(message: Message) -> Reply:
            began = self._clock()
            if isinstance(message, Forgot) and not await self.forget(message.person):
                message = replace(message, failed=True)
            reply = await answer(message)
            if message.person and isinstance(message, Asked | Picked) and not is_unsaid(message, reply):
                self._replied(message, reply, self._clock() - began)
            return reply

        return heard

    def rated(self, rating: Rated) -> None:
        """Take down what somebody said of a reply; with a thumb down, in reduced words, what they had asked."""
        reduced = self._reduced(rating.reason)
        asked = "" if rating.helpful or rating.reason else self._asked.get(self._hashed(rating.person), "")
        self._writing.add(
            replace(
                self._line(rating, RATED),
                entry=rating.entry,
                helpful=rating.helpful,
                words=reduced or asked,
                uncounted=bool(rating.reason) and not reduced,
            )
        )

    async def forget(self, person: str) -> bool:
        """Delete every line of a person, those that wait included; tell whether they are deleted."""
        hidden = self._hashed(person)
        self._asked.pop(hidden, None)
        return await self._writing.forget(hidden)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[Journal]:
        """Write down what comes while the block lasts, and what is left at its end."""
        tasks = [asyncio.create_task(self._writing.keep_writing()), asyncio.create_task(self._keep_forgetting())]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            with contextlib.suppress(AwayError):
                await self._writing.write_all()

    def _replied(self, message: Asked | Picked, reply: Reply, seconds: float) -> None:
        best = reply.trace.candidates[0] if reply.trace.candidates else None
        shown = reply.entry if reply.kind is Kind.ANSWER else None
        reduced, uncounted = "", False
        # What others wrote, asked about from its menu, was not written for the bot.
        if isinstance(message, Asked) and self.asks_why and not message.others:
            # No word is kept of who may be in danger.
            reduced = self._reduced(message.text) if reply.kind is not Kind.URGENT else ""
            uncounted = not reduced
            self._remember(message.person, reduced)
        unanswered = reply.kind in {Kind.ABSTAIN, Kind.CLARIFY}
        self._writing.add(
            replace(
                self._line(message, reply.kind),
                because=reply.trace.because,
                entry=shown.id if shown else best.id if best and unanswered else "",
                content=hashlib.sha256(shown.answer.encode()).hexdigest()[:16] if shown else "",
                topic=reply.trace.topic,
                score=best.score if best else 0.0,
                seconds=seconds,
                words=reduced if unanswered else "",
                uncounted=uncounted and unanswered,
            )
        )

    def _reduced(self, text: str) -> str:
        return self.reducer.reduce(text) if self.reducer and self.asks_why else ""

    def _remember(self, person: str, reduced: str) -> None:
        self._asked[self._hashed(person)] = reduced
        self._asked.move_to_end(self._hashed(person))
        if len(self._asked) > _REMEMBERED:
            self._asked.popitem(last=False)

    def _line(self, message: Message, kind: str) -> Line:
        return Line(
            at=self._clock(),
            platform=message.person.partition(":")[0],
            place=self._hashed(message.thread),
            person=self._hashed(message.person),
            kind=kind,
        )

    def _hashed(self, name: str) -> str:
        return hashed(self._key, name)

    async def _keep_forgetting(self) -> None:
        while True:
            with contextlib.suppress(AwayError):
                await self._store.run(partial(forget_words, self._days))
            await asyncio.sleep(_HOUR)
