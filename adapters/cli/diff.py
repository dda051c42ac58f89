"""`diff`: whose replies a change of the file would change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.differing import difference, told_in_decks, told_in_journal
from adapters.assembly.loading import faq_path
from adapters.assembly.pages import refuse_unwritable, write_page
from adapters.cli.console import bar, err, out
from adapters.cli.options import EnvFileOption, JsonOption
from adapters.cli.statuses import FELL_SHORT
from adapters.reports.difference_page import difference_page
from adapters.reports.differences import difference_values, show_difference
from botcore.evaluation import Shift

_EPILOG = "Such as: prolobot diff HEAD faq.yaml --deck tests/decks/work.jsonl --html changes.html"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EPILOG)(diff)


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The file as it was: a path, or a git revision.")],
    new: Annotated[
        str, typer.Argument(metavar="[NEW]", help="The file as it is: the same.", show_default="faq.yaml")
    ] = "",
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
    *,
    decks: Annotated[
        list[Path] | None,
        typer.Option("--deck", help="Ask the messages of this deck, not the wordings of both files. Repeatable."),
    ] = None,
    journal: Annotated[
        bool, typer.Option("--journal", help="Ask what the journal kept of people's words, the same way.")
    ] = False,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page with both replies here.")] = None,
    all_of_them: Annotated[bool, typer.Option("--all", help="List every message, not three of a kind.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Tell whose replies a change of the file would change, side by side: both are asked the same.

    What is urgent comes first. Status 1 when something is urgent no longer.
    """
    if html:
        refuse_unwritable(html, says="--html")
    asked = told_in_decks(decks or ())
    kept = told_in_journal() if journal else []
    if (decks or journal) and not [*asked, *kept]:
        fail("found nothing to ask: no case in any deck, no words in the journal; leave --deck and --journal out")
    sources = [*map(str, decks or ()), *(["the journal, in reduced words"] if journal else [])]
    found = difference(old, new or str(faq_path(None)), [*asked, *kept], ", ".join(sources), bar(quiet=as_json))
    if as_json:
        typer.echo(json.dumps(difference_values(found), ensure_ascii=False))
    else:
        show_difference(out, found, all_of_them=all_of_them)
    if html:
        write_page(html, difference_page(found), says="--html")
        err.print(f"wrote {html}", style="dim", markup=False, highlight=False, soft_wrap=True)
    if any(group.shift is Shift.UNURGENT for group in found.groups):
        raise typer.Exit(FELL_SHORT)
