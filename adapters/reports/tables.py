"""A run on a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Column, Table
from rich.text import Text

from adapters.reports.numbers import interval, percent
from adapters.reports.timing import milliseconds
from adapters.reports.values import mistakes
from botcore.evaluation import Outcome, by_kind, total
from botcore.evaluation.curves import calibration_error, reliability, right_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from adapters.reports.values import Run
    from botcore.evaluation import Comparison, Disturbance, Figure, Judged

_SHOWN = 10
"""How many mistakes are listed unless all are asked for."""

BUDGET = 0.05
"""The share of strangers let through when rankings are compared, as published work does."""

_SEVERE = frozenset({Outcome.FALSE, Outcome.WRONG})
_MET = {True: Text("met", style="green"), False: Text("missed", style="bold red"), None: Text("")}


def show_run(console: Console, run: Run, *, all_mistakes: bool) -> None:
    """Print a run: figures, kinds, mistakes, and what else was asked for."""
    _show_figures(console, run.figures)
    console.print()
    _show_kinds(console, run.judged)
    console.print()
    for line in _summary(run):
        console.print(line, style="dim", highlight=False, soft_wrap=True)
    console.print()
    show_mistakes(console, run.judged, all_of_them=all_mistakes)
    if run.comparison:
        console.print()
        _show_comparison(console, run.comparison)
    if run.disturbances:
        console.print()
        _show_disturbances(console, run.disturbances)


def _summary(run: Run) -> Iterator[str]:
    share = right_at(run.judged, BUDGET)
    if share.total:
        yield f"right at the threshold that lets 5 % of strangers pass: {percent(share)}, {interval(share)}"
        yield f"calibration error of scores: {calibration_error(reliability(run.judged)):.3f}"
    if run.seconds:
        time = milliseconds(run.seconds)
        yield f"one message: median {time['median']} ms, 99th percentile {time['p99']} ms"


def _show_figures(console: Console, figures: Sequence[Figure]) -> None:
    """Print the table of figures with their goals; figures of which nothing was counted are left out."""
    table = Table(box=None, header_style="dim", pad_edge=False)
    for title in ("figure", "share", "95 % interval", "count", "goal", ""):
        table.add_column(title, justify="left" if title in {"figure", ""} else "right")
    for each in figures:
        if each.share.total:
            counted = f"{each.share.events}/{each.share.total}"
            goal = str(each.goal) if each.goal else ""
            verdict = (
                Text(f"too few, needs {each.goal.needs}", style="yellow")
                if (each.goal and each.is_short)
                else _MET[each.is_met]
            )
            table.add_row(each.measure.label, percent(each.share), interval(each.share), counted, goal, verdict)
    console.print(table)


def _show_kinds(console: Console, judged: Sequence[Judged]) -> None:
    """Print how often each outcome came for each kind."""
    kinds = by_kind(judged)
    occurring = [outcome for outcome in Outcome if any(counts[outcome] for counts in kinds.values())]
    table = Table(Column("kind", no_wrap=True), "cases", *occurring, box=None, header_style="dim", pad_edge=False)
    for kind, counts in kinds.items():
        cells = (str(counts[outcome] or "·") for outcome in occurring)
        table.add_row(kind, str(counts.total()), *cells)
    console.print(table)


def show_mistakes(console: Console, judged: Sequence[Judged], *, all_of_them: bool) -> None:
    """Print mistakes by their cause, the worst first, each with what may have led to it."""
    found = mistakes(judged)
    shown = found if all_of_them else found[:_SHOWN]
    counts = Counter(each.cause for each in found)
    for before, each in zip([None, *shown], shown, strict=False):
        if each.cause and (before is None or before.cause != each.cause):
            console.print(Text(f"{each.cause}: {counts[each.cause]}", style="bold underline"), soft_wrap=True)
        style = "bold red" if each.outcome in _SEVERE else "yellow"
        head = Text.assemble(
            (str(each.outcome), style), f" · {each.case.kind} · ", (each.case.where, "dim"), " · ", each.case.text
        )
        console.print(head, soft_wrap=True)
        wanted = ", ".join(each.case.expect) or "no entry"
        came = each.observed.entry or ", ".join(each.observed.offered) or "none"
        lines = (f"expected {wanted}; came {each.observed.kind}: {came}", *each.hints)
        for line in lines:
            console.print(Text(f"    {line}", style="dim"), soft_wrap=True)
    if len(found) > len(shown):
        console.print(f"… and {len(found) - len(shown)} more; --mistakes lists them all", style="dim")


def _show_comparison(console: Console, comparison: Comparison) -> None:
    """Print gains and losses over an earlier run."""
    for name, style, pairs in (("gained", "green", comparison.gains), ("lost", "red", comparison.losses)):
        for old, now in pairs:
            head = Text.assemble(
                (name, style), f" {old.outcome} → {now.outcome} · {now.case.kind} · {now.case.text}"
            )
            console.print(head, soft_wrap=True)
    line = (
        f"{len(comparison.gains)} gained, {len(comparison.losses)} lost, {len(comparison.changed)} changed "
        f"otherwise; McNemar's exact p = {comparison.p:.3g}"
    )
    console.print(line, highlight=False, soft_wrap=True)


def _show_disturbances(console: Console, disturbances: Sequence[Disturbance]) -> None:
    """Print what every wrapper did, and the cases it changed."""
    table = Table(
        "around the question", "changed", "count", "95 % interval", box=None, header_style="dim", pad_edge=False
    )
    for each in disturbances:
        count = f"{each.share.events}/{each.share.total}"
        table.add_row(each.wrapper, percent(each.share), count, interval(each.share))
    overall = total(disturbances)
    table.add_row("all", percent(overall), f"{overall.events}/{overall.total}", interval(overall), style="bold")
    console.print(table)
    for change in (change for each in disturbances for change in each.changes):
        before, after = (f"{each.kind} {each.entry or ''}".strip() for each in (change.before, change.after))
        console.print(
            Text(f"{change.wrapper}: {before} → {after} · {change.case.text}", style="dim"), soft_wrap=True
        )
