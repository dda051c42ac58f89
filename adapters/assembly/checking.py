"""Everything that is looked at in a file, one check after the other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.assembly.loading import cache_path, settings
from adapters.reports.remarks import Checked
from adapters.vector_file import vectors_kept_in
from botcore import Bot
from botcore.checks import (
    all_wordings,
    answered_elsewhere,
    leave_out,
    read_content,
    read_duplicates,
    read_left_out,
    read_own_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.progress import Progress

    from botcore.checks import Wording
    from botcore.faq import LoadedFaq

ASK_ALL = 4_000
"""Up to this many wordings each is asked as it stands (half a minute at 8 ms each); beyond, the first of each."""


def look_over(path: Path, loaded: LoadedFaq, progress: Progress) -> Checked:
    """Return everything there is to say about a sound file.

    Args:
        path: Where it is.
        loaded: Its values, with their lines.
        progress: Shows how far this is.
    """
    current = settings()
    wordings, today = all_wordings(loaded), datetime.now(UTC).astimezone().date()
    with progress as bar, vectors_kept_in(cache_path(current.cache, path)) as vectors:
        remarks = read_content(loaded, vocabulary=vectors.encoder.vocabulary, today=today)
        learning = bar.add_task("Learning the file", total=None)
        left = leave_out(
            loaded, vectors, progress=lambda done, total: bar.update(learning, completed=done, total=total)
        )
        remarks += read_duplicates(loaded, vectors)
        bot, chosen = Bot(loaded.faq, services=current.services, vectors=vectors), _to_ask(wordings)
        bar.remove_task(learning)
        asked = bar.track(chosen, description="Asking the wordings")
        remarks += read_own_words(loaded, asked, bot.reply, answered_elsewhere(left) if left else frozenset())
    remarks += read_left_out(loaded, left) if left else []
    return Checked(str(path), loaded.faq, remarks, left, (len(chosen), len(wordings)))


def _to_ask(wordings: Sequence[Wording]) -> list[Wording]:
    if len(wordings) <= ASK_ALL:
        return list(wordings)
    return list({wording.owner: wording for wording in reversed(wordings)}.values())[::-1]
