"""What happened in the last weeks, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from adapters.reports.activity import share
from adapters.reports.activity_page import NOTHING
from adapters.reports.numbers import counted, seconds, whole_percent

if TYPE_CHECKING:
    from rich.console import Console

    from adapters.reports.activity import Activity


def show_activity(console: Console, activity: Activity) -> None:
    """Print the weeks, then what was asked most and answered least."""
    if activity.is_empty:
        console.print(Text(NOTHING))
        return
    table = Table(box=None, header_style="dim", pad_edge=False)
    for title in (
        "week from",
        "replies",
        "people",
        "answered",
        "urgent",
        "helped",
        "did not",
        "median s",
        "95 % s",
    ):
        table.add_column(title, justify="left" if title == "week from" else "right")
    for week in activity.weeks:
        counts = (
            week.replies,
            week.people,
            whole_percent(share(week.answered, week.open)),
            week.urgent,
            week.helped,
        )
        times = (seconds(week.median), seconds(week.p95))
        table.add_row(week.begins.isoformat(), *map(str, counts), str(week.not_helped), *times)
    console.print(table)
    console.print()
    parts = (
        counted(activity.replies, "reply", "replies"),
        f"to {counted(activity.people, 'person', 'people')}",
        _of(activity.answer_rate, "of questions answered", "no questions"),
        _of(activity.help_rate, "of ratings say that it helped", "no ratings"),
        f"{activity.urgent:,} urgent",
    )
    console.print(Text(", ".join(parts)), soft_wrap=True)
    ranked = (("most answered", activity.entries), ("topics asked in vain", activity.topics))
    for title, rows in ranked:
        if rows:
            named = ", ".join(f"{each.name} {each.count:,}" for each in rows[:5])
            console.print(Text(f"{title}: {named}", style="dim"), soft_wrap=True)


def _of(value: float | None, what: str, none: str) -> str:
    return none if value is None else f"{whole_percent(value)} {what}"
