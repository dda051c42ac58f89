"""Hundreds of people asking at once on one stand-in, and how each of them fared."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from adapters.harness.replay.transcripts import Expected, Turn
from adapters.harness.replay.wire.playing import Did, WirePlatform, Written
from botcore import Kind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from adapters.harness.replay.transcripts import Where
    from adapters.standins.changes import Change, Changes

IN_A_GROUP = 50
"""People who share one channel; both platforms limit how fast a bot may post in one."""

WAYS: tuple[tuple[Where, int], ...] = (("command", 20), ("dm", 18), ("channel", 12))
"""How many of a group ask in which way: a channel's twelve are more than either platform takes at once
(Slack here: a burst of five, then one a second; Discord: five in five seconds)."""

_SETTLED = 0.5
"""Seconds without anything on the wire before it is over."""

_LONGEST = 300.0
"""Seconds until what has not come counts as lost."""


@dataclass(frozen=True)
class Fared:
    """One person's question.

    Attributes:
        way: As a command, in a direct message, or in a channel.
        replies: How many came; one is right.
        acknowledged: Seconds until the platform knew that the bot has it; None: it has no such notion.
        replied: Seconds until the first reply was shown; None: never.
    """

    way: Where
    replies: int
    acknowledged: float | None
    replied: float | None


class _Clock:
    """Notes when each message of a stand-in was written or rewritten, and each interaction settled."""

    def __init__(self, changes: Changes) -> None:
        self._at: dict[str, float] = {}
        changes.listen(self._note)

    def at(self, what: str) -> float | None:
        """Return when the message of that id or timestamp, or that interaction, came to its end."""
        return self._at.get(what)

    def _note(self, change: Change) -> None:
        if change.kind in {"message", "message_changed"} and change.message:
            self._at[change.message] = time.monotonic()
        elif change.kind == "interaction_settled":
            self._at[change.body["interaction"]["id"]] = time.monotonic()


@dataclass(frozen=True)
class _Question(Generic[Did, Written]):
    platform: WirePlatform[Did, Written]
    way: Where
    asked: Did
    at: float


async def ask_at_once(
    groups: Sequence[WirePlatform[Did, Written]],
    questions: Sequence[str],
    drain: Callable[[float], Awaitable[None]],
    *,
    people: int,
) -> list[Fared]:
    """Let everybody ask in one go; return how each fared once all is quiet.

    Args:
        groups: Conversations on one stand-in, each with a channel of its own.
        questions: What is asked, in turn.
        drain: Returns once the bot has no reply in the making, or after so many seconds.
        people: How many ask; spread over groups and ways.
    """
    standin = groups[0].standin
    clock, turns = _Clock(standin.changes), _turns(groups, questions, people)
    asked = [_Question(platform, turn.where, platform.act(turn), time.monotonic()) for platform, turn in turns]
    for _ in range(2):
        # Quiet, and nothing in the making: what has not come by then does not come any more.
        await standin.settle(_SETTLED, seconds=_LONGEST)
        await drain(_LONGEST)
    await standin.settle(_SETTLED, seconds=_LONGEST)
    return [_fared(each, clock) for each in asked]


def _turns(
    groups: Sequence[WirePlatform[Did, Written]], questions: Sequence[str], people: int
) -> list[tuple[WirePlatform[Did, Written], Turn]]:
    ways = [way for way, count in WAYS for _ in range(count)]
    return [
        (
            groups[number % len(groups)],
            Turn(
                who=f"person{number}",
                # Groups take turns, and so do the ways within a group: nobody's kind comes first.
                where=ways[(number // len(groups) * 7) % len(ways)],
                says=questions[number % len(questions)],
                expect=Expected(reply=Kind.ANSWER),
            ),
        )
        for number in range(people)
    ]


def _fared(question: _Question[Did, Written], clock: _Clock) -> Fared:
    standin, asked = question.platform.standin, question.asked
    replies = standin.replies_to(asked)
    shown = clock.at(question.platform.key(replies[0])) if replies else None
    acknowledged = question.platform.acknowledged(asked)
    settled = clock.at(question.platform.interaction(asked))
    if acknowledged is None and settled is not None and question.way == "command":
        acknowledged = settled - question.at
    return Fared(question.way, len(replies), acknowledged, None if shown is None else shown - question.at)
