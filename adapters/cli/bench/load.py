"""`bench load`: hundreds of people ask at once, over real connections, on stand-ins that keep the limits."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer
from rich.text import Text

from adapters.assembly.load import measure
from adapters.benchmarks.load_table import explained, fell_short, load_rows, load_table
from adapters.cli.console import load_bot, out
from adapters.cli.options import FaqOption, JsonOption
from adapters.cli.statuses import FELL_SHORT
from adapters.ops import silent


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(load)


def load(
    people: Annotated[int, typer.Option("--people", help="How many ask at once on each platform.", min=1)] = 500,
    faq: FaqOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Let people ask at once on each platform; status 1 unless each is answered once and acknowledged in time."""
    bot = load_bot(faq, quiet=as_json)
    with silent():
        fared = asyncio.run(measure(bot, people))
    rows = [row for platform, each in fared.items() for row in load_rows(platform, each)]
    if as_json:
        typer.echo(json.dumps(rows))
    else:
        out.print(load_table(rows))
        out.print(Text(f"\n{explained(people)}", style="dim"), soft_wrap=True)
    if any(map(fell_short, rows)):
        raise typer.Exit(FELL_SHORT)
