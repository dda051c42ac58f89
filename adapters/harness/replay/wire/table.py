"""The table of faults and outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from adapters.reports.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.harness.replay.wire.outcomes import Outcomes

_COLUMNS = ("struck", "turns", "replies", "lost", "doubled", "without disclaimer", "asked again", "s")
_GOALS = ("lost", "doubled", "without disclaimer")
"""Columns that should hold nothing but 0."""

_LEGEND = (
    "struck: how often the fault did. asked again: the platform told the person that it had failed.\n"
    "s: seconds, over services that ran side by side."
)
_BLIND = (
    "*: scopes of the manifest, without channels:history: nobody can look whether a post of unknown\n"
    "outcome arrived, so that the bot repeats it rather than leave a person without a reply."
)


def outcomes_report(rows: Sequence[Outcomes], *, seconds: float) -> Group:
    """Return the table, every difference, and a line of figures."""
    short = [row for row in rows if row.fell_short]
    differences = [
        Text(f"  ✗ {row.platform} · {row.fault} · {row.on}: {line}", style="red")
        for row in short
        for line in row.differences
    ]
    turns, replies = sum(row.turns for row in rows), sum(row.replies for row in rows)
    line = (
        f"{counted(len(rows), 'run')}, {counted(turns, 'turn')}, {counted(replies, 'reply', 'replies')}, "
        f"{counted(len(short), 'run')} not as written, {seconds:.1f} s"
    )
    figures = Text(f"\n{line}", style="red" if short else "green")
    notes = [_LEGEND, _BLIND] if any(row.blind for row in rows) else [_LEGEND]
    return Group(_outcomes_table(rows), Text("\n".join(notes), style="dim"), *differences, figures)


def _outcomes_table(rows: Sequence[Outcomes]) -> Table:
    """Return one row for each run, below the name of its platform; 80 columns wide at most."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name in ("fault", "on"):
        table.add_column(name, no_wrap=True)
    for name in _COLUMNS:
        table.add_column(name, justify="right")
    platform = ""
    for row in rows:
        if row.platform != platform:
            platform = row.platform
            table.add_section()
            table.add_row(Text(platform, style="bold", no_wrap=True))
        table.add_row(row.fault or "none", row.on or "–", *_cells(row))
    return table


def _cells(row: Outcomes) -> list[Text]:
    values: tuple[tuple[str, int], ...] = (
        ("struck", row.struck),
        ("turns", row.turns),
        ("replies", row.replies),
        ("lost", row.lost),
        ("doubled", row.doubled),
        ("without disclaimer", row.bare),
        ("asked again", row.again),
        ("s", round(row.seconds)),
    )
    return [Text(str(value), style=_style(row, name, value)) for name, value in values]


def _style(row: Outcomes, name: str, value: int) -> str:
    if name not in _GOALS:
        return ""
    return "green" if not value else "yellow" if row.blind and name == "doubled" else "red"
