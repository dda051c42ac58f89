"""A run as JSON-ready values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.reports.timing import milliseconds
from botcore.evaluation import WORST_FIRST, by_entry, by_kind
from botcore.evaluation.curves import calibration_error, reliability, right_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.evaluation import Comparison, Disturbance, Figure, Judged, Share


@dataclass(frozen=True)
class Run:
    """Everything one run found.

    Attributes:
        judged: The cases, in deck order.
        figures: What was counted.
        seconds: How long each message took; empty where nobody was asked.
        comparison: How it differs from an earlier run, if one was named.
        disturbances: What each wrapper did, if asked.
    """

    judged: Sequence[Judged]
    figures: Sequence[Figure]
    seconds: Sequence[float] = ()
    comparison: Comparison | None = None
    disturbances: Sequence[Disturbance] = ()


def mistakes(judged: Sequence[Judged]) -> list[Judged]:
    """Return the cases that are not fine, those of one cause together.

    The cause with the worst outcome first, and of one cause the worst outcome first, else in deck order.
    """
    found = sorted((each for each in judged if not each.is_fine), key=lambda each: WORST_FIRST.index(each.outcome))
    order = list(dict.fromkeys(each.cause for each in found))
    return sorted(found, key=lambda each: order.index(each.cause))


def run_values(run: Run) -> dict[str, Any]:
    """Return a run: figures, counts by kind and entry, what scores are worth, time, every mistake."""
    judged = run.judged
    return {
        "cases": len(judged),
        "figures": [_figure_values(each) for each in run.figures],
        "kinds": {str(kind): dict(counts) for kind, counts in by_kind(judged).items()},
        "entries": {entry: dict(counts) for entry, counts in by_entry(judged).items()},
        "calibration_error": round(calibration_error(reliability(judged)), 4),
        "right_at_5_percent_false": _share_values(right_at(judged, 0.05)),
        "milliseconds": milliseconds(run.seconds) if run.seconds else None,
        "mistakes": [_case_values(each) for each in mistakes(judged)],
        "comparison": _comparison_values(run.comparison) if run.comparison else None,
        "disturbances": _disturbance_values(run.disturbances),
    }


def _figure_values(figure: Figure) -> dict[str, Any]:
    """Return a figure; `met` is null where there is no goal or nothing was counted."""
    return {
        "id": figure.measure.id,
        "label": figure.measure.label,
        **_share_values(figure.share),
        "goal": str(figure.goal) if figure.goal else None,
        "met": figure.is_met,
        "too_few": figure.is_short,
    }


def _share_values(share: Share) -> dict[str, Any]:
    """Return a share with its 95 % interval."""
    low, high = share.interval
    value = None if share.value is None else round(share.value, 4)
    return {
        "events": share.events,
        "total": share.total,
        "share": value,
        "low": round(low, 4),
        "high": round(high, 4),
    }


def _case_values(each: Judged) -> dict[str, Any]:
    """Return a case with what came back."""
    return {
        "deck": each.case.deck,
        "line": each.case.line,
        "turns": list(each.case.turns),
        "kind": str(each.case.kind),
        "expect": list(each.case.expect),
        "outcome": str(each.outcome),
        "entry": each.observed.entry,
        "candidates": list(each.observed.offered),
        "best": each.observed.best,
        "score": round(each.observed.score, 4),
        "cause": each.cause or None,
        "hints": list(each.hints),
    }


def _comparison_values(comparison: Comparison) -> dict[str, Any]:
    """Return gains and losses over an earlier run, with McNemar's p."""
    return {
        name: [{**_case_values(now), "before": str(old.outcome)} for old, now in pairs]
        for name, pairs in (
            ("gains", comparison.gains),
            ("losses", comparison.losses),
            ("changed", comparison.changed),
        )
    } | {"p": comparison.p}


def _disturbance_values(disturbances: Sequence[Disturbance]) -> list[dict[str, Any]]:
    """Return what every wrapper did."""
    return [
        {
            "wrapper": each.wrapper,
            **_share_values(each.share),
            "changes": [
                {
                    "text": change.case.text,
                    "before": [change.before.kind, change.before.entry],
                    "after": [change.after.kind, change.after.entry],
                }
                for change in each.changes
            ],
        }
        for each in disturbances
    ]
