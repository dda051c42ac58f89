"""What was found, on a terminal and as values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rich.text import Text

from adapters.doctor.findings import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from adapters.doctor.findings import Finding

_SIGNS = {Mark.OK: ("✓", "green"), Mark.LOOK: ("!", "yellow"), Mark.BROKEN: ("✗", "bold red")}
"""The mark and its colour; the word stands beside them for who sees neither."""


def show_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Print one line each, and how many there are of which."""
    width = max((len(each.about) for each in findings), default=0)
    for each in findings:
        sign, style = _SIGNS[each.mark]
        mark = (f"{sign} {each.mark.value:<{len(Mark.BROKEN)}}  ", style)
        cure = (f" → {each.cure}", "dim") if each.cure else ""
        console.print(Text.assemble(mark, (f"{each.about:<{width}}  ", "cyan"), each.found, cure), soft_wrap=True)
    console.print(Text(_summary(findings), style=_SIGNS[worst(findings)][1]), soft_wrap=True)


def worst(findings: Sequence[Finding]) -> Mark:
    """Return the worst mark there is."""
    order = list(Mark)
    return max((each.mark for each in findings), key=order.index, default=Mark.OK)


def finding_values(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return what was found as JSON-ready values."""
    counts = Counter(each.mark for each in findings)
    lines = [{"about": each.about, "mark": each.mark, "found": each.found, "cure": each.cure} for each in findings]
    return {"counts": {mark.value: counts[mark] for mark in Mark}, "findings": lines}


def _summary(findings: Sequence[Finding]) -> str:
    counts = Counter(each.mark for each in findings)
    return f"{counts[Mark.OK]} ok, {counts[Mark.LOOK]} to look at, {counts[Mark.BROKEN]} broken"
