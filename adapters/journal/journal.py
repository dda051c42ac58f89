"""Taking down replies and ratings: no answer waits for it, and none is lost with it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import secrets
import time
from collections import OrderedDict, deque
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import delete, update

from adapters.incoming import is_unsaid
from adapters.journal.reducing import Reducer
from adapters.store import AwayError
from adapters.store.sql import DatabaseTime, insert_new
from adapters.store.tables import journal
from botcore import Asked, Forgot, Kind, Picked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from sqlalchemy import Connection

    from adapters.incoming import Respond
    from adapters.store import Store
    from botcore import Faq, Message, Rated, Reply

_logger = structlog.get_logger(__name__)

ROOM = 10_000
"""Lines that wait for the database at most; further ones are dropped, and counted."""

AT_ONCE = 500
"""Lines that are written in one transaction."""

_AGAIN = 1.0
"""Seconds until a database that was away is tried again."""

_REMEMBERED = 10_000
"""People whose last question's reduced words wait in memory for a thumb down."""

_HOUR = 3600.0
DAY = 86_400.0

RATED = "rated"
"""The kind of a line that tells what was said of a reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened; the columns are those of the table.

    Attributes:
        id: Drawn here, not by the database: a line that is written again, because nobody knows whether it was,
            is the same line. 53 bits are what JSON's readers tell apart; of a million lines two are alike once in
            20,000 times.
    """

    at: float
    platform: str
    place: str
    person: str
    kind: str
    because: str = ""
    entry: str = ""
    content: str = ""
    topic: str = ""
    score: float = 0.0
    seconds: float = 0.0
    helpful: bool | None = None
    words: str = ""
    uncounted: bool = False
    id: int = field(default_factory=lambda: secrets.randbits(53))


class Journal:
    """The journal of one process.

    Attributes:
        dropped: How many lines there was no room for.
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
        self.dropped = 0
        self.asks_why = days > 0
        self._store = store
        self._key = key
        self.reducer: Reducer | None = None
        self._days = days
        self._clock = clock
        self._waiting: deque[Line] = deque()
        self._something = asyncio.Event()
        self._writing = asyncio.Lock()
        self._asked: OrderedDict[str, str] = OrderedDict()

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
        self._add(
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
        # Not while lines are being written: those of this person among them would come after what is deleted.
        async with self._writing:
            self._waiting = deque(line for line in self._waiting if line.person != hidden)
            try:
                await self._store.run(partial(_forget, hidden))
            except AwayError:
                return False
        return True

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[Journal]:
        """Write down what comes while the block lasts, and what is left at its end."""
        tasks = [asyncio.create_task(self._keep_writing()), asyncio.create_task(self._keep_forgetting())]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            with contextlib.suppress(AwayError):
                while self._waiting:
                    await self._write()

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
        self._add(
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

    def _add(self, line: Line) -> None:
        if len(self._waiting) >= ROOM:
            self.dropped += 1
            return
        self._waiting.append(line)
        self._something.set()

    async def _keep_writing(self) -> None:
        told = 0
        while True:
            await self._something.wait()
            try:
                await self._write()
            except AwayError:
                await asyncio.sleep(_AGAIN)
            if self.dropped > told:
                _logger.warning("journal_dropped", lines=self.dropped - told)
                told = self.dropped

    async def _write(self) -> None:
        """Write what waits, up to `AT_ONCE` lines; what fails waits on."""
        async with self._writing:
            # Looked at, and taken out only once they are written: what fails keeps its place.
            lines = [self._waiting[at] for at in range(min(AT_ONCE, len(self._waiting)))]
            if lines:
                await self._store.run(partial(_insert, lines))
            for _ in lines:
                self._waiting.popleft()
            if not self._waiting:
                self._something.clear()

    async def _keep_forgetting(self) -> None:
        while True:
            with contextlib.suppress(AwayError):
                await self._store.run(partial(forget_words, self._days))
            await asyncio.sleep(_HOUR)


def hashed(key: bytes, name: str) -> str:
    """Return a keyed hash of a person or a place; "" stays empty."""
    # A prefix of its own: nobody can join these hashes with those of the contexts.
    return hmac.new(key, b"journal\0" + name.encode(), hashlib.sha256).hexdigest()[:32] if name else ""


def forget_words(days: float, connection: Connection) -> int:
    """Empty the words of lines older than so many days; return how many there were."""
    old = (journal.c.at < DatabaseTime() - days * DAY) & (journal.c.words != "")
    return connection.execute(update(journal).where(old).values(words="")).rowcount


def _forget(person: str, connection: Connection) -> None:
    connection.execute(delete(journal).where(journal.c.person == person))


def _insert(lines: list[Line], connection: Connection) -> None:
    # What is returned is not needed: with it, SQLAlchemy puts hundreds of lines into one statement, where pg8000
    # would send each by itself. 500 took 1.2 s on a busy machine, and after 1.5 s the database counts as away.
    statement = insert_new(connection, journal, {}).returning(journal.c.id)
    connection.execute(statement, [asdict(line) for line in lines])
