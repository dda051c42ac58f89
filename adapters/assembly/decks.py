"""Decks, goals and kept replies, from their files."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from adapters.assembly.bad_input import fail
from adapters.assembly.loading import read_text
from adapters.reports.numbers import counted
from botcore.evaluation import (
    GOALS,
    MEASURES,
    BadLineError,
    GoalsError,
    Judged,
    observe_row,
    read_deck,
    read_goals,
    read_object,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from botcore.evaluation import Case, Goal

BLIND = ("complaints", "judgement*", "followups_b", "blind*", "holdout*")
"""Names of the decks that are for figures alone, `*` for anything: to decide by one would be tuning on it."""


def goals_of(path: Path | None) -> dict[str, Goal]:
    """Return the goals of a file; the shipped ones when none is named.

    Raises:
        BadInputError: With every fault of the file.
    """
    if path is None:
        return GOALS
    try:
        return read_goals(read_text(path), {measure.id for measure in MEASURES}, name=str(path))
    except GoalsError as error:
        fail(str(error).splitlines())


def is_blind(deck: Path) -> bool:
    """Tell whether a deck is for figures alone, by its name."""
    return any(fnmatchcase(deck.stem, name) for name in BLIND)


def cases_of(paths: Iterable[Path], entries: set[str] | None) -> tuple[list[Case], list[str]]:
    """Return the cases of decks, and what is wrong with the lines that are none.

    Args:
        paths: The decks, in order.
        entries: The ids a case may expect; None: any.

    Raises:
        BadInputError: A deck cannot be read.
    """
    # Not `splitlines`: JSON lets U+2028 stand in a text, which is no end of a line of the deck.
    decks = [(path, read_deck(read_text(path).split("\n"), name=str(path), entries=entries)) for path in paths]
    cases = [case for _, deck in decks for case in deck.cases]
    bad_lines = [f"{path}: {fault}" for path, deck in decks for fault in deck.bad_lines]
    return cases, bad_lines


def require_cases(cases: Sequence[Case], bad_lines: Sequence[str]) -> None:
    """Do nothing where there are cases.

    Raises:
        BadInputError: There are none; it says so where no bad line has said why.
    """
    if not cases:
        fail(
            ()
            if bad_lines
            else "found no case in any deck; expected lines such as "
            '{"text": "…", "kind": "answerable", "expect": ["…"]}'
        )


def judged_replies(path: Path, cases: Sequence[Case]) -> list[Judged]:
    """Return the judgements of kept replies.

    Raises:
        BadInputError: They are not those of the cases.
    """
    lines = [line for line in read_text(path).split("\n") if line.strip()]
    if len(lines) != len(cases):
        found = counted(len(lines), "reply", "replies")
        fail(f"{path}: found {found}; expected one for each of {counted(len(cases), 'case')}, in their order")
    return [
        _read_reply(path, number, line, case)
        for number, (line, case) in enumerate(zip(lines, cases, strict=True), 1)
    ]


def _read_reply(path: Path, number: int, line: str, case: Case) -> Judged:
    try:
        row = read_object(line, "one reply a line")
        if row.get("kind", case.kind) != case.kind or row.get("expect", [*case.expect]) != [*case.expect]:
            raise BadLineError("the reply to another case", f"that to {case.where}")  # noqa: TRY301 - said as the rest
        return Judged(case, observe_row(row))
    except BadLineError as error:
        fail(f"{path}: line {number}: {error}")
