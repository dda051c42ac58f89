"""prolobot and what people use today, on the same deck in one go: quality and time side by side."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.table import Table

from adapters.reports.numbers import percent
from adapters.reports.timing import milliseconds
from botcore.evaluation import MEASURES, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from adapters.benchmarks.baselines import Baseline
    from botcore import Bot
    from botcore.evaluation import Case, Judged, Share

_PROLOBOT = "prolobot"
_SHOWN = {
    "right": "right",
    "wrong": "wrong",
    "false_answers": "false",
    "reached": "offered",
    "red_flags_found": "flags",
}
"""Id of a measure → its column; the last two for prolobot only: nobody else offers, or finds red flags."""


@dataclass(frozen=True)
class Row:
    """How one contestant did.

    Attributes:
        name: Who.
        shares: Id of a measure → what was counted; measures that are not defined for it are left out.
        seconds: How long each case took.
    """

    name: str
    shares: Mapping[str, Share]
    seconds: Sequence[float]


def contest(
    cases: Sequence[Case],
    baselines: Iterable[Baseline],
    bot: Bot,
    tracked: Callable[[Sequence[Case], str], Iterable[Case]] = lambda cases, _: cases,
) -> Iterable[Row]:
    """Yield how each did on the cases, prolobot last.

    Args:
        cases: What is asked.
        baselines: Who else is asked.
        bot: prolobot.
        tracked: Returns the cases, for one name at a time; to show progress.
    """
    plain = [each for each in _SHOWN if each not in {"reached", "red_flags_found"}]
    for baseline in baselines:
        yield _measure(baseline.name, tracked(cases, baseline.name), baseline.judge, plain)
    yield _measure(_PROLOBOT, tracked(cases, _PROLOBOT), lambda case: judge(case, bot.reply), _SHOWN)


def _measure(name: str, cases: Iterable[Case], answer: Callable[[Case], Judged], shown: Iterable[str]) -> Row:
    judged, seconds = [], []
    for case in cases:
        began = time.perf_counter()
        judged.append(answer(case))
        # A case of several turns asks prolobot several messages; what is compared is one.
        seconds.append((time.perf_counter() - began) / (len(case.turns) if name == _PROLOBOT else 1))
    measures = {measure.id: measure for measure in MEASURES}
    return Row(name, {each: measures[each].share(judged) for each in shown}, seconds)


def contest_table(rows: Sequence[Row]) -> Table:
    """Return the rows as a table."""
    table = Table(
        caption="shares in %, times in ms", caption_justify="left", box=None, header_style="dim", pad_edge=False
    )
    table.add_column("method", no_wrap=True)
    for title in (*_SHOWN.values(), "median", "p99 ms"):
        table.add_column(title, justify="right")
    for row in rows:
        spent = milliseconds(row.seconds)
        cells = [percent(row.shares[each]).removesuffix(" %") if each in row.shares else "·" for each in _SHOWN]
        style = "bold" if row.name == _PROLOBOT else ""
        table.add_row(row.name, *cells, f"{spent['median']:.2f}", f"{spent['p99']:.2f}", style=style)
    return table


def contest_values(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows as JSON-ready values; a measure that is not defined for a method is null."""
    return [
        {
            "method": row.name,
            **{each: _share(row.shares.get(each)) for each in _SHOWN},
            "milliseconds": milliseconds(row.seconds),
        }
        for row in rows
    ]


def _share(share: Share | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return {"share": share.value, "events": share.events, "total": share.total, "interval": share.interval}
