"""Everything that is looked at in a file, one check after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.assembly.bad_input import fail
from adapters.assembly.loading import cache_path, settings
from adapters.assembly.revisions import text_at
from adapters.reports.checked import Checked
from adapters.vector_file import vectors_kept_in
from botcore import Bot, FaqError
from botcore.checks import (
    REVIEW_DAYS,
    all_wordings,
    answered_elsewhere,
    leave_out,
    read_content,
    read_duplicates,
    read_left_out,
    read_own_voice,
    read_own_words,
)
from botcore.faq import load_with_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.progress import Progress

    from botcore.checks import Wording
    from botcore.faq import LoadedFaq

ASK_ALL = 4_000
"""Up to this many wordings each is asked as it stands (half a minute at 8 ms each); beyond, the first of each."""


def look_over(path: Path, loaded: LoadedFaq, progress: Progress, review_days: int = REVIEW_DAYS) -> Checked:
    """Return everything there is to say about a sound file.

    Args:
        path: Where it is.
        loaded: Its values, with their lines.
        progress: Shows how far this is.
        review_days: After how many days a review is overdue.
    """
    current = settings()
    wordings, today = all_wordings(loaded), datetime.now(UTC).astimezone().date()
    with progress as bar, vectors_kept_in(cache_path(current.cache, path)) as vectors:
        remarks = read_content(loaded, vocabulary=vectors.encoder.vocabulary, today=today, review_days=review_days)
        learning = bar.add_task("Learning the file", total=None)
        left = leave_out(
            loaded, vectors, progress=lambda done, total: bar.update(learning, completed=done, total=total)
        )
        remarks += read_duplicates(loaded, vectors)
        bot = Bot(loaded.faq, services=current.services, practices=current.practices, vectors=vectors)
        bar.remove_task(learning)
        remarks += read_own_voice(loaded, is_about_health=bot.listener.safety.is_about_health)
        chosen = _to_ask(wordings)
        asked = bar.track(chosen, description="Asking the wordings")
        remarks += read_own_words(loaded, asked, bot.reply, answered_elsewhere(left) if left else frozenset())
    remarks += read_left_out(loaded, left) if left else []
    return Checked(str(path), loaded.faq, remarks, left, (len(chosen), len(wordings)))


def look_over_both(
    path: Path, loaded: LoadedFaq, against: str, progress: Progress, review_days: int = REVIEW_DAYS
) -> Checked:
    """Return everything there is to say about a sound file, and about what it was before.

    Args:
        path: Where it is.
        loaded: Its values, with their lines.
        against: Another file, or a revision of git that holds this one.
        progress: Shows how far this is.
        review_days: After how many days a review is overdue.

    Raises:
        BadInputError: What it was before cannot be had, or has faults.
    """
    try:
        earlier = load_with_lines(text_at(path, against, says="--against"), name=against)
    except FaqError as error:
        fail(str(error).splitlines())
    # The earlier one first: the vectors that are kept at the end are those of the file as it is.
    before = look_over(path, earlier, progress, review_days)
    return replace(look_over(path, loaded, progress, review_days), before=replace(before, name=against))


def _to_ask(wordings: Sequence[Wording]) -> list[Wording]:
    if len(wordings) <= ASK_ALL:
        return list(wordings)
    return list({wording.owner: wording for wording in reversed(wordings)}.values())[::-1]
