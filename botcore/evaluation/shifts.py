"""The same messages to two bots: whose replies would change, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from botcore.evaluation.replies import observe
from botcore.reply import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from botcore.reply import Reply


class Shift(StrEnum):
    """How a reply changes, in the order in which it is told: what may harm somebody first."""

    UNURGENT = "no longer urgent"
    URGENT = "newly urgent"
    OTHER_CALL = "urgent in other words"
    OTHERWISE = "answered differently"
    UNANSWERED = "no longer answered"
    ANSWERED = "newly answered"
    UNDECLINED = "no longer declined"
    DECLINED = "newly declined"
    OFFERED = "offers other entries"
    WORDED = "says it in other words"


_ORDER = tuple(Shift)


@dataclass(frozen=True)
class Told:
    """One message, or as many as are alike.

    Attributes:
        turns: What one person writes, in order; the reply to the last is compared.
        where: Where it stands: a deck and its line, the id that it is a wording of, or the journal.
        count: How often it was asked.
    """

    turns: tuple[str, ...]
    where: str
    count: int = 1

    @property
    def text(self) -> str:
        """The message whose reply is compared."""
        return self.turns[-1]


@dataclass(frozen=True)
class Shifted:
    """A message whose reply changes; both replies without their disclaimers are what people read."""

    told: Told
    before: Reply
    after: Reply
    shift: Shift


@dataclass(frozen=True)
class Group:
    """Changes of one kind, from one reply to another.

    Attributes:
        shift: The kind.
        before: What the reply was, in a word and an id.
        after: What it is.
        shifted: The messages, in the order asked.
    """

    shift: Shift
    before: str
    after: str
    shifted: tuple[Shifted, ...]

    @property
    def count(self) -> int:
        """How often such a message was asked."""
        return sum(each.told.count for each in self.shifted)


def compare_replies(told: Sequence[Told], before: Iterable[Reply], after: Iterable[Reply]) -> list[Group]:
    """Return what changes, the gravest kind first, of one kind what most were asked first.

    Args:
        told: The messages.
        before: A reply to each.
        after: Another one to each.

    Raises:
        ValueError: There are more or fewer replies than messages.
    """
    groups: dict[tuple[Shift, str, str], list[Shifted]] = {}
    for each, old, new in zip(told, before, after, strict=True):
        if shift := shift_of(old, new):
            key = shift, _label(old), _label(new)
            groups.setdefault(key, []).append(Shifted(each, old, new, shift))
    found = (Group(*key, tuple(shifted)) for key, shifted in groups.items())
    return sorted(found, key=lambda group: (_ORDER.index(group.shift), -group.count))


def shift_of(before: Reply, after: Reply) -> Shift | None:
    """Return how a reply changes; None where people read the same, but for the disclaimer."""
    was, now = before.kind, after.kind
    if was is now and before.body == after.body:
        return None
    shift = Shift.WORDED
    # First of all: whatever else changes beside it, this may harm somebody.
    if Kind.URGENT in {was, now}:
        shift = _one_of(was, now, Kind.URGENT, Shift.UNURGENT, Shift.URGENT) or Shift.OTHER_CALL
    elif was is now is Kind.ANSWER:
        shift = Shift.WORDED if observe(before).entry == observe(after).entry else Shift.OTHERWISE
    elif gone_or_new := (
        _one_of(was, now, Kind.ANSWER, Shift.UNANSWERED, Shift.ANSWERED)
        or _one_of(was, now, Kind.DECLINE, Shift.UNDECLINED, Shift.DECLINED)
    ):
        shift = gone_or_new
    elif observe(before).offered != observe(after).offered:
        shift = Shift.OFFERED
    return shift


def _label(reply: Reply) -> str:
    """Return what a reply is in a word, and the entry or the topic that it is about."""
    about = reply.entry.id if reply.entry else reply.trace.topic
    return f"{reply.kind} ({about})" if about else reply.kind.value


def _one_of(was: Kind, now: Kind, kind: Kind, gone: Shift, new: Shift) -> Shift | None:
    if was is now:
        return None
    return {was: gone, now: new}.get(kind)
