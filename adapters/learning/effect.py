"""What a change of the file does to the decks: each figure of each deck, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from botcore.evaluation import GOALS, compare, figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from botcore.checks import Remark
    from botcore.evaluation import Comparison, Figure, Judged


@dataclass(frozen=True)
class Moved:
    """A figure that is another one now.

    Attributes:
        before: As it was.
        now: As it would be.
        is_worse: Whether it would be lower, or higher where less is better.
    """

    before: Figure
    now: Figure
    is_worse: bool


@dataclass(frozen=True)
class DeckEffect:
    """What a change does to one deck.

    Attributes:
        deck: What it is called.
        cases: How many cases it has.
        moved: The figures that are others now, in the order they are shown.
        comparison: Which cases went otherwise.
    """

    deck: str
    cases: int
    moved: tuple[Moved, ...]
    comparison: Comparison

    @property
    def worse(self) -> tuple[Moved, ...]:
        """The figures that would be worse."""
        return tuple(each for each in self.moved if each.is_worse)


class Unjudged(StrEnum):
    """Why no deck was asked."""

    NO_DECK = "no deck"
    NOT_LOADED = "not loaded"


@dataclass(frozen=True)
class Effect:
    """What a change does.

    Attributes:
        errors: What `check` finds in the changed file that must go.
        decks: By deck; empty where none was asked, or where there are errors.
        unjudged: Why none was; None: some were.
    """

    errors: tuple[Remark, ...]
    decks: tuple[DeckEffect, ...] = ()
    unjudged: Unjudged | None = None

    @property
    def is_fine(self) -> bool:
        """Whether the change may be taken."""
        return not self.errors and not any(each.worse for each in self.decks)


def compare_decks(
    before: Mapping[str, Sequence[Judged]], now: Mapping[str, Sequence[Judged]]
) -> tuple[DeckEffect, ...]:
    """Return what became of every deck, by its name."""
    return tuple(_compared(deck, before[deck], judged) for deck, judged in now.items())


def _compared(deck: str, before: Sequence[Judged], now: Sequence[Judged]) -> DeckEffect:
    pairs = zip(figures(before, GOALS), figures(now, GOALS), strict=True)
    moved = tuple(Moved(old, new, _is_worse(old, new)) for old, new in pairs if old.share != new.share)
    return DeckEffect(deck, len(now), moved, compare(before, now))


def _is_worse(old: Figure, new: Figure) -> bool:
    """Tell whether fewer are right, or more are wrong; the cases are the same, so that counts say it."""
    less_is_better = GOALS[old.measure.id].at_most
    return new.share.events > old.share.events if less_is_better else new.share.events < old.share.events
