"""`bench growth`: how replies a second grow with processes."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Annotated

import typer
from rich.text import Text

from adapters.assembly.loading import faq_path
from adapters.assembly.service_bench import bench_growth
from adapters.benchmarks.growth_table import explained, growth_rows, growth_table
from adapters.cli.console import load_bot, out
from adapters.cli.options import FaqOption, JsonOption
from adapters.ops import silent

_EXAMPLE = "Example: prolobot bench growth --replicas 4 --replies 600"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLE)(growth)


def growth(
    replicas: Annotated[int, typer.Option("--replicas", help="One, then two, up to so many.", min=1, max=16)] = 2,
    replies: Annotated[int, typer.Option("--replies", help="Messages at full speed, a replica.", min=20)] = 300,
    faq: FaqOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Measure replies a second with one replica, two, and so on, with the load's own CPU; a minute or two."""
    path = faq_path(faq).absolute()
    # Loaded once before, so that every start finds the vectors.
    bot = load_bot(faq, quiet=as_json)
    questions = [wording for entry in bot.faq.entries for wording in entry.wordings]
    with silent():
        rows = growth_rows(asyncio.run(bench_growth(path, questions, replies, most=replicas)))
    if as_json:
        typer.echo(json.dumps(rows))
        return
    out.print(growth_table(rows))
    out.print(Text(f"\n{explained(replies, os.cpu_count() or 1)}", style="dim"), soft_wrap=True)
