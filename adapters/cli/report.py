"""`report`: what people asked and how it went, for those who look after the file."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from adapters.assembly.journal_at import journal_at
from adapters.assembly.pages import write_page
from adapters.cli.console import err, out
from adapters.cli.options import EnvFileOption, JsonOption
from adapters.reports.activity import activity_values
from adapters.reports.activity_page import activity_page
from adapters.reports.activity_table import show_activity

EPILOG = "Such as: prolobot report --weeks 8 --html report.html"
STANDARD_OUTPUT = Path("-")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=EPILOG)(report)


def report(
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
    *,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=520, help="The last so many, with this one.")] = 12,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="From the week of this day, instead."
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
    from adapters.journal.activity import read_activity

    today = datetime.now(UTC).date()
    first = min(since.date(), today) if since else today - timedelta(days=7 * (weeks - 1))
    with journal_at() as (connection, _):
        activity = read_activity(connection, first, today)
    if html == STANDARD_OUTPUT:
        typer.echo(activity_page(activity), nl=False)
        return
    if as_json:
        typer.echo(json.dumps(activity_values(activity), ensure_ascii=False))
    else:
        show_activity(out, activity)
    if html:
        write_page(html, activity_page(activity), says="--html")
        err.print(f"wrote {html}", style="dim", markup=False, highlight=False, soft_wrap=True)
