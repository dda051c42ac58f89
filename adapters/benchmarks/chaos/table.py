"""What became of every question, as tables and as JSON-ready values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from adapters.benchmarks.chaos.tally import BROKEN, Fate, Verdict, rows_by_fault, rows_by_way

if TYPE_CHECKING:
    from adapters.benchmarks.chaos.tally import Row
    from adapters.benchmarks.chaos.trial import Outcome


def is_broken(outcome: Outcome) -> bool:
    """Tell whether the rule was broken: a question in silence or replied to twice, a stop that was none."""
    return any(each.fate in BROKEN for each in outcome.verdicts) or any(outcome.statuses) or bool(outcome.owed)


def chaos_values(outcome: Outcome) -> dict[str, Any]:
    """Return it as JSON-ready values."""
    return {
        "broken": is_broken(outcome),
        "by_fault": [_values(each) for each in rows_by_fault(outcome.verdicts)],
        "by_way": [_values(each) for each in rows_by_way(outcome.verdicts)],
        "windows": dict(Counter(each.excused for each in outcome.verdicts if each.window)),
        "faults": dict(Counter(each.kind.value for each in outcome.struck)),
        "stops": len(outcome.statuses),
        "stops_with_another_status_than_0": sum(map(bool, outcome.statuses)),
        "longest_stop_seconds": round(outcome.stopped_in, 1),
        "owed": outcome.owed,
        "seconds_to_make_up": round(outcome.seconds, 1),
        "culprits": [_culprit(each) for each in outcome.verdicts if each.fate in BROKEN],
    }


def chaos_tables(outcome: Outcome) -> list[Table]:
    """Return two tables, by what went wrong and by how it was asked; 80 columns wide at most."""
    count = Counter(each.kind.value for each in outcome.struck)
    by_fault = _table("while")
    for row in rows_by_fault(outcome.verdicts):
        times = f" × {count[row.name]}" if row.name in count else ""
        by_fault.add_row(f"{row.name}{times}", *_cells(row))
    by_way = _table("asked by")
    for row in rows_by_way(outcome.verdicts):
        by_way.add_row(row.name, *_cells(row))
    return [by_fault, by_way]


def explained(outcome: Outcome) -> str:
    """Return what the tables do not say."""
    windows = Counter(each.excused for each in outcome.verdicts if each.window)
    lines = [
        "A question counts for every fault it met, from three seconds before it to twenty after. Told: that the",
        "bot was interrupted or has no time. Not taken: never acknowledged; the platform says so or asks again.",
        *(f"In a window, {count} {name}." for name, count in windows.items()),
        f"{len(outcome.statuses)} stops, {sum(map(bool, outcome.statuses))} of them with another status than 0.",
        f"The longest took {outcome.stopped_in:.1f} s beside what it waited for a core.",
        f"Owed in the end: {outcome.owed}.",
        *(_told(each) for each in outcome.verdicts if each.fate in BROKEN),
    ]
    return "\n".join(lines)


def _table(first: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(first, no_wrap=True)
    for name in ("\nasked", *_HEADS.values(), "last\ns"):
        table.add_column(name, justify="right", no_wrap=True)
    return table


_HEADS = {
    Fate.ANSWERED: "an-\nswered",
    Fate.TOLD: "\ntold",
    Fate.REFUSED: "not\ntaken",
    Fate.EXCUSED: "in a\nwindow",
    Fate.TWICE: "\ntwice",
    Fate.SILENT: "\nnone",
}


def _cells(row: Row) -> list[Text]:
    fates = [
        Text(str(row.fates[each]), style="red" if each in BROKEN and row.fates[each] else "") for each in _HEADS
    ]
    return [Text(str(row.asked)), *fates, Text(f"{row.longest:.0f}")]


def _values(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "asked": row.asked,
        **{each.value: row.fates[each] for each in Fate},
        "longest_seconds": round(row.longest, 1),
    }


def _culprit(verdict: Verdict) -> dict[str, Any]:
    asked = verdict.asked
    return {
        "fate": verdict.fate.value,
        "platform": asked.platform,
        "way": asked.way.value,
        "asked_at": asked.at,
        "acknowledged": asked.acknowledged,
        "kept": asked.kept,
        "replies": [{"at": each.at, "begins": each.text[:60]} for each in asked.replies],
        "during": sorted(each.value for each in verdict.during),
    }


def _told(verdict: Verdict) -> str:
    found = _culprit(verdict)
    return f"{found['fate']}: {found['platform']}, {found['way']}, at {found['asked_at']:.1f}, " + str(
        {name: found[name] for name in ("acknowledged", "kept", "replies", "during")}
    )
