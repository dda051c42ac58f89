"""Cases → replies → judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.evaluation.hints import cause, hints
from botcore.evaluation.outcomes import Judged
from botcore.evaluation.replies import observe
from botcore.messages import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from botcore.evaluation.decks import Case
    from botcore.messages import Message
    from botcore.reply import Reply

_TURN_SECONDS = 30.0
"""How far apart what one person says is taken to be."""


def play(turns: Sequence[str], answer: Callable[[Message], Reply], *, person: str) -> Reply:
    """Return the reply to the last of what one person says.

    Args:
        turns: Their words, in order, at least once.
        answer: Who replies, such as `Bot.reply`.
        person: Their key; turns of one key share a conversation.
    """
    replies = [
        answer(Asked(text, person=person, thread="evaluation", at=index * _TURN_SECONDS))
        for index, text in enumerate(turns)
    ]
    return replies[-1]


def judge(case: Case, answer: Callable[[Message], Reply]) -> Judged:
    """Return what to think of the reply to a case's last turn; cases never share a conversation.

    Args:
        case: The case.
        answer: Who replies, such as `Bot.reply`.
    """
    reply = play(case.turns, answer, person=case.where)
    return Judged(case, observe(reply), hints(case, reply), cause(case, reply))


def judge_all(cases: Iterable[Case], answer: Callable[[Message], Reply]) -> Iterator[Judged]:
    """Yield a judgement for each case, in order."""
    for case in cases:
        yield judge(case, answer)
