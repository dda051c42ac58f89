"""What `check` found, as values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from botcore.checks import Level, compare_files, missing_evidence
from botcore.evaluation import figures
from botcore.languages import read_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from botcore import Faq, Fault
    from botcore.checks import Change, LeftOut, Remark
    from botcore.evaluation import Figure

_OWN_FIGURES = frozenset({"right", "wrong", "reached", "false_answers"})


@dataclass(frozen=True)
class Checked:
    """A sound file and everything said about it.

    Attributes:
        name: What the file is called.
        faq: Its values.
        remarks: Of every check, each check's in the order in which they are worth looking at.
        left: What its wordings say about it; None for a file too small or too large to be learned from.
        asked: How many wordings were asked as they stand, of how many.
        before: The same of the file it is compared with; None: with none.
    """

    name: str
    faq: Faq
    remarks: Sequence[Remark]
    left: LeftOut | None
    asked: tuple[int, int]
    before: Checked | None = None

    @property
    def change(self) -> Change | None:
        """What the change did; None where nothing is compared."""
        before = self.before
        return compare_files(before.faq, self.faq, before.remarks, self.remarks) if before else None

    def count(self, level: Level) -> int:
        """Return how many remarks are of a level."""
        return sum(remark.level is level for remark in self.remarks)

    @property
    def figures(self) -> list[Figure]:
        """The figures of the wordings left out."""
        found = figures(self.left.judged, {}) if self.left else []
        return [each for each in found if each.measure.id in _OWN_FIGURES and each.share.total]


def checked_values(checked: Checked) -> dict[str, Any]:
    """Return everything `check` found as JSON-ready values, remarks by line."""
    left = checked.left
    return {
        "file": checked.name,
        "faults": [],
        "counts": {level.value: checked.count(level) for level in Level},
        "remarks": [_remark_values(remark) for remark in sorted(checked.remarks)],
        "asked": {"wordings": checked.asked[0], "of": checked.asked[1]},
        "left_out": {
            "figures": [_figure_values(each) for each in checked.figures],
            "thresholds": left.thresholds.of_scores,
            "rests_on": asdict(left.thresholds.grounds),
            "missing": missing_evidence(left.thresholds.grounds),
        }
        if left
        else None,
        "languages": {each.code: each.reviewed or None for each in read_languages()},
    } | ({"against": _change_values(checked, checked.change)} if checked.change else {})


def _change_values(checked: Checked, change: Change) -> dict[str, Any]:
    before = checked.before
    return {
        "file": before.name if before else "",
        "added": change.added,
        "removed": change.removed,
        "changed": change.edited,
        "new": [_remark_values(remark) for remark in change.new],
        "gone": change.gone,
        "figures": [_figure_values(each) for each in (before.figures if before else [])],
    }


def fault_values(name: str, faults: Iterable[Fault]) -> dict[str, Any]:
    """Return the faults of a file that cannot be used, as JSON-ready values."""
    listed = [
        {"line": fault.line, "where": fault.where, "found": fault.found, "expected": fault.expected}
        for fault in faults
    ]
    return {"file": name, "faults": listed, "counts": None, "remarks": [], "asked": None, "left_out": None}


def _remark_values(remark: Remark) -> dict[str, Any]:
    return {
        "line": remark.line,
        "where": remark.where,
        "check": remark.check.value,
        "level": remark.level.value,
        "says": remark.says,
    }


def _figure_values(each: Figure) -> dict[str, Any]:
    return {
        "id": each.measure.id,
        "events": each.share.events,
        "total": each.share.total,
        "value": each.share.value,
        "interval": each.share.interval,
    }
