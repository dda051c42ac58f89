"""`replay`: transcripts through the core, the real Slack app and the real Discord client, or on the wire."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from adapters.assembly.bad_input import fail
from adapters.assembly.replaying import PLATFORMS, play, play_runs
from adapters.cli.console import FELL_SHORT, err, load_bot, out
from adapters.cli.options import FaqOption, JsonOption
from adapters.harness.replay.printing import played_values, print_played
from adapters.harness.replay.transcripts import Transcript, TranscriptError, load_transcripts
from adapters.harness.replay.wire import WIRES, bad_runs, blamed, good_runs, outcomes_report
from adapters.harness.terminal.showing import panel
from adapters.ops import silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.harness.replay.replaying import Played
    from botcore import Bot


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(replay)


def replay(
    files: Annotated[list[Path], typer.Argument(help="Transcripts, or folders of them.")],
    faq: FaqOption = None,
    on: Annotated[
        list[str] | None,
        typer.Option(
            "--on", help="core, slack or discord; on the wire also slack-http. Repeatable.", show_default="all"
        ),
    ] = None,
    *,
    show: Annotated[bool, typer.Option("--show", help="Print the conversations.")] = False,
    as_json: JsonOption = False,
    wire: Annotated[
        bool, typer.Option("--wire", help="Run the whole service over real connections, on stand-ins.")
    ] = False,
    faults: Annotated[
        bool, typer.Option("--faults", help="With --wire: let every fault strike in turn, and count.")
    ] = False,
) -> None:
    """Play transcripts on every platform; status 1 when anything comes back other than written."""
    if faults and not wire:
        fail("--faults: expected --wire with it; faults strike on real connections only")
    names = _names(on, WIRES if wire else PLATFORMS)
    transcripts = list(_load(files))
    bot, began = load_bot(faq, quiet=as_json), time.perf_counter()
    if faults:
        _replay_bad_days(bot, transcripts, names, as_json=as_json)
        return
    with silent():
        played = asyncio.run((_play_on_wire if wire else play)(bot, transcripts, names))
    seconds = time.perf_counter() - began
    if as_json:
        typer.echo(json.dumps([played_values(each) for each in played], ensure_ascii=False))
    else:
        draw = (lambda reply, note: panel(reply, note=note)) if show else None
        print_played(out, played, seconds=seconds, draw=draw)
    if any(each.differences for each in played):
        raise typer.Exit(FELL_SHORT)


def _names(on: list[str] | None, known: tuple[str, ...]) -> list[str]:
    if unknown := set(on or ()) - set(known):
        fail(f"--on: found {', '.join(sorted(unknown))}; expected {', '.join(known[:-1])} or {known[-1]}")
    return on or list(known)


async def _play_on_wire(bot: Bot, transcripts: list[Transcript], names: list[str]) -> list[Played]:
    runs = await play_runs(bot, transcripts, good_runs(names))
    return [each for played, outcomes in runs for each in blamed(played, outcomes)]


def _replay_bad_days(bot: Bot, transcripts: list[Transcript], names: list[str], *, as_json: bool) -> None:
    began, runs = time.perf_counter(), bad_runs(names)
    bar = Progress(*Progress.get_default_columns(), console=err, transient=True, disable=as_json)
    with bar, silent():
        task = bar.add_task("Bad days", total=len(runs))
        played = asyncio.run(play_runs(bot, transcripts, runs, done=lambda _: bar.advance(task)))
    rows = [outcomes for _, outcomes in played]
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in rows], ensure_ascii=False))
    else:
        out.print(outcomes_report(rows, seconds=time.perf_counter() - began))
    if any(each.fell_short for each in rows):
        raise typer.Exit(FELL_SHORT)


def _load(files: list[Path]) -> Iterator[Transcript]:
    paths = [each for path in files for each in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
    if not paths:
        fail(f"{files[0]}: found no transcript; expected .yaml files")
    try:
        for path in paths:
            yield from load_transcripts(path)
    except TranscriptError as error:
        fail(str(error).splitlines())
