"""Cases → replies → judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.evaluation.hints import hints
from botcore.evaluation.outcomes import Judged, observe
from botcore.messages import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from botcore.evaluation.decks import Case
    from botcore.messages import Message, Reply

TURN_SECONDS = 30.0
"""How far apart the turns of a case are taken to be."""


def judge(case: Case, answer: Callable[[Message], Reply]) -> Judged:
    """Return what to think of the reply to a case's last turn; cases never share a conversation.

    Args:
        case: The case.
        answer: Who replies, such as `Bot.reply`.
    """
    person = f"{case.deck}:{case.line}"
    replies = [
        answer(Asked(text, person=person, thread="evaluation", at=index * TURN_SECONDS))
        for index, text in enumerate(case.turns)
    ]
    return Judged(case, observe(replies[-1]), hints(case, replies[-1]))


def judge_all(cases: Iterable[Case], answer: Callable[[Message], Reply]) -> Iterator[Judged]:
    """Yield a judgement for each case, in order."""
    for case in cases:
        yield judge(case, answer)
