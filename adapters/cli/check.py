"""`check`: a file in, everything its author should look at out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.checking import look_over, look_over_both
from adapters.assembly.loading import ANOTHER_FILE, faq_path, read_text
from adapters.cli.console import bar, out
from adapters.cli.options import FaqOption, FileArgument, JsonOption, ReviewDaysOption, one_file
from adapters.cli.statuses import BAD_INPUT, FELL_SHORT
from adapters.reports.checked import checked_values, fault_values
from adapters.reports.remarks import show_checked
from botcore import FaqError
from botcore.checks import REVIEW_DAYS, Level
from botcore.faq import load_with_lines

if TYPE_CHECKING:
    from botcore.faq import LoadedFaq


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(
    file: FileArgument = None,
    faq: FaqOption = None,
    *,
    against: Annotated[
        str, typer.Option("--against", help="Say first what changed since this: a file, or a git revision.")
    ] = "",
    review_days: ReviewDaysOption = REVIEW_DAYS,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings fall short too (with --against the new): status 1.")
    ] = False,
    all_remarks: Annotated[bool, typer.Option("--all", help="List every remark, not the worst five.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Look a file over: faults, claims, links, reviews, wordings in each other's way, and what it can tell apart.

    Status 1 when there are errors, 2 when the file cannot be used at all.
    """
    path = faq_path(one_file(file, faq))
    loaded, shown = _load(path, as_json=as_json), bar(quiet=as_json)
    if against:
        checked = look_over_both(path, loaded, against, shown, review_days)
    else:
        checked = look_over(path, loaded, shown, review_days)
    if as_json:
        typer.echo(json.dumps(checked_values(checked), ensure_ascii=False))
    else:
        show_checked(out, checked, all_remarks=all_remarks)
    warned = checked.change.new if checked.change else checked.remarks
    if checked.count(Level.ERROR) or (strict and any(each.level is Level.WARNING for each in warned)):
        raise typer.Exit(FELL_SHORT)


def _load(path: Path, *, as_json: bool) -> LoadedFaq:
    try:
        return load_with_lines(read_text(path, ANOTHER_FILE), name=str(path))
    except FaqError as error:
        if not as_json:
            fail(str(error).splitlines())
        typer.echo(json.dumps(fault_values(str(path), error.faults), ensure_ascii=False))
        raise typer.Exit(BAD_INPUT) from None
