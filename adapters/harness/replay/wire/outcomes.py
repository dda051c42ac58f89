"""What became of the replies on one bad day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.harness.replay.replaying import Played


@dataclass(frozen=True)
class Outcomes:
    """Counts over every turn of one run.

    Attributes:
        platform: Which, and over which transport.
        fault: What went wrong; empty for a good day.
        on: Where; empty for a good day.
        struck: How often it did: a run in which nothing struck shows nothing.
        turns: How many were played.
        replies: How many the bot showed, doubles included.
        lost: Turns that should have had a reply and had none.
        doubled: Replies beyond those that were due, whenever they came.
        again: Turns the platform itself told the person had failed, so that they asked again.
        bare: Replies without their disclaimer.
        differences: Everything else that did not come back as written, readable.
        seconds: For the whole run.
        blind: The bot may not look whether a post arrived: what it repeats may come twice.
    """

    platform: str
    fault: str
    on: str
    struck: int
    turns: int
    replies: int
    lost: int
    doubled: int
    again: int
    bare: int
    differences: tuple[str, ...]
    seconds: float
    blind: bool = False

    @property
    def fell_short(self) -> bool:
        """Whether anything was lost, bare or, where the bot may look, doubled or otherwise not as written."""
        return bool(self.lost or self.bare or (not self.blind and (self.doubled or self.differences)))


def count(
    played: Sequence[Played],
    day: tuple[str, str, str],
    *,
    late: int,
    again: int,
    struck: int,
    seconds: float,
    blind: bool = False,
) -> Outcomes:
    """Return the outcomes of a run.

    Args:
        played: Every turn.
        day: Platform, fault and where it struck.
        late: Replies that no turn has counted.
        again: As in `Outcomes`.
        struck: As in `Outcomes`.
        seconds: As in `Outcomes`.
        blind: As in `Outcomes`.
    """
    platform, fault, on = day
    due = [0 if each.turn.expect.reply == "none" else 1 for each in played]
    most = [wanted + bool(fault and each.turn.expect.twice) for wanted, each in zip(due, played, strict=True)]
    shown = [len(each.shown) for each in played]
    return Outcomes(
        platform,
        fault,
        on,
        struck,
        turns=len(played),
        replies=sum(shown) + late,
        lost=sum(wanted and not found for wanted, found in zip(due, shown, strict=True)),
        doubled=late + sum(max(0, found - wanted) for wanted, found in zip(most, shown, strict=True)),
        again=again,
        bare=sum(_bare(each) for each in played),
        differences=tuple(
            _named(each, line)
            for each, limit in zip(played, most, strict=True)
            for line in each.differences
            if not (line.startswith("replies:") and 0 < len(each.shown) <= limit)
        ),
        seconds=seconds,
        blind=blind,
    )


def blamed(played: Sequence[Played], outcomes: Outcomes) -> list[Played]:
    """Return the turns of a good day; what no single turn shows is held against the last one."""
    if not played:
        return []
    late = outcomes.replies - sum(len(each.shown) for each in played)
    lines = [f"replies after their turn: expected 0, found {late}"] if late else []
    if outcomes.again:
        lines.append(f"turns the platform reported as failed: expected 0, found {outcomes.again}")
    last = replace(played[-1], differences=(*played[-1].differences, *lines))
    return [*played[:-1], last]


def _bare(played: Played) -> int:
    if played.reply is None:
        return len(played.shown)
    return sum(played.reply.disclaimer not in each.text for each in played.shown)


def _named(played: Played, difference: str) -> str:
    return f"{played.transcript}: {played.turn.who}: {played.turn.says!r}: {difference}"
