"""Bars as inline SVG in the page's own colours: small enough to be read on a phone without zooming.

matplotlib draws what `eval` reports; it is an extra of 60 MB, and whoever runs the service has no extras.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.reports.elements import element

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

_WIDTH, _HEIGHT = 360, 190
_LEFT, _TOP, _BOTTOM = 40, 12, 24
_TICKS = 4
"""Lines across at most; the numbers themselves stand in a table."""

_LABELS = 6
"""Names below at most."""

_COLOURS = ("first", "second", "third")
"""Classes of the style sheet; in the dark they are lighter."""


@dataclass(frozen=True)
class Series:
    """One row of bars.

    Attributes:
        name: What it is.
        values: One a bar; None: no bar.
    """

    name: str
    values: Sequence[float | None]


def figure(
    name: str, title: str, names: Sequence[str], *series: Series, stacked: bool = False, unit: str = ""
) -> Element:
    """Return bars with a caption that is also what a screen reader says of them.

    Args:
        name: The caption's anchor.
        title: What the bars show.
        names: What stands below each bar.
        series: At most three.
        stacked: Whether they stand on each other, not side by side.
        unit: Behind each number; per cent always end at 100.
    """
    keys: list[Element | str] = []
    for each, colour in zip(series, _COLOURS, strict=False) if len(series) > 1 else ():
        keys += [element("span", element("span", class_=f"key {colour}"), each.name, class_="named"), " "]
    caption = element("figcaption", element("b", title), element("br"), *keys, id=name)
    return element("figure", caption, _svg(name, names, series, stacked=stacked, unit=unit), aria_labelledby=name)


def _svg(name: str, names: Sequence[str], series: Sequence[Series], *, stacked: bool, unit: str) -> Element:
    heights = zip(*(each.values for each in series), strict=True)
    highest = max((sum if stacked else max)(value or 0.0 for value in at) for at in heights)
    whole = all(float(value or 0).is_integer() for each in series for value in each.values)
    step, count = (25.0, 4) if unit == " %" else _steps(highest, whole=whole)
    svg = element("svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_labelledby=name)
    floor, scale = _HEIGHT - _BOTTOM, (_HEIGHT - _BOTTOM - _TOP) / (step * count)
    for number in range(count + 1):
        y = f"{floor - number * step * scale:.1f}"
        svg.append(element("line", x1=str(_LEFT), x2=str(_WIDTH), y1=y, y2=y, class_="line"))
        svg.append(
            element("text", f"{number * step:,g}{unit}", x=str(_LEFT - 4), y=y, text_anchor="end", dy="3.5")
        )
    room = (_WIDTH - _LEFT) / len(names)
    every = math.ceil(len(names) / _LABELS)
    for at, below in enumerate(names):
        # From the last one back: it is the one that is looked for.
        if (len(names) - 1 - at) % every == 0:
            is_last = at == len(names) - 1  # would stick out
            x = _WIDTH if is_last else _LEFT + (at + 0.5) * room
            anchor = "end" if is_last else "middle"
            svg.append(element("text", below, x=f"{x:.1f}", y=str(_HEIGHT - 8), text_anchor=anchor))
    _draw(svg, names, series, room=room, floor=floor, scale=scale, stacked=stacked, unit=unit)
    return svg


def _draw(
    svg: Element, names: Sequence[str], series: Sequence[Series],
    *, room: float, floor: float, scale: float, stacked: bool, unit: str,
) -> None:  # fmt: skip
    width = 0.7 * room / (1 if stacked else len(series))
    below = [0.0] * len(names)
    for number, (each, colour) in enumerate(zip(series, _COLOURS, strict=False)):
        for at, value in enumerate(each.values):
            if not value:
                continue
            x = _LEFT + (at + 0.15) * room + (0 if stacked else number * width)
            y = floor - (below[at] + value) * scale
            told = element("title", f"{names[at]}, {each.name}: {value:,.3g}{unit}")
            size = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{value * scale:.1f}"}
            svg.append(element("rect", told, **size, class_=colour))
            below[at] += value if stacked else 0.0


def _steps(highest: float, *, whole: bool) -> tuple[float, int]:
    """Return how far apart the lines are, a round number, and how many reach the highest bar.

    Args:
        highest: The highest bar.
        whole: Whether no line may stand between two whole numbers: the bars are counts.
    """
    if highest <= 0:
        return 1.0, 1
    power = 10.0 ** math.floor(math.log10(highest / _TICKS))
    steps = (each * power for each in (1, 2, 2.5, 5, 10))
    step = next(each for each in steps if each * _TICKS >= highest and (each.is_integer() or not whole))
    return step, math.ceil(highest / step - 1e-9)
