"""Plots as inline SVG that follows the page's colours; text stays text."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure

from botcore.evaluation import ASKED, STRANGERS
from botcore.evaluation.curves import reliability, risk_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from botcore.evaluation import Judged

_INK = "#010203"
"""Stands for the page's text colour: replaced by currentColor, so that one plot fits dark and light."""

_ACCENT, _SECOND = "#3b82c4", "#c2662d"
"""Blue and orange, 3:1 on white and on near-black, told apart with every common colour blindness."""

_STYLE: dict[Any, object] = {
    "svg.fonttype": "none",
    # Else ids are drawn by chance, and the same run would give another page each time.
    "svg.hashsalt": "prolobot",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
}


def plot_reliability(judged: Sequence[Judged]) -> str:
    """Return what scores promise against what they hold, with 95 % intervals."""
    bins = reliability(judged)
    means, shares = [each.mean_score for each in bins], [each.share.value or 0.0 for each in bins]
    below = [max(0.0, share - each.share.interval[0]) for share, each in zip(shares, bins, strict=True)]
    above = [max(0.0, each.share.interval[1] - share) for share, each in zip(shares, bins, strict=True)]
    with mpl.rc_context(_STYLE):
        figure, axes = _figure("score", "share that is right")
        axes.plot([0, 1], [0, 1], color=_INK, linewidth=0.8, linestyle="--", label="as promised")
        axes.errorbar(
            means, shares, yerr=[below, above], fmt="o-", color=_ACCENT, capsize=3, linewidth=1.5, label="measured"
        )
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
        axes.legend(loc="lower right")
        return _svg(figure, "reliability")


def plot_risk_coverage(judged: Sequence[Judged]) -> str:
    """Return the share of wrong answers against the share answered, threshold by threshold."""
    points = risk_coverage(judged)
    with mpl.rc_context(_STYLE):
        figure, axes = _figure("coverage: share of messages answered", "risk: share of those wrong")
        axes.step(
            [each.coverage for each in points],
            [each.risk for each in points],
            where="post",
            color=_ACCENT,
            linewidth=1.8,
        )
        axes.set(xlim=(0, 1.02), ylim=(0, None))
        return _svg(figure, "risk")


def plot_scores(judged: Sequence[Judged]) -> str:
    """Return how scores are spread, for questions in the file and for strangers."""
    groups = [
        ("questions in the file", ASKED, _ACCENT, "//"),
        ("strangers", STRANGERS, _SECOND, ".."),
    ]
    edges = [step / 20 for step in range(21)]
    with mpl.rc_context(_STYLE):
        figure, axes = _figure("score of the best entry", "messages")
        for name, kinds, color, hatch in groups:
            scores = [each.observed.score for each in judged if each.case.kind in kinds]
            axes.hist(scores, bins=edges, color=color, alpha=0.6, hatch=hatch, label=name)
        axes.legend(loc="upper center")
        return _svg(figure, "scores")


def _figure(across: str, up: str) -> tuple[Figure, Axes]:
    # Not by pyplot, which keeps every figure for good and looks for a screen.
    figure = Figure(figsize=(5.2, 3.6), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlabel=across, ylabel=up)
    return figure, axes


def _svg(figure: Figure, prefix: str) -> str:
    """Return a figure as an SVG element whose ids are its own among others of the page."""
    buffer = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(buffer, format="svg", transparent=True, metadata=nothing)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :].replace(_INK, "currentColor")
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    svg = re.sub(r'(url\(|href=")#', rf"\1#{prefix}-", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-labelledby="plot-{prefix}" ', 1)
