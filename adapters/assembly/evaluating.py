"""One run of `eval`: the bot asked, kept replies judged, earlier ones compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from adapters.assembly.bad_input import fail
from adapters.assembly.pages import write_page
from adapters.reports.timing import Stopwatch
from adapters.reports.values import Run
from botcore.evaluation import WRAPPERS, compare, disturb, figures, judge_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from botcore import Bot
    from botcore.evaluation import Case, Goal, Judged

_Item = TypeVar("_Item")


class Tracked(Protocol):
    """Returns the items it is given, and shows how far this is."""

    def __call__(self, items: Sequence[_Item], title: str, /) -> Iterable[_Item]:
        """Return the items, under a title."""
        ...


def evaluated(
    cases: Sequence[Case],
    bot: Bot | None,
    goals: Mapping[str, Goal],
    *,
    kept: Sequence[Judged] | None = None,
    earlier: Sequence[Judged] | None = None,
    disturbed: bool = False,
    tracked: Tracked,
) -> Run:
    """Return everything one run found.

    Args:
        cases: What is asked, or was.
        bot: Who is asked; None where nobody is.
        goals: What each figure should reach.
        kept: What came of replies kept from before, to be judged in place of the bot's.
        earlier: The same, to be compared with.
        disturbed: Whether to wrap every question in politeness as well.
        tracked: Shows how far this is.
    """
    judged, seconds = list(kept or ()), []
    if bot and kept is None:
        watch = Stopwatch(bot.reply)
        judged, seconds = list(judge_all(tracked(cases, "Asking"), watch)), watch.seconds
    comparison = compare(earlier, judged) if earlier is not None else None
    wrappers = tracked(tuple(WRAPPERS), "Disturbing") if bot and disturbed else ()
    disturbances = list(disturb(cases, bot.reply, wrappers=wrappers)) if bot and disturbed else []
    return Run(judged, figures(judged, goals), seconds, comparison, disturbances)


def write_run(path: Path, run: Run) -> None:
    """Write a run as a page.

    Raises:
        BadInputError: The libraries for it are missing, or the file cannot be written.
    """
    try:
        from adapters.reports.page import render
    except ImportError as error:
        fail(f"--report: found no {error.name}; install the extra: pip install 'prolobot[report]'")
    write_page(path, render(run), says="--report")
