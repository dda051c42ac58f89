"""`report`: what people asked and how it went, for those who look after the file."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.journal_at import journal_at
from adapters.assembly.pages import refuse_unwritable, write_page
from adapters.cli.console import err, out
from adapters.cli.options import EnvFileOption, JsonOption
from adapters.reports.activity import activity_values
from adapters.reports.activity_page import activity_page
from adapters.reports.activity_table import show_activity

_EPILOG = "Such as: prolobot report --weeks 8 --html report.html"
_USUAL = 12
_MOST = 520
"""Weeks: ten years, and what a page of plots can still show."""

_STANDARD_OUTPUT = Path("-")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EPILOG)(report)


def report(
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
    *,
    weeks: Annotated[
        int | None,
        typer.Option(
            "--weeks", min=1, max=_MOST, help="The last so many, with this one.", show_default=str(_USUAL)
        ),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            metavar="YYYY-MM-DD",
            formats=["%Y-%m-%d"],
            help="Instead: from the week of this day, or that of the journal's first line where it is later.",
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page with plots here; - writes it to the terminal.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what people asked and how it went, week by week, as a table or a page with plots.

    Counts and times from the journal, never who. It needs PROLOBOT_DATABASE, and the service PROLOBOT_JOURNAL.
    """
    from adapters.journal.activity import first_day, read_activity

    if weeks and since:
        fail("--weeks: found --since as well; leave out either of them")
    if as_json and html == _STANDARD_OUTPUT:
        fail("--html -: found --json as well, which goes to the same place; leave out either of them")
    if html and html != _STANDARD_OUTPUT:
        refuse_unwritable(html, says="--html")
    today = datetime.now(UTC).date()
    if since and since.date() > today:
        fail(f"--since: found {since:%Y-%m-%d}; expected {today}, which it is now in UTC, or earlier")
    with journal_at() as (connection, _):
        first = today - timedelta(days=7 * ((_MOST if since else weeks or _USUAL) - 1))
        if since:
            first = max(first, since.date(), first_day(connection) or today)
        activity = read_activity(connection, first, today)
    if html == _STANDARD_OUTPUT:
        typer.echo(activity_page(activity), nl=False)
        return
    if as_json:
        typer.echo(json.dumps(activity_values(activity), ensure_ascii=False))
    else:
        show_activity(out, activity)
    if html:
        write_page(html, activity_page(activity), says="--html")
        err.print(f"wrote {html}", style="dim", markup=False, highlight=False, soft_wrap=True)
