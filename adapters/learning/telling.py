"""A change and what it does, in words for people and in values for programs."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from adapters.learning.drafting import NEW
from adapters.learning.effect import Unjudged

if TYPE_CHECKING:
    from adapters.learning.drafting import Draft
    from adapters.learning.effect import DeckEffect, Effect, Moved

_AROUND = 2
"""Lines shown around a change."""

_UNJUDGED = {
    Unjudged.NO_DECK: "warning: judged by no deck: nothing but your own reading tells whether it is right",
    Unjudged.NOT_LOADED: "no deck was asked: the question is not loaded until it is finished, so no reply changes",
}


def difference(before: str, now: str, name: str) -> list[str]:
    """Return what is another in a text, as a unified diff, line by line; empty where nothing is."""
    old, new = before.splitlines(), now.splitlines()
    return list(difflib.unified_diff(old, new, name, name, n=_AROUND, lineterm=""))


def tell_draft(draft: Draft) -> str:
    """Return in one line what a draft would write."""
    said = "; ".join(draft.wordings)
    return f"a new question: {said}" if draft.owner == NEW else f"phrasings of {draft.owner}: {said}"


def tell_effect(effect: Effect) -> list[str]:
    """Return what a change does, a line for `check` and one for each deck."""
    if effect.errors:
        return [f"check: line {each.line}: {each.where}: {each.says}" for each in effect.errors]
    why = [_UNJUDGED[effect.unjudged]] if effect.unjudged else []
    return ["check: no error", *map(_tell_deck, effect.decks), *why]


def effect_values(effect: Effect) -> dict[str, Any]:
    """Return what a change does as JSON has it."""
    return {
        "fine": effect.is_fine,
        "unjudged": effect.unjudged,
        "errors": [{"line": each.line, "where": each.where, "says": each.says} for each in effect.errors],
        "decks": [
            {
                "deck": each.deck,
                "cases": each.cases,
                "better": len(each.comparison.gains),
                "worse": len(each.comparison.losses),
                "figures": [_moved_values(moved) for moved in each.moved],
            }
            for each in effect.decks
        ],
    }


def _tell_deck(each: DeckEffect) -> str:
    moved = ", ".join(f"{moved.now.measure.label} {_shares(moved)}" for moved in each.moved) or "no figure moves"
    cases = "1 case" if each.cases == 1 else f"{each.cases:,} cases"
    return f"{each.deck}, {cases}: {moved}"


def _shares(moved: Moved) -> str:
    mark = " (worse)" if moved.is_worse else ""
    old, new = moved.before.share, moved.now.share
    return f"{old.events} → {new.events} of {new.total}{mark}"


def _moved_values(moved: Moved) -> dict[str, Any]:
    old, new = moved.before.share, moved.now.share
    return {
        "id": moved.now.measure.id,
        "before": old.events,
        "now": new.events,
        "of": new.total,
        "worse": moved.is_worse,
    }
