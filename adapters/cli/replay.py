"""`replay`: transcripts through the core and, over real connections, through the service on every platform."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.assembly.replaying import PLATFORMS, chosen, play, play_runs, transcripts_of
from adapters.cli.console import bar, load_bot, out
from adapters.cli.options import FaqOption, JsonOption
from adapters.cli.statuses import FELL_SHORT
from adapters.harness.replay.printing import played_values, print_played
from adapters.harness.replay.wire import WIRES, bad_runs, outcomes_report
from adapters.harness.terminal.showing import panel
from adapters.ops import silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.harness.replay.transcripts import Transcript
    from botcore import Bot


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(replay)


def replay(
    files: Annotated[list[Path], typer.Argument(help="Transcripts, or folders of them.")],
    faq: FaqOption = None,
    on: Annotated[
        list[str] | None,
        typer.Option("--on", help=f"One of {', '.join(PLATFORMS)}. Repeatable.", show_default="all"),
    ] = None,
    *,
    show: Annotated[bool, typer.Option("--show", help="Print the conversations.")] = False,
    as_json: JsonOption = False,
    faults: Annotated[
        bool, typer.Option("--faults", help="Let every fault of a connection strike in turn, and count.")
    ] = False,
) -> None:
    """Play transcripts on every platform; status 1 when anything comes back other than written."""
    names, transcripts = chosen(on, WIRES if faults else PLATFORMS), transcripts_of(files)
    bot, began = load_bot(faq, quiet=as_json), time.perf_counter()
    if faults:
        _replay_bad_days(bot, transcripts, names, as_json=as_json)
        return
    with bar(quiet=as_json) as shown, silent():
        task = shown.add_task("Playing conversations", total=len(transcripts) * len(names))
        played = asyncio.run(play(bot, transcripts, names, done=lambda: shown.advance(task)))
    if as_json:
        typer.echo(json.dumps([played_values(each) for each in played], ensure_ascii=False))
    else:
        draw = (lambda reply, note: panel(reply, note=note)) if show else None
        print_played(out, played, seconds=time.perf_counter() - began, draw=draw)
    if any(each.differences for each in played):
        raise typer.Exit(FELL_SHORT)


def _replay_bad_days(bot: Bot, transcripts: Sequence[Transcript], names: Sequence[str], *, as_json: bool) -> None:
    began, runs = time.perf_counter(), bad_runs(names)
    with bar(quiet=as_json) as shown, silent():
        task = shown.add_task("Bad days", total=len(runs))
        played = asyncio.run(play_runs(bot, transcripts, runs, done=lambda _: shown.advance(task)))
    rows = [outcomes for _, outcomes in played]
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in rows], ensure_ascii=False))
    else:
        out.print(outcomes_report(rows, seconds=time.perf_counter() - began))
    if any(each.fell_short for each in rows):
        raise typer.Exit(FELL_SHORT)
