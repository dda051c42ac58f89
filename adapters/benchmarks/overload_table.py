"""How everybody fared while more was asked than could be answered, as values and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from adapters.reports.numbers import counted
from adapters.reports.timing import quantile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adapters.benchmarks.bare_slack import Sent
    from adapters.benchmarks.overload import Outcome

_ACKNOWLEDGED_WITHIN, _TOLD_WITHIN, _RED_FLAG_WITHIN = 0.5, 3.0, 2.0
"""Seconds: of all acknowledgements but one in a hundred, of each line that there is no room, of each red flag."""


def overload_values(outcome: Outcome, lines: Sequence[str]) -> dict[str, Any]:
    """Return what came of it as JSON-ready values; times in seconds.

    Args:
        outcome: What came of it.
        lines: What the sentences begin with that say that there is no room.
    """
    answered, told = _by_reply(outcome.asked, lines)
    by_person = outcome.asked_by
    silent = [each for each in outcome.asked if not _is_told(each, by_person[each.person], lines)]
    began, ended = outcome.used[0], outcome.used[-2]
    calls, _ = _by_reply(outcome.red_flags, lines)
    return {
        "per_second": outcome.offered.per_second,
        "seconds": outcome.offered.seconds,
        "people": outcome.offered.people,
        "asked": len(outcome.asked),
        "acknowledged": _times(each.acknowledged for each in outcome.asked),
        "at_once": sum(each.statuses[:1] == [200] for each in outcome.asked),
        "answered": _times(answered),
        "told": _times(told),
        "taken_in_silence": sum(each.is_taken for each in silent),
        "refused_in_silence": sum(not each.is_taken for each in silent),
        "twice": sum(len(each.shown) > 1 for each in outcome.asked),
        "red_flags": len(outcome.red_flags),
        "red_flags_answered": _times(calls),
        "megabytes": [round(each.memory / 1e6) for each in outcome.used],
        "cores": round((ended.cpu - began.cpu) / (ended.at - began.at), 2),
        "load_cores": round(outcome.load, 2),
        "machine_load": round(outcome.machine, 1),
    }


def fell_short(values: dict[str, Any]) -> bool:
    """Tell whether somebody was left in silence or told twice, or something came too late."""
    late = (
        values["acknowledged"]["p99"] > _ACKNOWLEDGED_WITHIN
        or values["told"]["max"] > _TOLD_WITHIN
        or values["red_flags_answered"]["max"] > _RED_FLAG_WITHIN
        or values["red_flags_answered"]["count"] < values["red_flags"]
    )
    return bool(late or values["taken_in_silence"] or values["refused_in_silence"] or values["twice"])


def overload_table(values: dict[str, Any]) -> Table:
    """Return the values as a table, 80 columns wide at most."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name in ("of", "how many", "median s", "p99 s", "max s"):
        table.add_column(name, justify="left" if name == "of" else "right", no_wrap=True)
    named = {"acknowledged": "deliveries", "answered": "answers", "told": "told that there is no room"}
    for name, title in (named | {"red_flags_answered": "red flags of others"}).items():
        row = values[name]
        table.add_row(title, f"{row['count']:,}", *(f"{row[each]:.2f}" for each in ("median", "p99", "max")))
    return table


def explained(values: dict[str, Any]) -> str:
    """Return what the table does not say."""
    memory = values["megabytes"]
    return (
        f"{values['per_second']:g} questions a second for {values['seconds']:g} s over signed HTTP, "
        f"of {counted(values['people'], 'person', 'people')}.\n"
        f"{values['at_once']:,} of {values['asked']:,} acknowledged at the first delivery; left in silence: "
        f"{values['taken_in_silence']} acknowledged, {values['refused_in_silence']} refused; "
        f"shown two replies: {values['twice']}.\n"
        f"The service took {values['cores']} cores, the load {values['load_cores']}, "
        f"while {values['machine_load']:g} processes wanted to run on the machine.\n"
        f"Memory: {memory[0]} MB before, {max(memory)} at most, {memory[-1]} at the end."
    )


def _by_reply(asked: Iterable[Sent], lines: Sequence[str]) -> tuple[list[float], list[float]]:
    """Return the seconds of first replies: of answers, and of lines that there is no room."""
    answered, told = list[float](), list[float]()
    for each in asked:
        if each.shown:
            (told if _is_line(each.shown[0][1], lines) else answered).append(each.shown[0][0])
    return answered, told


def _is_told(sent: Sent, of_person: Sequence[Sent], lines: Sequence[str]) -> bool:
    """Tell whether its sender was shown something for it, or a line for another question within seconds."""
    if sent.shown:
        return True
    said = [one.at + after for one in of_person for after, text in one.shown if _is_line(text, lines)]
    return any(sent.at - _TOLD_WITHIN <= at <= sent.at + _TOLD_WITHIN for at in said)


def _is_line(text: str, lines: Sequence[str]) -> bool:
    return any(each in text for each in lines)


def _times(found: Iterable[float]) -> dict[str, float]:
    seconds = list(found)
    shares = {"median": 0.5, "p99": 0.99, "max": 1.0}
    return {"count": len(seconds)} | {name: round(quantile(seconds, share), 3) for name, share in shares.items()}
