"""Whose replies would change: on a terminal and as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text

from adapters.reports.numbers import counted
from botcore.evaluation import Shift
from botcore.faults import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from botcore.checks import Change
    from botcore.evaluation import Group, Told

_SHOWN = 3
"""Messages of a group that are listed unless all are asked for."""

_STYLES = {Shift.UNURGENT: "bold red", Shift.URGENT: "bold yellow", Shift.OTHER_CALL: "bold yellow"}


@dataclass(frozen=True)
class Difference:
    """What a change of the file does to what people are told.

    Attributes:
        old: What the file as it was is called.
        new: What it is called now.
        asked: What was asked of both.
        sources: In words, where that comes from.
        change: What changed in the file.
        disclaimers: Whether the disclaimer did, which every reply ends with.
        groups: Whose replies change.
    """

    old: str
    new: str
    asked: Sequence[Told]
    sources: str
    change: Change
    disclaimers: bool
    groups: Sequence[Group]

    @property
    def count(self) -> int:
        """How many replies change."""
        return sum(group.count for group in self.groups)

    @property
    def summary(self) -> str:
        """The whole of it in a line."""
        asked = sum(each.count for each in self.asked)
        return f"{self.count:,} of {counted(asked, 'reply', 'replies')} would change ({self.sources})"

    @property
    def in_the_file(self) -> list[str]:
        """What changed in the file, in words."""
        change = self.change
        named = (("added", change.added), ("removed", change.removed), ("changed", change.edited))
        lines = [f"{what}: {', '.join(ids)}" for what, ids in named if ids] or ["no entry and no topic changed"]
        return lines + (["the disclaimer changed, which every reply ends with"] if self.disclaimers else [])


def show_difference(console: Console, difference: Difference, *, all_of_them: bool) -> None:
    """Print what changed in the file, then whose replies would."""
    _say(console, f"{difference.old} → {difference.new}", "bold")
    for line in difference.in_the_file:
        _say(console, f"  {line}", "")
    for group in difference.groups:
        console.print()
        head = Text.assemble(
            (group.shift, _STYLES.get(group.shift, "bold")),
            f" · {group.before} → {group.after} · ",
            counted(group.count, "message"),
        )
        console.print(head, soft_wrap=True)
        shown = group.shifted if all_of_them else group.shifted[:_SHOWN]
        for each in shown:
            _say(console, f"  {printable(each.told.text)}  [{each.told.where}]", "dim")
        if len(group.shifted) > len(shown):
            _say(console, f"  … and {len(group.shifted) - len(shown):,} more; --all lists them", "dim")
    console.print()
    _say(console, difference.summary, "green" if not difference.groups else "")


def tell_replies(difference: Difference) -> list[str]:
    """Return whose replies would change, a line for each kind and one for all, where there is no terminal."""
    return [
        f"{group.shift} · {group.before} → {group.after}: {'; '.join(each.told.text for each in group.shifted)}"
        for group in difference.groups
    ] + [difference.summary]


def difference_values(difference: Difference) -> dict[str, Any]:
    """Return it as JSON-ready values."""
    change = difference.change
    return {
        "old": difference.old,
        "new": difference.new,
        "asked": sum(each.count for each in difference.asked),
        "changed_replies": difference.count,
        "added": change.added,
        "removed": change.removed,
        "changed": change.edited,
        "disclaimer_changed": difference.disclaimers,
        "groups": [
            {
                "shift": group.shift.value,
                "before": group.before,
                "after": group.after,
                "count": group.count,
                "messages": [
                    {
                        "turns": each.told.turns,
                        "where": each.told.where,
                        "count": each.told.count,
                        "before": each.before.body,
                        "after": each.after.body,
                    }
                    for each in group.shifted
                ],
            }
            for group in difference.groups
        ],
    }


def _say(console: Console, line: str, style: str) -> None:
    console.print(Text(line, style=style), soft_wrap=True)
