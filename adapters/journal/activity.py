"""What happened week by week, counted by the database: a month of it takes no more memory than a day."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, distinct, func, select

from adapters.journal.gaps import PEOPLE
from adapters.journal.lines import RATED
from adapters.reports.activity import Activity, Ranked, Week
from adapters.store.tables import journal
from botcore import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, Subquery

_SHOWN = 10
"""Entries, topics and wordings that are listed."""

_OPEN = journal.c.kind.in_([Kind.CLARIFY, Kind.ABSTAIN])
_REPLY = journal.c.kind != RATED
_COUNT = func.count()
_PEOPLE = func.count(distinct(journal.c.person))


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def first_day(connection: Connection) -> date | None:
    """Return the day of the oldest line, in UTC; None where there is none."""
    oldest = connection.scalar(select(func.min(journal.c.at)))
    return None if oldest is None else datetime.fromtimestamp(oldest, UTC).date()


def read_activity(connection: Connection, first: date, until: date) -> Activity:
    """Return what happened from the week of one day to that of another, both whole."""
    begins = [*_mondays(monday(first), monday(until))]
    within = _between(begins[0], begins[-1] + timedelta(days=7))
    platforms = select(journal.c.platform, _COUNT).where(within, _REPLY).group_by(journal.c.platform)
    words = journal.c.words
    return Activity(
        weeks=tuple(_week(connection, each) for each in begins),
        people=connection.scalar(select(_PEOPLE).where(within, _REPLY)) or 0,
        platforms=dict(connection.execute(platforms.order_by(_COUNT.desc())).all()),
        entries=_rated(
            connection, within, _ranked(connection, journal.c.entry, within, journal.c.kind == Kind.ANSWER)
        ),
        topics=_ranked(connection, journal.c.topic, within, _OPEN, journal.c.topic != ""),
        nearest=_ranked(connection, journal.c.entry, within, _OPEN, journal.c.entry != "", journal.c.topic == ""),
        # One person's wording may tell who they are, however often they wrote it.
        words=_ranked(connection, words, within, words != "", people=PEOPLE),
        uncounted=connection.scalar(select(_COUNT).where(within, journal.c.uncounted)) or 0,
    )


def _mondays(first: date, last: date) -> Iterator[date]:
    weeks = (first + timedelta(days=7 * number) for number in itertools.count())
    return itertools.takewhile(lambda begins: begins <= last, weeks)


def _between(begins: date, ends: date) -> ColumnElement[bool]:
    """Return what is true of a line from the first day's beginning to the second's, in UTC."""
    low, high = (datetime(each.year, each.month, each.day, tzinfo=UTC).timestamp() for each in (begins, ends))
    return (journal.c.at >= low) & (journal.c.at < high)


def _week(connection: Connection, begins: date) -> Week:
    within = _between(begins, begins + timedelta(days=7))
    grouped = select(journal.c.kind, _COUNT).where(within, _REPLY).group_by(journal.c.kind)
    kinds: dict[str, int] = dict(connection.execute(grouped).all())
    ratings = _ratings(within)
    helped = select(ratings.c.helpful, _COUNT).group_by(ratings.c.helpful)
    rated: dict[bool, int] = dict(connection.execute(helped).all())
    count = sum(kinds.values())
    return Week(
        begins,
        dict(sorted(kinds.items())),
        people=(connection.scalar(select(_PEOPLE).where(within, _REPLY)) or 0) if count else 0,
        helped=rated.get(True, 0),
        not_helped=rated.get(False, 0),
        median=_quantile(connection, within, count, 0.5),
        p95=_quantile(connection, within, count, 0.95),
    )


def _quantile(connection: Connection, within: ColumnElement[bool], count: int, part: float) -> float | None:
    """Return the seconds below which a part of the replies lies, by nearest rank; None when there is none."""
    if not count:
        return None
    ordered = select(journal.c.seconds).where(within, _REPLY).order_by(journal.c.seconds)
    return float(connection.scalar(ordered.offset(min(int(part * count), count - 1)).limit(1)) or 0)


def _ranked(
    connection: Connection, column: ColumnElement[Any], *where: ColumnElement[bool], people: int = 0
) -> list[Ranked]:
    query = select(column, _COUNT, _PEOPLE).where(*where).group_by(column).having(people <= _PEOPLE)
    rows = connection.execute(query.order_by(_PEOPLE.desc(), _COUNT.desc(), column).limit(_SHOWN))
    return [Ranked(name, count, persons) for name, count, persons in rows]


def _rated(connection: Connection, within: ColumnElement[bool], entries: list[Ranked]) -> list[Ranked]:
    """Return the same entries with what was said of each."""
    ratings = _ratings(within)
    yes = func.sum(case((ratings.c.helpful, 1), else_=0))
    query = select(ratings.c.entry, yes, _COUNT).group_by(ratings.c.entry)
    found = {entry: (int(helped), int(count - helped)) for entry, helped, count in connection.execute(query)}
    return [Ranked(each.name, each.count, each.people, *found.get(each.name, (0, 0))) for each in entries]


def _ratings(within: ColumnElement[bool]) -> Subquery:
    """Return what people said of entries, each person once of each: a press and its reason are two lines."""
    said = (journal.c.person, journal.c.entry, journal.c.helpful)
    return select(*said).where(within, journal.c.kind == RATED).distinct().subquery()
