"""The two streams, and progress on them."""

from __future__ import annotations

import select
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn, track

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


class _Lines(Progress):
    """Progress where no bar can be drawn: a line as a step begins, and one at each quarter of it."""

    def __init__(self) -> None:
        super().__init__(console=err, disable=True)
        self._quarters: dict[TaskID, int] = {}

    def add_task(self, description: str, *args: Any, **kwargs: Any) -> TaskID:  # noqa: ANN401 - rich's own
        _tell(f"{description} …")
        return super().add_task(description, *args, **kwargs)

    def update(self, task_id: TaskID, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - rich's own
        super().update(task_id, *args, **kwargs)
        self._tell_how_far(task_id)

    def advance(self, task_id: TaskID, advance: float = 1) -> None:
        super().advance(task_id, advance)
        self._tell_how_far(task_id)

    def _tell_how_far(self, task_id: TaskID) -> None:
        task = self._tasks[task_id]
        quarter = int(4 * task.completed / task.total) if task.total else 0
        if quarter > self._quarters.get(task_id, 0):
            self._quarters[task_id] = quarter
            _tell(f"{task.description}: {task.completed:,.0f} of {task.total:,.0f}")


def _tell(line: str) -> None:
    err.print(line, markup=False, highlight=False, soft_wrap=True)


def can_be_asked() -> bool:
    """Tell whether a question can be answered: on a terminal, or by what stands in a pipe already."""
    if sys.stdin.isatty():
        return True
    try:
        return bool(select.select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):  # no stream of the system's, which is there whole
        return True


def bar(*, quiet: bool = False, in_lines: bool = False) -> Progress:
    """Return a progress bar with counts, to be used in a `with`; shown on a terminal only.

    Args:
        quiet: Show nothing.
        in_lines: Where there is no terminal, tell it in lines: this takes minutes.
    """
    if in_lines and not quiet and not sys.stderr.isatty():
        return _Lines()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=quiet or not sys.stderr.isatty())


def tracked(items: Sequence[_Item], title: str, *, quiet: bool, in_lines: bool = False) -> Iterable[_Item]:
    """Return the items, with a progress bar on a terminal; `in_lines`: as of `bar`."""
    if in_lines and not quiet and not err.is_terminal:
        return _Lines().track(items, description=title)
    return items if quiet or not err.is_terminal else track(items, title, console=err, transient=True)


def load_bot(path: Path | None, *, quiet: bool = False, in_lines: bool = False) -> Bot:
    """Return a bot for a file; shows how far it is while wordings are encoded, as `bar` does."""
    with bar(quiet=quiet, in_lines=in_lines) as shown:
        task = shown.add_task("Learning the file", total=None)
        return loading.load_bot(path, lambda done, total: shown.update(task, completed=done, total=total))
