"""Checks: a file in, remarks for its author out; no deck needed.

`content`, `claims` and `markup` read the file, `own_voice` what it leaves the bot to say, `duplicates` compares
its wordings, `left_out` judges each as if it were not in the file, `own_words` asks each as it stands; all return
`remarks`. `changed` compares two files.
"""

from botcore.checks.changed import Change, compare_files
from botcore.checks.content import REVIEW_DAYS, read_content
from botcore.checks.duplicates import read_duplicates
from botcore.checks.left_out import LeftOut, answered_elsewhere, leave_out, missing_evidence, read_left_out
from botcore.checks.own_voice import read_own_voice
from botcore.checks.own_words import read_own_words
from botcore.checks.remarks import Check, Level, Remark, Wording, all_wordings

__all__ = [
    "REVIEW_DAYS",
    "Change",
    "Check",
    "LeftOut",
    "Level",
    "Remark",
    "Wording",
    "all_wordings",
    "answered_elsewhere",
    "compare_files",
    "leave_out",
    "missing_evidence",
    "read_content",
    "read_duplicates",
    "read_left_out",
    "read_own_voice",
    "read_own_words",
]
