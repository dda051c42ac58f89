"""What a journal says of the last weeks, as values: counts and times, never who."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from botcore import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

_QUESTIONS = (Kind.ANSWER, Kind.CLARIFY, Kind.ABSTAIN)
"""Kinds of reply to what the file might answer; advice, red flags and greetings are no measure of it."""


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday on, in UTC.

    Attributes:
        begins: The Monday.
        kinds: Kind of reply → how many there were.
        people: How many people were replied to.
        helped: Thumbs up, each person's once for an entry.
        not_helped: Thumbs down, the same way.
        median: Seconds from a question to its reply, of half of them; None where there was none.
        p95: The same, of nineteen of twenty.
    """

    begins: date
    kinds: Mapping[str, int] = field(default_factory=dict)
    people: int = 0
    helped: int = 0
    not_helped: int = 0
    median: float | None = None
    p95: float | None = None

    @property
    def ends(self) -> date:
        """Its Sunday."""
        return self.begins + timedelta(days=6)

    @property
    def replies(self) -> int:
        """How many replies there were."""
        return sum(self.kinds.values())

    @property
    def answered(self) -> int:
        """How many of them were an entry's answer."""
        return self.kinds.get(Kind.ANSWER, 0)

    @property
    def open(self) -> int:
        """To how many there was no answer, or one had to be picked first."""
        return self.kinds.get(Kind.CLARIFY, 0) + self.kinds.get(Kind.ABSTAIN, 0)

    @property
    def urgent(self) -> int:
        """How many were about a red flag."""
        return self.kinds.get(Kind.URGENT, 0)

    @property
    def rest(self) -> int:
        """How many were none of these: advice that was declined, help, a greeting."""
        return self.replies - self.answered - self.open - self.urgent


@dataclass(frozen=True)
class Ranked:
    """One of many, with how often it came.

    Attributes:
        name: An id, or reduced words.
        count: How often.
        people: From how many people.
        helped: Thumbs up, where it is an entry.
        not_helped: Thumbs down.
    """

    name: str
    count: int
    people: int
    helped: int = 0
    not_helped: int = 0


@dataclass(frozen=True)
class Activity:
    """What happened in some weeks.

    Attributes:
        weeks: In order; the last one may not be over.
        people: How many people were replied to in all.
        platforms: Platform → how many replies.
        entries: Those answered most.
        topics: What was asked most of what the file names and does not answer.
        nearest: Entries that were nearest to what could not be answered.
        words: Wordings that could not be answered or did not help, of people enough.
        uncounted: How many had too few ordinary words to be kept.
    """

    weeks: Sequence[Week]
    people: int = 0
    platforms: Mapping[str, int] = field(default_factory=dict)
    entries: Sequence[Ranked] = ()
    topics: Sequence[Ranked] = ()
    nearest: Sequence[Ranked] = ()
    words: Sequence[Ranked] = ()
    uncounted: int = 0

    @property
    def replies(self) -> int:
        """How many replies there were."""
        return sum(week.replies for week in self.weeks)

    @property
    def urgent(self) -> int:
        """How many were about a red flag."""
        return sum(week.urgent for week in self.weeks)

    @property
    def answer_rate(self) -> float | None:
        """The share of questions that got an answer; None where none was asked."""
        return share(sum(week.answered for week in self.weeks), sum(week.open for week in self.weeks))

    @property
    def help_rate(self) -> float | None:
        """The share of ratings that say that it helped; None where nobody rated."""
        return share(sum(week.helped for week in self.weeks), sum(week.not_helped for week in self.weeks))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked at all."""
        return not self.replies


def share(yes: int, no: int) -> float | None:
    """Return what part of both the first is; None where there is nothing."""
    return yes / (yes + no) if yes + no else None


def activity_values(activity: Activity) -> dict[str, Any]:
    """Return it as JSON-ready values."""
    return {
        "replies": activity.replies,
        "people": activity.people,
        "answer_rate": activity.answer_rate,
        "help_rate": activity.help_rate,
        "urgent": activity.urgent,
        "platforms": dict(activity.platforms),
        "weeks": [
            {
                "begins": week.begins.isoformat(),
                "kinds": dict(week.kinds),
                "people": week.people,
                "answer_rate": share(week.answered, week.open),
                "helped": week.helped,
                "not_helped": week.not_helped,
                "median_seconds": None if week.median is None else round(week.median, 3),
                "p95_seconds": None if week.p95 is None else round(week.p95, 3),
            }
            for week in activity.weeks
        ],
        **{
            name: [
                {"name": each.name, "count": each.count, "people": each.people}
                | ({"helped": each.helped, "not_helped": each.not_helped} if name == "entries" else {})
                for each in getattr(activity, name)
            ]
            for name in ("entries", "topics", "nearest", "words")
        },
        "uncounted": activity.uncounted,
    }
