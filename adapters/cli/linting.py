"""`check`: a file in, everything its author should look at out."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from adapters.cli.loading import BAD_INPUT, FELL_SHORT, cache_path, err, fail, faq_path, out, read_text, settings
from adapters.reports.remarks import Checked, checked_values, fault_values, show_checked
from botcore import Bot, FaqError
from botcore.checks import (
    Level,
    all_wordings,
    answered_elsewhere,
    leave_out,
    read_content,
    read_duplicates,
    read_left_out,
    read_own_words,
)
from botcore.encoding import Encoder, VectorCache
from botcore.faq import load_with_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from botcore.checks import Wording
    from botcore.faq import LoadedFaq

ASK_ALL = 4_000
"""Up to so many wordings all are asked as they stand (half a minute at 8 ms each); beyond, the first of each."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    faq: Annotated[
        Path | None, typer.Option("--faq", help="The file to look at.", show_default="faq.yaml")
    ] = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fall short too: status 1.")] = False,
    all_remarks: Annotated[bool, typer.Option("--all", help="List every remark, not ten of each check.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Look a file over: faults, claims, links, reviews, wordings in each other's way, and what it can tell apart.

    Status 1 when there are errors, 2 when the file cannot be used at all.
    """
    path = faq_path(faq)
    checked = _look_over(path, _load(path, as_json=as_json), quiet=as_json)
    if as_json:
        typer.echo(json.dumps(checked_values(checked), ensure_ascii=False))
    else:
        show_checked(out, checked, all_remarks=all_remarks)
    if checked.count(Level.ERROR) or (strict and checked.count(Level.WARNING)):
        raise typer.Exit(FELL_SHORT)


def _load(path: Path, *, as_json: bool) -> LoadedFaq:
    try:
        return load_with_lines(read_text(path), name=str(path))
    except FaqError as error:
        if not as_json:
            fail(str(error).splitlines())
        typer.echo(json.dumps(fault_values(str(path), error.faults), ensure_ascii=False))
        raise typer.Exit(BAD_INPUT) from None


def _look_over(path: Path, loaded: LoadedFaq, *, quiet: bool) -> Checked:
    current = settings()
    cache, encoder, wordings = cache_path(current.cache, path), Encoder(), all_wordings(loaded)
    today = datetime.now(UTC).astimezone().date()
    with _bar(quiet=quiet) as bar:
        remarks = read_content(loaded, vocabulary=encoder.vocabulary, today=today)
        vectors, learning = VectorCache(encoder, cache), bar.add_task("Learning the file", total=None)
        left = leave_out(
            loaded, vectors, progress=lambda done, total: bar.update(learning, completed=done, total=total)
        )
        remarks += read_duplicates(loaded, vectors)
        bot, chosen = Bot(loaded.faq, services=current.services, cache=cache), _to_ask(wordings)
        bar.remove_task(learning)
        asked = bar.track(chosen, description="Asking the wordings")
        remarks += read_own_words(loaded, asked, bot.reply, answered_elsewhere(left) if left else frozenset())
    remarks += read_left_out(loaded, left) if left else []
    return Checked(str(path), loaded.faq, remarks, left, (len(chosen), len(wordings)))


def _to_ask(wordings: Sequence[Wording]) -> list[Wording]:
    if len(wordings) <= ASK_ALL:
        return list(wordings)
    return list({wording.owner: wording for wording in reversed(wordings)}.values())[::-1]


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Progress]:
    """Show progress on a terminal, and nothing elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    shown = not quiet and sys.stderr.isatty()
    with Progress(*columns, console=err, transient=True, disable=not shown) as bar:
        yield bar
