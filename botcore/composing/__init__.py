"""Composing: what was decided → a reply, with its disclaimer.

`building` is the only place that makes one. On it stand `composer`, which replies to what was asked, `calls`,
which says whom to call, and `notices`, which says what is no question of the file.
"""

from botcore.composing.building import Services
from botcore.composing.calls import Calls
from botcore.composing.composer import ABOUT_MAX, ALL_QUESTIONS, PAGE_MAX, PAGE_QUESTIONS, Composer, Practices
from botcore.composing.notices import Notices

__all__ = [
    "ABOUT_MAX",
    "ALL_QUESTIONS",
    "PAGE_MAX",
    "PAGE_QUESTIONS",
    "Calls",
    "Composer",
    "Notices",
    "Practices",
    "Services",
]
