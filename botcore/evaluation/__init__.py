"""Measuring: decks in, figures out.

`decks` reads cases (`lines`: what stands on one line), `judge` has a bot answer them, `replies` is the format
of `batch`, `outcomes` judges each in one word, `hints` says why, `figures` counts, `goals` says what is enough,
`shares` how sure a share is, `comparison` sets two runs side by side, `shifts` two bots, `curves` looks at scores,
`disturbance` wraps questions in politeness.
"""

from botcore.evaluation.comparison import Comparison, compare
from botcore.evaluation.decks import ASKED, STRANGERS, Case, CaseKind, Deck, read_deck
from botcore.evaluation.disturbance import WRAPPERS, Change, Disturbance, disturb, total
from botcore.evaluation.figures import MEASURES, Figure, Measure, by_entry, by_kind, figures
from botcore.evaluation.goals import GOALS, Goal, GoalsError, read_goals
from botcore.evaluation.judge import judge, judge_all, play
from botcore.evaluation.lines import BadLineError, read_object, read_turns
from botcore.evaluation.outcomes import WORST_FIRST, Judged, Observed, Outcome
from botcore.evaluation.replies import describe, observe, observe_row
from botcore.evaluation.shares import Share, mcnemar
from botcore.evaluation.shifts import Group, Shift, Shifted, Told, compare_replies

__all__ = [
    "ASKED",
    "GOALS",
    "MEASURES",
    "STRANGERS",
    "WORST_FIRST",
    "WRAPPERS",
    "BadLineError",
    "Case",
    "CaseKind",
    "Change",
    "Comparison",
    "Deck",
    "Disturbance",
    "Figure",
    "Goal",
    "GoalsError",
    "Group",
    "Judged",
    "Measure",
    "Observed",
    "Outcome",
    "Share",
    "Shift",
    "Shifted",
    "Told",
    "by_entry",
    "by_kind",
    "compare",
    "compare_replies",
    "describe",
    "disturb",
    "figures",
    "judge",
    "judge_all",
    "mcnemar",
    "observe",
    "observe_row",
    "play",
    "read_deck",
    "read_goals",
    "read_object",
    "read_turns",
    "total",
]
