"""From the journal to drafts: what was asked in vain, and what could be done about it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.assembly.journal_at import journal_at
from adapters.journal.gaps import MOST, find_gaps, near_from, ways_of_asking
from adapters.journal.reading import rated, worded
from adapters.learning import drafts_of, why_no_draft
from adapters.vector_file import in_threads
from botcore import Asked
from botcore.encoding import Encoder
from botcore.trace import Verdict

if TYPE_CHECKING:
    from adapters.journal.gaps import Gap
    from adapters.learning import Draft
    from botcore import Bot
    from botcore.listener import Listener

_DAY = 86_400.0

_LISTED = 30
"""Gaps that are listed, those of the most people: more than anybody works off in a sitting, and each wording of a
draft is judged whole.
"""


@dataclass(frozen=True)
class Found:
    """A gap, and what could be done about it.

    Attributes:
        gap: The gap.
        drafts: The likeliest first.
        undrafted: Why there is none; "" where there is one.
    """

    gap: Gap
    drafts: list[Draft]
    undrafted: str = ""


@dataclass(frozen=True)
class Gaps:
    """What was asked in vain.

    Attributes:
        found: The gaps with their drafts, those of the most people first.
        questions: Among how many questions with words.
        ways: In how many ways these were asked.
    """

    found: list[Found]
    questions: int
    ways: int

    @property
    def bound(self) -> str:
        """What was left out, in words; "" where nothing was."""
        if self.ways <= MOST:
            return ""
        return f"looked at the {MOST:,} commonest of {self.ways:,} ways of asking; fewer --days show rarer ones"


def found_gaps(bot: Bot, *, days: float, people: int) -> Gaps:
    """Return the gaps with their drafts.

    Args:
        bot: Who answers from the file: hears red flags, and knows from which score on an entry is near.
        days: Only the last so many; 0: all.
        people: From how many at least.

    Raises:
        BadInputError: There is no journal to be read.
    """
    since = time.time() - days * _DAY if days else 0.0
    with journal_at() as (connection, _):
        told = list(worded(connection, since=since))
    ways = ways_of_asking(told)
    encode_all = Encoder(each=in_threads).encode_all
    near = near_from(bot.thresholds)
    gaps = find_gaps(ways, encode_all, lambda text: bot.hears(Asked(text)), near, people=people)
    most = gaps[:_LISTED]
    return Gaps([_found(gap, bot.listener) for gap in most], len(told), len(ways))


def _found(gap: Gap, listener: Listener) -> Found:
    drafts = drafts_of(gap, listener.faq, lambda text: is_heard(listener, text))
    return Found(gap, drafts, "" if drafts else why_no_draft(gap, listener.faq))


def ratings(*, days: float) -> list[tuple[str, bool]]:
    """Return the ratings of the last so many days: the id of the entry, "" for none, and whether it helped.

    Raises:
        BadInputError: There is no journal to be read.
    """
    with journal_at() as (connection, _):
        return rated(connection, since=time.time() - days * _DAY)


def is_heard(listener: Listener, text: str) -> bool:
    """Tell whether rules or classifier hear a red flag in a wording, or a question for personal advice."""
    return listener.hears(Asked(text)) or listener.find(Asked(text)).verdict is not Verdict.CLEAR
