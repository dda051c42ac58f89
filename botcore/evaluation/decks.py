"""A deck → cases, and every line that is no case, with its number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from botcore.evaluation.lines import BadLineError, read_object, read_strings, read_turns
from botcore.faults import Fault, quoted

if TYPE_CHECKING:
    from collections.abc import Container, Iterable


class CaseKind(StrEnum):
    """What a message of a deck is; the words are part of the format."""

    ANSWERABLE = "answerable"
    TYPO = "typo"
    FOLLOWUP = "followup"
    NEAR_OOS = "near_oos"
    FAR_OOS = "far_oos"
    RED_FLAG = "red_flag"
    NOT_RED_FLAG = "not_red_flag"
    PERSONAL_ADVICE = "personal_advice"


ASKED = frozenset({CaseKind.ANSWERABLE, CaseKind.TYPO})
"""Questions that the file answers."""

_EXPECTS = frozenset({*ASKED, CaseKind.FOLLOWUP})
"""Kinds whose cases say what they expect; only a follow-up may expect silence."""

STRANGERS = frozenset({CaseKind.NEAR_OOS, CaseKind.FAR_OOS})
"""Questions that it does not."""


@dataclass(frozen=True)
class Case:
    """One message with what should happen.

    Attributes:
        turns: What one person writes, in order; the last is judged.
        kind: What the message is.
        expect: Ids of entries that may be answered, best first; empty: none may.
        deck: What the deck is called.
        line: 1-based line in the deck.
    """

    turns: tuple[str, ...]
    kind: CaseKind
    expect: tuple[str, ...] = ()
    deck: str = "deck"
    line: int = 1

    @property
    def text(self) -> str:
        """The message that is judged."""
        return self.turns[-1]

    @property
    def where(self) -> str:
        """The deck and the line, as compilers write it."""
        return f"{self.deck}:{self.line}"


@dataclass(frozen=True)
class Deck:
    """What a deck holds: its cases, and the lines that are none; both in the order of the lines."""

    cases: tuple[Case, ...]
    bad_lines: tuple[Fault, ...]


def read_deck(lines: Iterable[str], *, name: str = "deck", entries: Container[str] | None = None) -> Deck:
    """Return the cases of a deck; never raises for a bad line, blank lines are passed over.

    Args:
        lines: JSON Lines.
        name: What to call the deck.
        entries: The ids a case may expect; None: any.
    """
    cases: list[Case] = []
    bad_lines: list[Fault] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            cases.append(_read_case(line, name, number, entries))
        except BadLineError as error:
            bad_lines.append(Fault(number, "", error.found, error.expected))
    return Deck(tuple(cases), tuple(bad_lines))


def _read_case(line: str, name: str, number: int, entries: Container[str] | None) -> Case:
    row = read_object(line, "an object with text or turns, kind and expect")
    if "text" in row and "turns" in row:
        raise BadLineError("both text and turns", "one of them")
    expect = read_strings(row.get("expect", []), "expect", "a list of entry ids, empty where none may be answered")
    unknown = [each for each in expect if entries is not None and each not in entries]
    if unknown:
        raise BadLineError(f"the unknown entry {quoted(unknown[0])} in expect", "ids of entries of the file")
    turns, kind = read_turns(row), _kind(row)
    if kind in _EXPECTS and "expect" not in row:
        raise BadLineError("no expect", f"the ids of entries that may be answered, for {kind}")
    if kind in ASKED and not expect:
        raise BadLineError(
            "an empty expect", f"the id of an entry, for {kind}; near_oos where none may be answered"
        )
    return Case(turns, kind, expect, name, number)


def _kind(row: dict[str, object]) -> CaseKind:
    try:
        return CaseKind(str(row.get("kind")))
    except ValueError:
        found = f"the kind {quoted(str(row['kind']))}" if "kind" in row else "no kind"
        raise BadLineError(found, f"one of {', '.join(CaseKind)}") from None
