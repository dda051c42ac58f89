"""The two streams, and progress on them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn, track

from adapters.assembly import loading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from botcore import Bot

out = Console()
err = Console(stderr=True)

_Item = TypeVar("_Item")


def complain(line: object) -> None:
    """Print a line about bad input."""
    err.print(str(line), style="red", markup=False, highlight=False, soft_wrap=True)


def bar(*, quiet: bool = False) -> Progress:
    """Return a progress bar with counts, to be used in a `with`; shown on a terminal only."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=quiet or not sys.stderr.isatty())


def tracked(items: Sequence[_Item], title: str, *, quiet: bool) -> Iterable[_Item]:
    """Return the items, with a progress bar on a terminal."""
    return items if quiet or not err.is_terminal else track(items, title, console=err, transient=True)


def load_bot(path: Path | None, *, quiet: bool = False) -> Bot:
    """Return a bot for a file; shows a progress bar on a terminal while wordings are encoded."""
    with bar(quiet=quiet) as shown:
        task = shown.add_task("Learning the file", total=None)
        return loading.load_bot(path, lambda done, total: shown.update(task, completed=done, total=total))
