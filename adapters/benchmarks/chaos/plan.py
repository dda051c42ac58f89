"""What goes wrong when: made from a seed, so that a run can be had again."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """What goes wrong, in words for the table."""

    KILL = "kill -9 of a replica"
    STOP = "SIGTERM under load"
    STILL = "replica stands still"
    FROZEN = "platform stands still"
    GONE = "platform is gone"
    TWICE = "delivered twice"
    LOST = "lost on the way"
    LIMITED = "a storm of 429"
    UNKNOWN = "auth.test fails"
    UNREADABLE = "unreadable events"
    DATABASE = "database restarts"
    FILE = "a broken file"
    CLOCK = "the clock jumps"
    ALONE = "no database at hand"
    """Not planned: a replica says so in its log. It waits a second and a half, and this machine may be busy."""


SECONDS: dict[Kind, tuple[float, float]] = {
    Kind.KILL: (0.5, 6.0),
    Kind.STOP: (0.5, 4.0),
    # A process counts as gone after fifteen seconds of silence: some stand still for longer, some do not.
    Kind.STILL: (4.0, 22.0),
    Kind.FROZEN: (2.0, 15.0),
    Kind.GONE: (1.0, 15.0),
    Kind.TWICE: (4.0, 8.0),
    Kind.LOST: (4.0, 8.0),
    Kind.LIMITED: (4.0, 10.0),
    Kind.UNKNOWN: (6.0, 12.0),
    Kind.UNREADABLE: (4.0, 8.0),
    # Longer than the second and a half that a question waits for it.
    Kind.DATABASE: (2.0, 8.0),
    Kind.FILE: (4.0, 8.0),
    Kind.CLOCK: (6.0, 12.0),
}
"""How long each lasts, at least and at most."""

_GAP = (5.0, 12.0)
"""Seconds from the beginning of one to that of the next: long ones overlap with what follows."""

CALM = 5.0
"""Seconds at the beginning in which nothing goes wrong."""


@dataclass(frozen=True)
class Deed:
    """One thing that goes wrong.

    Attributes:
        at: Seconds after the beginning.
        kind: What.
        seconds: How long it lasts.
        number: A whole number at random, for whom it strikes and how.
    """

    at: float
    kind: Kind
    seconds: float
    number: int


def plan(seed: int, seconds: float) -> list[Deed]:
    """Return what goes wrong in so many seconds, in order: every kind once before any comes again."""
    return list(_deeds(random.Random(seed), seconds))  # noqa: S311 - no secret


def _deeds(dice: random.Random, seconds: float) -> Iterator[Deed]:
    at, hand = CALM, list[Kind]()
    while True:
        if not hand:
            hand = list(SECONDS)
            dice.shuffle(hand)
        kind = hand.pop()
        lasts, number, gap = dice.uniform(*SECONDS[kind]), dice.randrange(1_000_000), dice.uniform(*_GAP)
        if at + lasts > seconds:
            return
        yield Deed(round(at, 2), kind, round(lasts, 2), number)
        at += gap
