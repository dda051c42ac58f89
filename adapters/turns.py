"""Whose turn it is: what waits to be read, a queue for each person, red flags before everything else."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Iterator

    from botcore import Asked, Reply

_EACH = 3
"""Questions of one person that wait, at most: more than anybody asks before the first reply is there."""

_ALL = 300
"""Questions that wait, at most."""

_PATIENCE = 6.0
"""Seconds that the last of them may have to wait, by the pace at which they are read."""

_FEW = 10
"""Questions that may always wait, whatever the pace: one that stood still for a moment knows it no more."""

_FIRST_PACE, _LEARNING = 0.1, 0.1
"""Seconds a question before anything is known of them, and how much each one counts that was read."""

_EXPECTED_FOR = 3.0
"""Seconds for which a place is kept for a question that is about to be asked."""

EACH_REFUSED, ALL_REFUSED = 10, 40
"""Questions beyond that whose turn may come all the same, at most: of one person, and in all. Half the turns are
theirs, so that many are read within the two seconds after which they are told that there is no room."""


class Room(StrEnum):
    """What becomes of a question on its arrival; the words are labels of metrics."""

    URGENT = "urgent"
    """The rules hear a red flag: it is read next, whatever else waits."""
    WAITS = "waits"
    """It is read in its turn."""
    ENOUGH = "enough"
    """Too many of this person wait: it is looked through for red flags in its turn, then its sender is told so."""
    CROWDED = "crowded"
    """Too many wait in all: it is read where its turn comes soon, else its sender is told so."""
    FULL = "full"
    """Too many of these wait, too: its sender is told at once, and it was read by the rules alone."""


@dataclass(eq=False)
class Waiting:
    """A question that waits to be read.

    Attributes:
        message: What was asked.
        reply: What becomes of it.
        room: Where it waits, and why.
        before: What the same person had asked that was not replied to when it came, in order.
        since: When it came, in seconds of `time.monotonic`.
        is_taken: Whether it waits no more.
    """

    message: Asked
    reply: Future[Reply]
    room: Room
    before: tuple[Asked, ...] = ()
    since: float = field(default_factory=time.monotonic)
    is_taken: bool = False

    @property
    def person(self) -> object:
        """Who asked; nobody in particular is somebody else each time."""
        return self.message.person or self


class _Queue:
    """Questions of many people: everybody's first one, then everybody's second."""

    def __init__(self) -> None:
        self._people: OrderedDict[object, deque[Waiting]] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Waiting]:
        return (each for own in self._people.values() for each in own)

    def of(self, person: object) -> deque[Waiting]:
        return self._people.get(person, deque())

    def add(self, waiting: Waiting) -> None:
        self._people.setdefault(waiting.person, deque()).append(waiting)
        self._count += 1

    def next(self, but: set[object]) -> Waiting | None:
        """Return whose turn it is, of nobody among `but`."""
        person = next((each for each in self._people if each not in but), None)
        return self._people[person][0] if person is not None else None

    def remove(self, waiting: Waiting) -> None:
        """Take one out; its person comes last then."""
        own = self._people.pop(waiting.person)
        own.remove(waiting)
        self._count -= 1
        if own:
            self._people[waiting.person] = own


class _Place(NamedTuple):
    """Kept for a question that is about to be asked.

    Attributes:
        room: What becomes of it.
        until: When it is given up, in seconds of `time.monotonic`.
    """

    room: Room
    until: float


class _Pace:
    """How fast those that wait are read.

    Attributes:
        seconds: For one of them.
    """

    def __init__(self) -> None:
        self.seconds = _FIRST_PACE
        self._last: float | None = None

    def took(self, *, more: bool) -> None:
        """Count one that was taken to be read; `more` says that others go on waiting."""
        now = time.monotonic()
        if self._last is not None:
            self.seconds += _LEARNING * (now - self._last - self.seconds)
        # Where nobody waits, the time until the next one says nothing.
        self._last = now if more else None


class Turns:
    """All that wait. Several threads may take from it.

    Attributes:
        counts: How many questions came, by what became of them.
        lock: Held while anything changes; hold it to do several things at once.
    """

    def __init__(self, *, each: int = _EACH, all_: int = _ALL, patience: float = _PATIENCE) -> None:
        """Begin with nobody.

        Args:
            each: Questions of one person that may wait.
            all_: Questions that may wait in all.
            patience: Seconds that the last of them may have to wait.
        """
        self.counts: Counter[Room] = Counter()
        # Re-entrant: who holds it for several steps calls what takes it for one.
        self.lock = threading.RLock()
        self._each, self._all, self._patience = each, all_, patience
        self._pace = _Pace()
        self._expected: dict[tuple[object, float], _Place] = {}
        self._urgent, self._waits, self._refused = _Queue(), _Queue(), _Queue()
        self._read: dict[Waiting, None] = {}
        self._was_refused = False

    @property
    def _is_crowded(self) -> bool:
        count = len(self._waits) + self._count_expected(Room.WAITS)
        return count >= self._all or (count >= _FEW and count * self._pace.seconds >= self._patience)

    def lengths(self) -> dict[str, int]:
        """Return how many wait: for the next turn, for their own, and to be told that they are too many."""
        return {"urgent": len(self._urgent), "waits": len(self._waits), "refused": len(self._refused)}

    def longest(self) -> float:
        """Return for how many seconds the one that came first has waited; 0 where nobody waits."""
        with self.lock:
            since = [each.since for queue in self._queues for each in queue]
        return time.monotonic() - min(since) if since else 0.0

    def lines_of(self, message: Asked) -> tuple[Asked, ...]:
        """Return what whoever wrote a message asked that is not replied to yet, in order.

        Only that to which the same people see the reply: no reply in a channel comes of private words, nor of what
        was written in another channel. A channel's threads are one with it, for each mention begins one on Slack.
        """
        if not message.person:
            return ()
        with self.lock:
            own = [each for each in self._read if each.person == message.person]
            own += [each for queue in self._queues for each in queue.of(message.person)]
        lines = sorted(own, key=lambda each: each.since)
        return tuple(each.message for each in lines if each.message.shown_in == message.shown_in)

    def expect(self, message: Asked) -> Room:
        """Return what is to become of a question that is about to be asked, and keep its place until it is.

        A hundred that come at once shall not all be taken for the last one there is room for.
        """
        with self.lock:
            now = time.monotonic()
            while self._expected and (first := next(iter(self._expected.items())))[1].until <= now:
                del self._expected[first[0]]
            room = self.room_for(message)
            if room is not Room.FULL:
                # The time tells two questions of one person apart.
                self._expected[message.person, message.at] = _Place(room, now + _EXPECTED_FOR)
            return room

    def _count_expected(self, *rooms: Room) -> int:
        return sum(each.room in rooms for each in self._expected.values())

    def room_for(self, message: Asked) -> Room:
        """Return what is to become of a question in which the rules hear nothing; its own place counts not."""
        with self.lock:
            self._expected.pop((message.person, message.at), None)
            has_enough = self.has_enough(message)
            if not has_enough and not self._is_crowded:
                return Room.WAITS
            refused = len(self._refused) + self._count_expected(Room.ENOUGH, Room.CROWDED)
            if refused >= ALL_REFUSED or len(self._refused.of(message.person)) >= EACH_REFUSED:
                return Room.FULL
            return Room.ENOUGH if has_enough else Room.CROWDED

    def has_urgent(self) -> bool:
        """Tell whether a red flag waits."""
        return len(self._urgent) > 0

    def has_enough(self, message: Asked) -> bool:
        """Tell whether as many of the same person wait as may."""
        return len(self._waits.of(message.person)) >= self._each

    def add(self, waiting: Waiting) -> None:
        """Let one more wait."""
        with self.lock:
            self._queue_of(waiting).add(waiting)

    def take(self) -> Waiting | None:
        """Return whose turn it is, to be read until `done` is told; None: nobody's.

        Of one person nothing but a red flag is read beside what is being read: a question leans on the one before.
        """
        with self.lock:
            but = {each.person for each in self._read}
            # In turn: whoever is refused shall know soon, and nobody who waits shall wait for all of them.
            first, second = (self._waits, self._refused) if self._was_refused else (self._refused, self._waits)
            waiting = self._urgent.next(set()) or first.next(but) or second.next(but)
            if waiting:
                self._was_refused = self._queue_of(waiting) is self._refused
                self._read[waiting] = None
                self.give_up(waiting)
                if self._queue_of(waiting) is self._waits:
                    self._pace.took(more=bool(len(self._waits)))
            return waiting

    def done(self, waiting: Waiting) -> None:
        """Let the next one of the same person have its turn."""
        with self.lock:
            self._read.pop(waiting, None)

    def give_up(self, waiting: Waiting) -> bool:
        """Let one wait no more; tell whether it still did."""
        with self.lock:
            if waiting.is_taken:
                return False
            waiting.is_taken = True
            self._queue_of(waiting).remove(waiting)
            return True

    def all(self) -> list[Waiting]:
        """Return all that wait."""
        with self.lock:
            return [each for queue in self._queues for each in queue]

    @property
    def _queues(self) -> tuple[_Queue, ...]:
        return self._urgent, self._waits, self._refused

    def _queue_of(self, waiting: Waiting) -> _Queue:
        return {Room.URGENT: self._urgent, Room.WAITS: self._waits}.get(waiting.room, self._refused)
