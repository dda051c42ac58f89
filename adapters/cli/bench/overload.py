"""`bench overload`: more is asked a second than can be answered; who is told so, and how soon."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer
from rich.text import Text

from adapters.assembly.loading import faq_path, load_file
from adapters.assembly.overload import overload as measure
from adapters.benchmarks.overload import Offered
from adapters.benchmarks.overload_table import explained, fell_short, overload_table, overload_values
from adapters.cli.bench.databases import Databases, startable
from adapters.cli.console import out
from adapters.cli.options import FaqOption, JsonOption
from adapters.cli.statuses import FELL_SHORT

_EXAMPLE = "Example: prolobot bench overload --database sqlite; one person's flood: --people 1 --pace 50"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLE)(overload)


def overload(
    pace: Annotated[float, typer.Option("--pace", help="Questions a second.", min=0.1)] = 200.0,
    seconds: Annotated[float, typer.Option("--seconds", help="For how long.", min=2.0)] = 60.0,
    people: Annotated[int, typer.Option("--people", help="Who ask, in turn.", min=1)] = 2_000,
    commands: Annotated[
        int, typer.Option("--commands", help="One question in so many is /prolo; 0: none.", min=0)
    ] = 0,
    *,
    database: Annotated[
        Databases | None,
        typer.Option("--database", help="An empty one, for what is owed.", show_default="none"),
    ] = None,
    faq: FaqOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask more than can be answered over signed HTTP; status 1 unless everybody is answered or told so in time."""
    kept = startable(database) if database else ""
    loaded = load_file(faq)
    questions = [wording for entry in loaded.entries for wording in entry.wordings]
    offered = Offered(pace, seconds, people, commands)
    outcome = asyncio.run(measure(faq_path(faq).absolute(), questions, offered, kept))
    lines = [each.partition(".")[0] for each in (loaded.messages.busy, loaded.messages.enough)]
    values = overload_values(outcome, lines)
    if as_json:
        typer.echo(json.dumps(values))
    else:
        out.print(overload_table(values))
        out.print(Text(f"\n{explained(values)}", style="dim"), soft_wrap=True)
    if fell_short(values):
        raise typer.Exit(FELL_SHORT)
