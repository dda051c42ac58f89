"""`bench service`: what a reply costs beside the barest bot of each platform's SDK."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Annotated

import typer
from rich.text import Text

from adapters.assembly.loading import faq_path
from adapters.assembly.service_bench import Size, bench_service
from adapters.benchmarks.service_table import Measured, explained, service_rows, service_tables
from adapters.cli.console import load_bot, out
from adapters.cli.options import FaqOption, JsonOption
from adapters.ops import silent


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(service)


def service(
    replies: Annotated[int, typer.Option("--replies", help="Messages at full speed, to each bot.", min=20)] = 600,
    per_second: Annotated[
        float, typer.Option("--pace", help="Messages a second at the fixed pace.", min=0.1)
    ] = 10.0,
    faq: FaqOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Set the service beside the barest bots: CPU by stage, replies a second, memory, start, latency; minutes."""
    path = faq_path(faq).absolute()
    # Loaded once before, so that every start finds the vectors.
    bot = load_bot(faq, quiet=as_json)
    questions = [wording for entry in bot.faq.entries for wording in entry.wordings]
    size = Size(warm=max(10, replies // 12), replies=replies, paced=replies // 2, per_second=per_second)

    def told(done: Measured) -> None:
        if not as_json:
            out.print(Text(f"{done.way}: {done.bot} × {done.replicas} measured", style="dim"))

    with silent():
        rows = service_rows(asyncio.run(bench_service(path, questions, size, told)))
    if as_json:
        typer.echo(json.dumps(rows))
    else:
        for table in service_tables(rows):
            out.print(table)
            out.print()
        sizes = f"{size.replies} as fast as they are answered, then {size.paced} at {size.per_second:g} a second"
        out.print(Text(f"{explained(sizes, os.cpu_count() or 1)}", style="dim"), soft_wrap=True)
