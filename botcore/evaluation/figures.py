"""Judged cases → the figures that are promised, each with its goal, and a table by kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.evaluation.decks import ASKED, STRANGERS, CaseKind
from botcore.evaluation.outcomes import Judged, Outcome
from botcore.evaluation.shares import Share
from botcore.reply import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from botcore.evaluation.goals import Goal

_UNANSWERABLE = STRANGERS | {CaseKind.PERSONAL_ADVICE}
_FLAGS = frozenset({CaseKind.RED_FLAG, CaseKind.NOT_RED_FLAG})


@dataclass(frozen=True)
class Measure:
    """How a figure is counted.

    Attributes:
        id: What goals and JSON call it.
        label: What people call it.
        over: The kinds of cases it is a share of.
        counts: What is counted.
        expected_only: Whether only cases that expect an entry are looked at.
    """

    id: str
    label: str
    over: frozenset[CaseKind]
    counts: Callable[[Judged], bool]
    expected_only: bool = False

    def share(self, judged: Iterable[Judged]) -> Share:
        """Return the share."""
        looked_at = [each for each in judged if self._looks_at(each)]
        return Share(sum(map(self.counts, looked_at)), len(looked_at))

    def _looks_at(self, each: Judged) -> bool:
        return each.case.kind in self.over and bool(each.case.expect or not self.expected_only)


def _is(outcome: Outcome) -> Callable[[Judged], bool]:
    return lambda each: each.outcome is outcome


def _replied(kind: Kind) -> Callable[[Judged], bool]:
    return lambda each: each.observed.kind is kind


def _reached(each: Judged) -> bool:
    return each.is_reached


def _is_fine(each: Judged) -> bool:
    return each.is_fine


def _answered_wrongly(each: Judged) -> bool:
    return each.outcome in {Outcome.WRONG, Outcome.FALSE}


MEASURES = (
    Measure("right", "right answers", ASKED, _is(Outcome.RIGHT)),
    Measure("wrong", "wrong answers", ASKED, _answered_wrongly),
    Measure("reached", "answered or offered", ASKED, _reached),
    Measure("false_answers", "false answers", _UNANSWERABLE, _replied(Kind.ANSWER)),
    Measure("red_flags_found", "red flags → urgent", frozenset({CaseKind.RED_FLAG}), _replied(Kind.URGENT)),
    Measure("false_alarms", "look-alikes → urgent", frozenset({CaseKind.NOT_RED_FLAG}), _replied(Kind.URGENT)),
    Measure(
        "harmless_reached",
        "look-alikes reached",
        frozenset({CaseKind.NOT_RED_FLAG}),
        _reached,
        expected_only=True,
    ),
    Measure("urgent_elsewhere", "urgent anywhere else", frozenset(CaseKind) - _FLAGS, _replied(Kind.URGENT)),
    Measure("advice_answered", "advice → answer", frozenset({CaseKind.PERSONAL_ADVICE}), _replied(Kind.ANSWER)),
    Measure(
        "advice_declined",
        "advice → decline",
        frozenset({CaseKind.PERSONAL_ADVICE}),
        _replied(Kind.DECLINE),
    ),
    Measure("followups_right", "follow-ups right", frozenset({CaseKind.FOLLOWUP}), _is_fine),
)
"""In the order they are shown; false answers are those to near and far strangers and to personal advice.

A direct answer to personal advice is false even where it names a fitting entry."""


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        measure: How it was counted.
        share: What was counted.
        goal: What is asked of it; None: nothing.
    """

    measure: Measure
    share: Share
    goal: Goal | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None where there is no goal, nothing was counted, or too few to judge."""
        value = self.share.value
        if self.goal is None or value is None or self.is_short:
            return None
        return self.goal.is_met_by(value)

    @property
    def is_short(self) -> bool:
        """Whether something was counted that meets the goal, of too few cases to say that it does."""
        goal, value = self.goal, self.share.value
        return bool(goal and value is not None and goal.is_met_by(value) and self.share.total < goal.needs)


def figures(judged: Sequence[Judged], goals: Mapping[str, Goal]) -> list[Figure]:
    """Return every figure, in the order of `MEASURES`.

    Args:
        judged: The cases of one or more decks.
        goals: Id of a measure → what is asked of it.
    """
    return [Figure(measure, measure.share(judged), goals.get(measure.id)) for measure in MEASURES]


def by_kind(judged: Iterable[Judged]) -> dict[CaseKind, Counter[Outcome]]:
    """Return how often each outcome came for each kind that occurs, kinds in the order of the format."""
    counts: dict[CaseKind, Counter[Outcome]] = {}
    for each in judged:
        counts.setdefault(each.case.kind, Counter())[each.outcome] += 1
    return {kind: counts[kind] for kind in CaseKind if kind in counts}


def by_entry(judged: Iterable[Judged]) -> dict[str, Counter[Outcome]]:
    """Return how often each outcome came for each first expected entry of questions in the file, by id."""
    counts: dict[str, Counter[Outcome]] = {}
    for each in judged:
        if each.case.kind in ASKED and each.case.expect:
            counts.setdefault(each.case.expect[0], Counter())[each.outcome] += 1
    return dict(sorted(counts.items()))
