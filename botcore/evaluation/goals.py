"""What is asked of the figures."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.faults import Fault, FaultsError, brief, quoted
from botcore.strict_yaml import parse

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True)
class Goal:
    """The least or the most a figure may be; shares in [0, 1], rounded to nothing."""

    bound: float
    at_most: bool = False

    def is_met_by(self, value: float) -> bool:
        """Tell whether a share meets the goal."""
        return value <= self.bound if self.at_most else value >= self.bound

    @property
    def needs(self) -> int:
        """How many cases it takes: with fewer, one mistake misses the goal and chance alone may meet it."""
        room = self.bound if self.at_most else 1 - self.bound
        return math.ceil(round(1 / room, 6)) if room > 0 else 1

    def __str__(self) -> str:
        """As people write it."""
        return f"{'≤' if self.at_most else '≥'} {self.bound:g}"


GOALS = {
    "right": Goal(0.95),
    "wrong": Goal(0.01, at_most=True),
    "reached": Goal(0.99),
    "false_answers": Goal(0.03, at_most=True),
    "red_flags_found": Goal(0.97),
    "false_alarms": Goal(0.04, at_most=True),
    "harmless_reached": Goal(0.95),
    "urgent_elsewhere": Goal(0.005, at_most=True),
    "advice_answered": Goal(0.03, at_most=True),
    "advice_declined": Goal(0.80),
    "followups_right": Goal(0.95),
}
"""Set above everything that was measured when the project began."""

_GOAL = re.compile(r"(at least|at most) (0(?:\.\d+)?|1(?:\.0+)?)")


class GoalsError(FaultsError):
    """A goals file cannot be used."""


def read_goals(text: str, known: Collection[str], *, name: str = "goals") -> dict[str, Goal]:
    """Return the goals of a YAML file such as `right: at least 0.95`; figures it leaves out have none.

    Args:
        text: The whole file, decoded.
        known: The ids of all figures.
        name: What to call the file in faults.

    Raises:
        GoalsError: With every fault, each with its line.
    """
    document = parse(text)
    faults, goals = list(document.faults), {}
    if not isinstance(document.tree, dict):
        faults.append(Fault(1, "", "no mapping", "lines such as 'right: at least 0.95'"))
        raise GoalsError(name, faults)
    for key, value in document.tree.items():
        line, read = document.line((key,)), _GOAL.fullmatch(value) if isinstance(value, str) else None
        if key not in known:
            faults.append(Fault(line, "", f"the unknown figure {quoted(key)}", ", ".join(sorted(known))))
        elif read is None:
            expected = "'at least' or 'at most' and a share in [0, 1]"
            faults.append(Fault(line, brief(key), quoted(str(value)), expected))
        else:
            goals[key] = Goal(float(read[2]), at_most=read[1] == "at most")
    if faults:
        raise GoalsError(name, faults)
    return goals
