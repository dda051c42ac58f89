"""From a draft to the file: judged first, then written whole or not at all."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from adapters.assembly.bad_input import fail
from adapters.assembly.checking import look_over
from adapters.assembly.decks import cases_of, is_blind
from adapters.assembly.differing import WORDINGS, difference_of, told_in_journal, wordings_of
from adapters.assembly.loading import ANOTHER_FILE, bot_for, read_text, settings
from adapters.learning import (
    EditError,
    Effect,
    Signature,
    Unjudged,
    compare_decks,
    difference,
    effect_values,
    taken,
)
from adapters.reports.differences import difference_values
from adapters.text_file import TextFileError, replace_text
from botcore import FaqError
from botcore.checks import Level
from botcore.evaluation import Shift, judge_all
from botcore.faq import load_with_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rich.progress import Progress

    from adapters.assembly.evaluating import Tracked
    from adapters.learning import Draft
    from adapters.reports.differences import Difference
    from botcore import Faq
    from botcore.evaluation import Case, Judged
    from botcore.faq import LoadedFaq

_ASKED_OF_JOURNAL = 1_000
"""Wordings of the journal that a draft is tried on where there is no deck, those that were asked most: twice eight
milliseconds each.
"""


@dataclass(frozen=True)
class Proposal:
    """A draft that somebody wants to take, and what it would do.

    Attributes:
        file: Where it goes.
        draft: What it is.
        signed: Who takes it.
        before: The file's text.
        now: The text it would become.
        effect: What that does.
        replies: Whose replies change; None where decks were asked, or where nothing can change.
        is_written: Whether it was written.
    """

    file: Path
    draft: Draft
    signed: Signature
    before: str
    now: str
    effect: Effect
    replies: Difference | None = None
    is_written: bool = False

    @property
    def is_fine(self) -> bool:
        """Whether it may be taken: nothing is worse that can be told to be."""
        groups = self.replies.groups if self.replies else ()
        return self.effect.is_fine and all(group.shift is not Shift.UNURGENT for group in groups)

    @property
    def difference(self) -> list[str]:
        """What would change in the file, as a diff."""
        return difference(self.before, self.now, self.file.name)

    @property
    def values(self) -> dict[str, Any]:
        """All of it as JSON has it."""
        return {
            "draft": asdict(self.draft),
            "by": self.signed.by,
            "difference": self.difference,
            "effect": effect_values(self.effect) | {"fine": self.is_fine},
            "replies": difference_values(self.replies) if self.replies else None,
            "written": self.is_written,
        }

    def written(self) -> Proposal:
        """Return the same, written."""
        return replace(self, is_written=True)


def signature(by: str) -> Signature:
    """Return the signature of a person, of today.

    Raises:
        BadInputError: There is no name.
    """
    try:
        return Signature(by.strip(), datetime.now(UTC).astimezone().date())
    except EditError as error:
        fail(f"--by: {error}")


def decks_of(file: Path) -> list[Path]:
    """Return the decks of a file: the one beside it of its name, and those of its repository; no blind one."""
    beside = file.with_suffix(".jsonl")
    theirs = sorted((file.parent / "tests" / "decks").glob("*.jsonl"))
    return [beside] * beside.is_file() + [deck for deck in theirs if not is_blind(deck)]


def cases_by_deck(decks: Sequence[Path], entries: set[str], *, named: bool) -> dict[str, list[Case]]:
    """Return the cases of decks; without those that were not named and are about another file.

    Raises:
        BadInputError: A deck that was named cannot be used.
    """
    found: dict[str, list[Case]] = {}
    for deck in decks:
        cases, bad_lines = cases_of([deck], entries)
        if bad_lines and named:
            fail(bad_lines)
        if cases and not bad_lines:
            found[str(deck)] = cases
    return found


def effect_of(
    file: Path, now: str, before: Mapping[str, Sequence[Judged]], bar: Progress, tracked: Tracked
) -> Effect:
    """Return what a changed text would do.

    Args:
        file: The file it is to become.
        now: The text.
        before: How the decks fared as the file is, by deck.
        bar: Shows how far `check` is.
        tracked: Shows how far the decks are.
    """
    errors = tuple(each for each in look_over(file, _loaded(file, now), bar).remarks if each.level is Level.ERROR)
    if errors:
        return Effect(errors)
    cases = {deck: [each.case for each in judged] for deck, judged in before.items()}
    return Effect((), compare_decks(before, fared(file, now, cases, tracked)))


def fared(file: Path, text: str, cases: Mapping[str, Sequence[Case]], tracked: Tracked) -> dict[str, list[Judged]]:
    """Return how decks fare with a file's text, by deck."""
    if not cases:
        return {}
    bot = bot_for(_loaded(file, text).faq, file)
    return {deck: list(judge_all(tracked(each, f"Asking {deck}"), bot.reply)) for deck, each in cases.items()}


def judge_draft(
    file: Path, draft: Draft, by: str, *, decks: Sequence[Path], bar: Progress, tracked: Tracked
) -> Proposal:
    """Return what a draft would change, and what that would do; writes nothing.

    Args:
        file: The file.
        draft: What is to be written.
        by: The name of the person who takes it.
        decks: What to judge by; none: the file's own.
        bar: Shows how far `check` is.
        tracked: Shows how far the decks are.

    Raises:
        BadInputError: There is no name, or the file or a deck cannot be used.
    """
    signed = signature(by)
    before = read_text(file, ANOTHER_FILE)
    try:
        now = taken(before, draft, signed)
    except EditError as error:
        fail(f"{file}: {error}")
    old, new = _loaded(file, before).faq, _loaded(file, now).faq
    cases = cases_by_deck(decks or decks_of(file), {entry.id for entry in old.entries}, named=bool(decks))
    # A draft without an answer is set aside by the loader: no reply can change.
    if new == old:
        effect = effect_of(file, now, {}, bar, tracked)
        return Proposal(file, draft, signed, before, now, replace(effect, unjudged=Unjudged.NOT_LOADED))
    effect = effect_of(file, now, fared(file, before, cases, tracked), bar, tracked)
    if cases or effect.errors:
        return Proposal(file, draft, signed, before, now, effect)
    replies = _replies_changed(file, old, new, bar)
    return Proposal(file, draft, signed, before, now, replace(effect, unjudged=Unjudged.NO_DECK), replies)


def _loaded(file: Path, text: str) -> LoadedFaq:
    try:
        return load_with_lines(text, name=str(file))
    except FaqError as error:
        fail(str(error).splitlines())


def _replies_changed(file: Path, old: Faq, new: Faq, bar: Progress) -> Difference:
    """Return whose replies change, of the wordings of both files and of what the journal kept."""
    kept = told_in_journal()[:_ASKED_OF_JOURNAL] if settings().database.get_secret_value() else []
    sources = f"{WORDINGS} and the journal, in reduced words" if kept else WORDINGS
    names = file.name, f"{file.name} with the draft"
    asked = [*wordings_of(old, new), *kept]
    return difference_of((names[0], old), (names[1], new), file, asked, sources=sources, progress=bar)


def write(proposal: Proposal) -> None:
    """Write what was proposed and judged.

    Raises:
        BadInputError: The file was changed meanwhile, or cannot be written.
    """
    try:
        replace_text(proposal.file, proposal.before, proposal.now)
    except TextFileError as error:
        fail(str(error))
