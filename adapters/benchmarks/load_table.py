"""How everybody fared who asked at once, as rows and as a table."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from adapters.benchmarks.load import IN_A_GROUP, WAYS
from adapters.reports.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adapters.benchmarks.load import Fared

_DEADLINE = 3.0
"""Seconds both platforms wait for an acknowledgement."""

_PERCENTILE = 99
NAMES = {"command": "/prolo", "dm": "direct message", "channel": "mention"}


def fell_short(row: dict[str, Any]) -> bool:
    """Tell whether anyone of a row got no reply or two, or was acknowledged too late."""
    late: float = (row["acknowledged"] or {}).get("max", 0.0)
    return bool(row["lost"] or row["doubled"] or late > _DEADLINE)


def load_rows(platform: str, fared: Sequence[Fared]) -> list[dict[str, Any]]:
    """Return one row for each way of asking, and one for all of them."""
    parts = {NAMES[way]: [each for each in fared if each.way == way] for way, _ in WAYS}
    return [_row(platform, name, each) for name, each in (parts | {"all": list(fared)}).items()]


def _row(platform: str, way: str, fared: Sequence[Fared]) -> dict[str, Any]:
    return {
        "platform": platform,
        "way": way,
        "asked": len(fared),
        "once": sum(each.replies == 1 for each in fared),
        "lost": sum(each.replies == 0 for each in fared),
        "doubled": sum(max(0, each.replies - 1) for each in fared),
        "acknowledged": times(each.acknowledged for each in fared),
        "replied": times(each.replied for each in fared),
    }


def times(found: Iterable[float | None]) -> dict[str, float] | None:
    """Return median, 99th percentile and maximum in seconds; None when nothing was timed."""
    seconds = sorted(each for each in found if each is not None)
    if not seconds:
        return None
    late = seconds[min(len(seconds) - 1, -(-len(seconds) * _PERCENTILE // 100) - 1)]
    return {"median": statistics.median(seconds), "p99": late, "max": seconds[-1]}


def load_table(rows: Sequence[dict[str, Any]]) -> Table:
    """Return the rows below the name of their platform; 80 columns wide at most."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("asked by", no_wrap=True)
    for name in ("asked", "once", "lost", "twice"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("acknowledged", "replied"):
        table.add_column(f"{name}, s\nmedian   p99   max", justify="right", no_wrap=True)
    platform = ""
    for row in rows:
        if row["platform"] != platform:
            platform = row["platform"]
            table.add_section()
            table.add_row(Text(platform, style="bold"))
        counts = [_count(name, row[name]) for name in ("asked", "once", "lost", "doubled")]
        table.add_row(row["way"], *counts, _shown(row["acknowledged"], _DEADLINE), _shown(row["replied"]))
    return table


def _count(name: str, value: int) -> Text:
    return Text(str(value), style="red" if value and name in {"lost", "doubled"} else "")


def _shown(times: dict[str, float] | None, limit: float = float("inf")) -> Text:
    if times is None:
        return Text("–")
    text = " ".join(f"{times[name]:5.2f}" for name in ("median", "p99", "max"))
    return Text(text, style="red" if times["max"] > limit else "")


def explained(people: int) -> str:
    """Return what the table does not say."""
    ways = ", ".join(f"{count} by {NAMES[way]}" for way, count in WAYS)
    return (
        f"{counted(people, 'person', 'people')} at once, {IN_A_GROUP} to a channel: "
        f"of each {IN_A_GROUP}, {ways}.\n"
        "The stand-ins keep the platforms' limits, which replies in channels wait for: Slack one\n"
        "post a second and channel after a burst of five; Discord five in five seconds and channel,\n"
        "and fifty a second in all. Discord acknowledges commands only, not messages."
    )
