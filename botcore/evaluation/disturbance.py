"""Does what stands around a question change what comes back? It should not.

People greet, apologise, sign and quote; none of it says what they ask. Every wrapper goes around every case,
and the share of cases whose outcome (kind of reply and entry shown) changes is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.evaluation.judge import play
from botcore.evaluation.replies import observe
from botcore.evaluation.shares import Share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from botcore.evaluation.decks import Case
    from botcore.evaluation.outcomes import Observed
    from botcore.messages import Message, Reply

WRAPPERS = {
    "greeting": "Hi there, {}",
    "greeting on its own line": "Good morning everyone!\n\n{}",
    "greeting and name": "hello @prolobot {}",
    "please": "{} please",
    "thanks": "{} Thanks in advance!",
    "apology": "Sorry to bother you, quick question: {}",
    "letter": "Dear team,\n\nI hope this finds you well.\n\n{}\n\nKind regards,\nAlex Morgan",
    "phone signature": "{}\n\nSent from my iPhone",
    "clinic signature": "{}\n\n--\nDr J. Rivera\nReception desk\nRiverside Practice",
    "quoted message": "> see you at the meeting on Tuesday, room four\n> bring the papers\n{}",
    "does anyone know": "does anyone know, {}",
    "kisses and emoji": "{} :pray: xx",
    "everything": "Hey all! Hope you're well. {} Many thanks, no rush!\n\nBest wishes,\nSam",
}
"""Name → what stands around a question; written by hand, none of it says anything about the question."""


@dataclass(frozen=True)
class Change:
    """A case that came out otherwise: bare, and wrapped."""

    case: Case
    wrapper: str
    before: Observed
    after: Observed


@dataclass(frozen=True)
class Disturbance:
    """What one wrapper did.

    Attributes:
        wrapper: Its name.
        share: How many cases changed, of how many.
        changes: Those cases.
    """

    wrapper: str
    share: Share
    changes: tuple[Change, ...]


def disturb(
    cases: Sequence[Case], answer: Callable[[Message], Reply], *, wrappers: Iterable[str] = tuple(WRAPPERS)
) -> Iterator[Disturbance]:
    """Yield what each wrapper does to the last turn of every case, wrapper by wrapper.

    Args:
        cases: At least one.
        answer: Who replies, such as `Bot.reply`.
        wrappers: Names of `WRAPPERS`.
    """
    bare = [_observe(case, case.text, "bare", answer) for case in cases]
    for name in wrappers:
        changes = []
        for case, before in zip(cases, bare, strict=True):
            after = _observe(case, WRAPPERS[name].replace("{}", case.text), name, answer)
            if (after.kind, after.entry) != (before.kind, before.entry):
                changes.append(Change(case, name, before, after))
        yield Disturbance(name, Share(len(changes), len(cases)), tuple(changes))


def total(disturbances: Iterable[Disturbance]) -> Share:
    """Return how many pairs of case and wrapper changed, of all."""
    shares = [each.share for each in disturbances]
    return Share(sum(each.events for each in shares), sum(each.total for each in shares))


def _observe(case: Case, text: str, name: str, answer: Callable[[Message], Reply]) -> Observed:
    return observe(play((*case.turns[:-1], text), answer, person=f"{name}:{case.where}"))
