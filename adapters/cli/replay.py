"""`replay`: transcripts through the core and, over real connections, through the service on every platform."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.replaying import (
    PLATFORMS,
    chosen,
    play,
    play_runs,
    transcripts_by_file,
    transcripts_of,
    update,
)
from adapters.cli.console import bar, load_bot, out
from adapters.cli.options import FaqOption, JsonOption
from adapters.cli.statuses import FELL_SHORT
from adapters.harness.replay.printing import played_values, print_played
from adapters.harness.replay.wire import WIRES, bad_runs, outcomes_report
from adapters.harness.terminal.showing import panel
from adapters.ops import silent
from botcore import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adapters.harness.replay.replaying import Played
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
    update_them: Annotated[
        bool,
        typer.Option("--update", help="Ask the core alone, and write what comes back where you agree to it."),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --update: agree to all, but to the loss of no urgent reply.")
    ] = False,
) -> None:
    """Play transcripts on every platform; status 1 when anything comes back other than written."""
    if update_them:
        _update(files, faq, on, agree=_agree_to_all if yes else _ask_author)
        return
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


def _update(
    files: Sequence[Path], faq: Path | None, on: list[str] | None, *, agree: Callable[[Played, str], bool]
) -> None:
    if on:
        fail("--update: found --on; expected neither it nor another platform: the core alone says what a reply is")
    by_file = transcripts_by_file(files)
    wrote, still = asyncio.run(update(load_bot(faq), by_file, agree))
    out.print(f"{wrote} rewritten, {still} not as written", style="red" if still else "green", highlight=False)
    if still:
        raise typer.Exit(FELL_SHORT)


def _ask_author(played: Played, expected: str) -> bool:
    _show_difference(played)
    return typer.confirm(f"    expect {expected} from now on?")


def _agree_to_all(played: Played, expected: str) -> bool:
    _show_difference(played)
    if played.turn.expect.reply is Kind.URGENT:
        out.print(
            "    kept: an urgent reply is given up one by one, without --yes", style="yellow", highlight=False
        )
        return False
    out.print(f"    expect {expected}", markup=False, highlight=False, soft_wrap=True)
    return True


def _show_difference(played: Played) -> None:
    out.print(f"── {played.transcript}", style="bold", markup=False, highlight=False, soft_wrap=True)
    for difference in played.differences:
        line = f"  ✗ {played.turn.who}: {played.turn.says!r}: {difference}"
        out.print(line, markup=False, highlight=False, soft_wrap=True)
