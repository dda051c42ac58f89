"""What became of every question, and whether the rule was kept: answered once, or told once, and never in silence.

What may be otherwise has a name here and a line in docs/operations/run.md; nothing else is excused.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from adapters.benchmarks.chaos.people import Way
from adapters.benchmarks.chaos.plan import SECONDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from adapters.benchmarks.chaos.people import Came


class Fate(StrEnum):
    """What became of a question; the words are the table's columns and the names in JSON."""

    ANSWERED = "answered"
    TOLD = "told"
    """Told that the bot was interrupted, or that it has no time or room."""
    REFUSED = "not taken"
    """Not acknowledged and not answered: the platform brings it again, or says itself that it failed."""
    EXCUSED = "in a window"
    """Not so, in one of the named windows."""
    TWICE = "twice"
    SILENT = "in silence"


_INTERRUPTS = frozenset(SECONDS) - {Kind.TWICE, Kind.LIMITED, Kind.FILE, Kind.CLOCK} | {Kind.ALONE}
"""What may end a session of Discord's, or hold up the process that has it."""

BROKEN = frozenset({Fate.TWICE, Fate.SILENT})


class Window(StrEnum):
    """Where the rule cannot hold; each has its line in docs/operations/run.md."""

    UNNOTED = "shown, and its process ended before it noted so"
    UNANSWERED = "shown, and the platform's answer to that was lost"
    NO_DATABASE = "there was no database"
    NO_GATEWAY = "Discord's gateway knows no acknowledgement"


_BEFORE, _AFTER = 3.0, 20.0
"""Seconds around a fault in which what was asked counts as asked during it: what was on its way, and what was
being made up for."""


_MARGIN = 1.0
"""Seconds by which the clocks of what happened may differ in a window."""


class Struck(NamedTuple):
    """A fault, and when it was there, in seconds since 1970.

    Attributes:
        kind: What went wrong.
        began: When.
        ended: When it was over.
        on: The platform's name; "": both.
    """

    kind: Kind
    began: float
    ended: float
    on: str = ""


@dataclass(frozen=True)
class Asked:
    """A question, and what was seen of it in the end.

    Attributes:
        platform: Where.
        way: How.
        at: When, in seconds since 1970.
        acknowledged: Whether the bot took it.
        kept: Whether the database knows of it.
        replies: What its asker was shown, oldest first.
        heard: Whether anybody was connected to hear it, or could still be told of it.
    """

    platform: str
    way: Way
    at: float
    acknowledged: bool
    kept: bool
    replies: Sequence[Came]
    heard: bool = True


@dataclass(frozen=True)
class Verdict:
    """What to think of it.

    Attributes:
        asked: The question.
        fate: What became of it.
        window: Which window excuses it.
        during: What went wrong around it.
    """

    asked: Asked
    fate: Fate
    window: Window | None
    during: frozenset[Kind]

    @property
    def excused(self) -> str:
        """What it was excused from, and by which window; "" when it was not."""
        return f"{Fate.TWICE if self.asked.replies else Fate.SILENT}: {self.window}" if self.window else ""


@dataclass
class Row:
    """Counts of one kind of fault, or of one way to ask."""

    name: str
    asked: int = 0
    fates: Counter[Fate] = field(default_factory=Counter)
    longest: float = 0.0


def judge(asked: Asked, struck: Sequence[Struck], told: Iterable[str]) -> Verdict:
    """Return what to think of one question.

    Args:
        asked: The question.
        struck: What went wrong in the whole run.
        told: Beginnings of what is said in place of an answer.
    """
    during = frozenset(each.kind for each in struck if _around(asked, each))
    if len(asked.replies) == 1:
        is_told = any(lead in asked.replies[0].text for lead in told)
        return Verdict(asked, Fate.TOLD if is_told else Fate.ANSWERED, None, during)
    if not asked.replies and not asked.acknowledged and not _from_discord_itself(asked):
        return Verdict(asked, Fate.REFUSED, None, during)
    window = next(iter(_windows(asked, struck)), None)
    wrong = Fate.TWICE if asked.replies else Fate.SILENT
    return Verdict(asked, Fate.EXCUSED if window else wrong, window, during)


def rows_by_fault(verdicts: Sequence[Verdict]) -> list[Row]:
    """Return a row for each kind of fault, for calm moments, and for all; a question may count in several."""
    parts: dict[str, list[Verdict]] = {
        kind.value: [each for each in verdicts if kind in each.during] for kind in Kind
    }
    parts["nothing"] = [each for each in verdicts if not each.during]
    return [_row(name, each) for name, each in parts.items() if each] + [_row("all", verdicts)]


def rows_by_way(verdicts: Sequence[Verdict]) -> list[Row]:
    """Return a row for each way to ask on each platform."""
    places = sorted({each.asked.platform for each in verdicts}, reverse=True)
    parts = {
        f"{place}, {way}": [each for each in verdicts if each.asked.platform == place and each.asked.way is way]
        for place in places
        for way in Way
    }
    return [_row(name, each) for name, each in parts.items() if each]


def _row(name: str, verdicts: Sequence[Verdict]) -> Row:
    waits = [each.asked.replies[0].at - each.asked.at for each in verdicts if each.asked.replies]
    return Row(name, len(verdicts), Counter(each.fate for each in verdicts), max(waits, default=0.0))


def _around(asked: Asked, struck: Struck) -> bool:
    ours = struck.on in {"", asked.platform}
    last = asked.replies[-1].at if asked.replies else asked.at
    return ours and struck.began - _BEFORE <= last and asked.at <= struck.ended + _AFTER


def _met(asked: Asked, struck: Struck) -> bool:
    """Tell whether a fault was there while it was owed: for a while, where no reply came."""
    ours = struck.on in {"", asked.platform}
    until = asked.replies[-1].at if asked.replies else asked.at + _AFTER
    return ours and struck.began - _MARGIN <= until and asked.at <= struck.ended + _MARGIN


def _from_discord_itself(asked: Asked) -> bool:
    """Tell whether it is a message of Discord's, of whose loss nobody is told."""
    return asked.platform == "discord" and asked.way in {Way.DIRECT, Way.MENTION}


def _windows(asked: Asked, struck: Sequence[Struck]) -> Iterator[Window]:
    """Yield what excuses a question that was not replied to, or more than once."""
    there = {each.kind for each in struck if _met(asked, each)}
    is_lost = not asked.replies and not asked.kept and _from_discord_itself(asked)
    if is_lost and (not asked.heard or there & _INTERRUPTS):
        yield Window.NO_GATEWAY
    if there & {Kind.DATABASE, Kind.ALONE} and (asked.replies or not asked.kept):
        yield Window.NO_DATABASE
    if not asked.replies:
        return
    if _can_be_read_back(asked):
        return
    if Kind.LOST in there:
        yield Window.UNANSWERED
    if there & {Kind.KILL, Kind.STILL}:
        yield Window.UNNOTED


def _can_be_read_back(asked: Asked) -> bool:
    """Tell whether a reply is looked for before another is sent, or sent so that it cannot come twice."""
    return asked.way is Way.DIRECT or asked.platform == "discord"
