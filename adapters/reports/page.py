"""A run as one page: no request to anywhere, readable with a screen reader, in the dark and on paper."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from adapters.reports.numbers import interval, percent
from adapters.reports.plots import plot_reliability, plot_risk_coverage, plot_scores
from adapters.reports.tables import BUDGET
from adapters.reports.timing import milliseconds
from adapters.reports.values import mistakes
from botcore.evaluation import Outcome, by_entry, by_kind, total
from botcore.evaluation.curves import calibration_error, confusion, reliability, right_at, risk_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.reports.values import Run
    from botcore.evaluation.curves import Point

_STEPS = 20
"""How many points of the risk-coverage curve its table holds."""


def render(run: Run) -> str:
    """Return the page."""
    judged = run.judged
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(percent=percent, interval=interval)
    template = resources.files("adapters.reports").joinpath("page.html.j2").read_text(encoding="utf-8")
    bins, confused = reliability(judged), confusion(judged)
    return environment.from_string(template).render(
        run=run,
        decks=sorted({each.case.deck for each in judged}),
        outcomes=[outcome for outcome in Outcome if any(each.outcome is outcome for each in judged)],
        kinds=by_kind(judged),
        entries=by_entry(judged),
        mistakes=mistakes(judged),
        milliseconds=milliseconds(run.seconds) if run.seconds else None,
        right_at=right_at(judged, BUDGET),
        bins=bins,
        error=calibration_error(bins),
        points=_thinned(risk_coverage(judged)),
        confusion=confused,
        elsewhere={
            name: sum(count for best, count in counts.items() if best not in confused)
            for name, counts in confused.items()
        },
        disturbed=total(run.disturbances),
        plots={
            "reliability": plot_reliability(judged),
            "risk": plot_risk_coverage(judged),
            "scores": plot_scores(judged),
        },
    )


def _thinned(points: Sequence[Point]) -> list[Point]:
    """Return at most `_STEPS` points, evenly spread, the last one among them."""
    if not points:
        return []
    step = max(1, -(-len(points) // _STEPS))
    return [*points[: len(points) - 1 : step], points[-1]]
