"""`diff`: a file as it was and as it is, both asked the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.assembly.bad_input import fail
from adapters.assembly.decks import cases_of
from adapters.assembly.journal_at import journal_at
from adapters.assembly.loading import bot_for, faq_path
from adapters.assembly.revisions import text_at
from adapters.reports.differences import Difference
from botcore import FaqError, load_faq
from botcore.checks import compare_files
from botcore.evaluation import Told, compare_replies, play

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.progress import Progress

    from botcore import Faq, Reply

WORDINGS = "the wordings of both"
"""Where what is asked comes from unless somebody names it, in words."""


def difference(old: str, new: str, asked: Sequence[Told], sources: str, progress: Progress) -> Difference:
    """Return whose replies change from one file to another.

    Args:
        old: A path, or a revision of git of the other file.
        new: The same.
        asked: What to ask both; empty: every wording of either.
        sources: In words, where that comes from.
        progress: Shows how far this is.

    Raises:
        BadInputError: One of them cannot be had, or has faults.
    """
    path = next((Path(each) for each in (new, old) if Path(each).is_file()), faq_path(None))
    return difference_of(
        (old, _file(path, old, "OLD")),
        (new, _file(path, new, "NEW")),
        path,
        asked,
        sources=sources,
        progress=progress,
    )


def difference_of(
    old: tuple[str, Faq],
    new: tuple[str, Faq],
    path: Path,
    asked: Sequence[Told],
    *,
    sources: str,
    progress: Progress,
) -> Difference:
    """Return whose replies change from one file to another, both with what they are called.

    Args:
        old: The file as it was.
        new: As it is, or would be.
        path: Where it is, for the vectors that are kept of it.
        asked: As of `difference`.
        sources: The same.
        progress: The same.
    """
    (was, before), (now, after) = old, new
    if not asked:
        asked, sources = wordings_of(before, after), WORDINGS
    with progress:
        # One after the other, so that no more than one bot is in memory; the file as it is leaves its vectors.
        replies = [_replies(faq, path, asked, progress) for faq in (before, after)]
    return Difference(
        was,
        now,
        asked,
        sources,
        compare_files(before, after, (), ()),
        (before.disclaimer, before.disclaimer_short) != (after.disclaimer, after.disclaimer_short),
        compare_replies(asked, *replies),
    )


def wordings_of(*files: Faq) -> list[Told]:
    """Return every wording of these files, each once."""
    owners: dict[str, str] = {}
    for faq in files:
        for owner, texts in faq.wordings.items():
            owners.update((text, owner) for text in texts if text not in owners)
        owners.update((text, "ambiguous") for each in faq.ambiguous for text in each.phrasings)
    return [Told((text,), owner) for text, owner in owners.items()]


def told_in_decks(decks: Iterable[Path]) -> list[Told]:
    """Return the messages of decks; what they expect is not looked at.

    Raises:
        BadInputError: A deck cannot be read, or a line is none.
    """
    cases, bad_lines = cases_of(decks, None)
    if bad_lines:
        fail(bad_lines)
    return [Told(each.turns, each.where) for each in cases]


def told_in_journal() -> list[Told]:
    """Return what the journal kept of what people asked, in reduced words, what most asked first.

    Raises:
        BadInputError: No database is set, or it cannot be had.
    """
    from adapters.journal.reading import wordings
    from adapters.journal.reducing import LEFT_OUT

    counts: Counter[str] = Counter()
    with journal_at() as (connection, _):
        for words, count in wordings(connection):
            counts[" ".join(words.replace(LEFT_OUT, " ").split())] += count
    return [Told((words,), "the journal", count) for words, count in counts.most_common()]


def _file(path: Path, place: str, says: str) -> Faq:
    try:
        return load_faq(text_at(path, place, says=says), name=place)
    except FaqError as error:
        fail(str(error).splitlines())


def _replies(faq: Faq, path: Path, asked: Sequence[Told], progress: Progress) -> list[Reply]:
    return [*_each_reply(faq, path, asked, progress)]


def _each_reply(faq: Faq, path: Path, asked: Sequence[Told], progress: Progress) -> Iterator[Reply]:
    learning = progress.add_task("Learning a file", total=None)
    bot = bot_for(faq, path, lambda done, total: progress.update(learning, completed=done, total=total))
    progress.remove_task(learning)
    for number, each in enumerate(progress.track(asked, description="Asking")):
        yield play(each.turns, bot.reply, person=str(number))
