"""`bench chaos`: everything goes wrong while people ask; none may be left in silence, none answered twice."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from adapters.assembly.loading import load_file, read_text
from adapters.benchmarks.chaos.databases import has_postgresql
from adapters.benchmarks.chaos.small import SMALL_FILE
from adapters.cli.bench.databases import Databases, startable
from adapters.cli.console import err, out
from adapters.cli.options import JsonOption
from adapters.cli.statuses import FELL_SHORT
from adapters.ops import silent
from botcore import load_faq

_EXAMPLE = "Example: prolobot bench chaos --minutes 3 --seed 7 --replicas 3"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLE)(chaos)


def chaos(
    minutes: Annotated[float, typer.Option("--minutes", help="For how long people ask.", min=0.1)] = 10.0,
    seed: Annotated[int, typer.Option("--seed", help="Of what goes wrong when.")] = 1,
    replicas: Annotated[int, typer.Option("--replicas", help="Processes of the service.", min=1, max=3)] = 2,
    database: Annotated[
        Databases | None,
        typer.Option("--database", help="What they share.", show_default="postgresql where its wheel is"),
    ] = None,
    pace: Annotated[float, typer.Option("--pace", help="Questions a second on each platform.", min=0.1)] = 1.5,
    *,
    faq: Annotated[
        Path | None,
        typer.Option("--faq", help="The file to answer from.", show_default="a small one, which is learned soon"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Let everything go wrong for a while; status 1 unless each question is answered or told of once."""
    from adapters.benchmarks.chaos.table import chaos_tables, chaos_values, explained, is_broken
    from adapters.benchmarks.chaos.trial import Size, trial

    shared = startable(database or (Databases.POSTGRESQL if has_postgresql() else Databases.SQLITE))
    loaded = load_file(faq) if faq else load_faq(SMALL_FILE)
    folder = Path(tempfile.mkdtemp(prefix="chaos"))
    path = folder / "faq.yaml"  # a copy: it is broken on the way
    path.write_text(read_text(faq) if faq else SMALL_FILE, encoding="utf-8")
    questions = [wording for entry in loaded.entries for wording in entry.wordings]
    messages = loaded.messages
    leads = (messages.interrupted, messages.stopping, messages.busy, messages.enough, messages.apology)
    size = Size(60 * minutes, seed, replicas, shared, pace)
    with silent():
        outcome = asyncio.run(
            trial(path, questions, [each.partition(".")[0] for each in leads], size, folder=folder, say=_progress)
        )
    if as_json:
        typer.echo(json.dumps(chaos_values(outcome), ensure_ascii=False))
    else:
        for table in chaos_tables(outcome):
            out.print(table)
            out.print()
        out.print(Text(explained(outcome), style="dim"), soft_wrap=True)
    if is_broken(outcome):
        raise typer.Exit(FELL_SHORT)
    shutil.rmtree(folder, ignore_errors=True)


def _progress(line: str) -> None:
    err.print(Text(line, style="dim"))
