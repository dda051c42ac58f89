"""Measuring: a deck in, figures out; and what a file's own wordings say about the file.

`decks` reads cases, `running` has a bot answer them, `outcomes` judges each in one word, `hints` says why,
`figures` counts, `goals` says what is enough, `shares` how sure a share is, `comparing` sets two runs side
by side, `curves` looks at scores, `disturbing` wraps questions in politeness.

About the file itself, in `remarks`: `content` and `claims` read it, `duplicates` compares its wordings,
`leaving_out` judges each without itself, `own_words` asks each as it stands.
"""

from botcore.evaluation.comparing import Comparison, compare
from botcore.evaluation.content import read_content
from botcore.evaluation.decks import BadLine, Case, CaseKind, Deck, read_deck
from botcore.evaluation.disturbing import WRAPPERS, Change, Disturbance, disturb, total
from botcore.evaluation.duplicates import read_duplicates
from botcore.evaluation.figures import MEASURES, Figure, Measure, by_entry, by_kind, figures
from botcore.evaluation.goals import GOALS, Goal, GoalsError, read_goals
from botcore.evaluation.leaving_out import LeftOut, answered_elsewhere, leave_out, read_left_out
from botcore.evaluation.outcomes import WORST_FIRST, Judged, Observed, Outcome, observe, observe_row
from botcore.evaluation.own_words import read_own_words
from botcore.evaluation.remarks import Check, Level, Remark, Wording, all_wordings
from botcore.evaluation.running import judge, judge_all
from botcore.evaluation.shares import Share, mcnemar

__all__ = [
    "GOALS",
    "MEASURES",
    "WORST_FIRST",
    "WRAPPERS",
    "BadLine",
    "Case",
    "CaseKind",
    "Change",
    "Check",
    "Comparison",
    "Deck",
    "Disturbance",
    "Figure",
    "Goal",
    "GoalsError",
    "Judged",
    "LeftOut",
    "Level",
    "Measure",
    "Observed",
    "Outcome",
    "Remark",
    "Share",
    "Wording",
    "all_wordings",
    "answered_elsewhere",
    "by_entry",
    "by_kind",
    "compare",
    "disturb",
    "figures",
    "judge",
    "judge_all",
    "leave_out",
    "mcnemar",
    "observe",
    "observe_row",
    "read_content",
    "read_deck",
    "read_duplicates",
    "read_goals",
    "read_left_out",
    "read_own_words",
    "total",
]
