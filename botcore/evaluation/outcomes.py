"""What came back for a case, and in one word how that went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from botcore.evaluation.decks import CaseKind
from botcore.matching import OFFERED
from botcore.reply import Kind

if TYPE_CHECKING:
    from botcore.evaluation.decks import Case


@dataclass(frozen=True)
class Observed:
    """What of a reply is judged; `replies` reads and writes it.

    Attributes:
        kind: The kind of reply.
        entry: The id of the entry whose answer was shown, if any.
        offered: Ids of entries to pick from, in order.
        best: The id of the best-scoring entry, even when it was not shown.
        score: Its score in [0, 1].
    """

    kind: Kind
    entry: str | None = None
    offered: tuple[str, ...] = ()
    best: str | None = None
    score: float = 0.0


class Outcome(StrEnum):
    """How a case went, in one word."""

    RIGHT = "right"
    WRONG = "wrong"
    FALSE = "false answer"
    OFFERED = "offered"
    MISLED = "offered others"
    ABSTAINED = "abstained"
    DECLINED = "declined"
    URGENT = "urgent"
    HELPED = "help"


_ANSWERS = frozenset({Outcome.RIGHT})
_SILENCES = frozenset({Outcome.ABSTAINED, Outcome.MISLED, Outcome.DECLINED, Outcome.HELPED})
_FINE: dict[CaseKind, frozenset[Outcome]] = {
    CaseKind.ANSWERABLE: _ANSWERS,
    CaseKind.TYPO: _ANSWERS,
    CaseKind.FOLLOWUP: _ANSWERS,
    CaseKind.NEAR_OOS: _SILENCES,
    CaseKind.FAR_OOS: _SILENCES,
    CaseKind.RED_FLAG: frozenset({Outcome.URGENT}),
    CaseKind.NOT_RED_FLAG: frozenset({Outcome.RIGHT, Outcome.OFFERED}) | _SILENCES,
    CaseKind.PERSONAL_ADVICE: frozenset({Outcome.DECLINED}),
}
"""Which outcomes are as they should be, for a case of each kind.

What a case expects counts too: a not_red_flag case that expects an entry needs it, and a follow-up that expects
none, such as thanks or a change to something the file does not cover, needs silence: see `Judged.is_fine`."""

WORST_FIRST = (
    Outcome.FALSE,
    Outcome.WRONG,
    Outcome.URGENT,
    Outcome.RIGHT,
    Outcome.DECLINED,
    Outcome.ABSTAINED,
    Outcome.HELPED,
    Outcome.MISLED,
    Outcome.OFFERED,
)
"""The order in which mistakes are listed: a wrong medical answer is worse than none."""


@dataclass(frozen=True)
class Judged:
    """A case, what came back, and what to think of it.

    Attributes:
        case: The case.
        observed: What came back.
        hints: Why it may have come out so; empty when nothing is known beyond the reply.
        cause: The likeliest of the causes, in a few words; empty as `hints`.
    """

    case: Case
    observed: Observed
    hints: tuple[str, ...] = ()
    cause: str = ""

    @property
    def outcome(self) -> Outcome:
        """The outcome; an answer where none may be given is false, whatever it says."""
        match self.observed.kind:
            case Kind.ANSWER if self.observed.entry in self.case.expect:
                return Outcome.RIGHT
            case Kind.ANSWER:
                return Outcome.WRONG if self.case.expect else Outcome.FALSE
            case Kind.URGENT:
                return Outcome.URGENT
            case Kind.DECLINE:
                return Outcome.DECLINED
            case Kind.HELP:
                return Outcome.HELPED
            case Kind.CLARIFY | Kind.ABSTAIN:
                return self._offered()

    @property
    def is_reached(self) -> bool:
        """Whether an expected entry was shown or is among the first `OFFERED` candidates: nobody is shown more."""
        shown = (self.observed.entry, *self.observed.offered[:OFFERED])
        return any(each in self.case.expect for each in shown)

    @property
    def is_fine(self) -> bool:
        """Whether it came out as it should for what it is."""
        if self.case.kind is CaseKind.NOT_RED_FLAG and self.case.expect and not self.is_reached:
            return False
        if self.case.kind is CaseKind.FOLLOWUP and not self.case.expect:
            return self.outcome in _SILENCES
        return self.outcome in _FINE[self.case.kind]

    @property
    def is_best_right(self) -> bool:
        """Whether the best-scoring entry is an expected one, shown or not."""
        return self.observed.best in self.case.expect

    def _offered(self) -> Outcome:
        if self.is_reached:
            return Outcome.OFFERED
        return Outcome.MISLED if self.observed.kind is Kind.CLARIFY else Outcome.ABSTAINED
