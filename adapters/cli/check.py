"""`check`: a file in, everything its author should look at out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.checking import look_over
from adapters.assembly.loading import ANOTHER_FILE, faq_path, read_text
from adapters.cli.console import bar, out
from adapters.cli.options import JsonOption
from adapters.cli.statuses import BAD_INPUT, FELL_SHORT
from adapters.reports.remarks import checked_values, fault_values, show_checked
from botcore import FaqError
from botcore.checks import Level
from botcore.faq import load_with_lines

if TYPE_CHECKING:
    from botcore.faq import LoadedFaq


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(
    faq: Annotated[
        Path | None, typer.Option("--faq", help="The file to look at.", show_default="faq.yaml")
    ] = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fall short too: status 1.")] = False,
    all_remarks: Annotated[bool, typer.Option("--all", help="List every remark, not ten of each check.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Look a file over: faults, claims, links, reviews, wordings in each other's way, and what it can tell apart.

    Status 1 when there are errors, 2 when the file cannot be used at all.
    """
    path = faq_path(faq)
    checked = look_over(path, _load(path, as_json=as_json), bar(quiet=as_json))
    if as_json:
        typer.echo(json.dumps(checked_values(checked), ensure_ascii=False))
    else:
        show_checked(out, checked, all_remarks=all_remarks)
    if checked.count(Level.ERROR) or (strict and checked.count(Level.WARNING)):
        raise typer.Exit(FELL_SHORT)


def _load(path: Path, *, as_json: bool) -> LoadedFaq:
    try:
        return load_with_lines(read_text(path, ANOTHER_FILE), name=str(path))
    except FaqError as error:
        if not as_json:
            fail(str(error).splitlines())
        typer.echo(json.dumps(fault_values(str(path), error.faults), ensure_ascii=False))
        raise typer.Exit(BAD_INPUT) from None
