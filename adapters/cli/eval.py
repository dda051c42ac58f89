"""`eval`: decks in, figures out."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.decks import cases_of, goals_of, judged_replies, require_cases
from adapters.assembly.evaluating import evaluated, write_run
from adapters.assembly.loading import load_file
from adapters.assembly.pages import refuse_unwritable
from adapters.cli.console import complain, err, load_bot, out, tracked
from adapters.cli.options import DecksArgument, FaqOption, JsonOption, is_faq, one_file
from adapters.cli.statuses import BAD_INPUT, FELL_SHORT
from adapters.reports.tables import show_run
from adapters.reports.values import run_values


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("eval")(evaluate)


def evaluate(
    decks: DecksArgument,
    *,
    faq: FaqOption = None,
    replies: Annotated[
        Path | None, typer.Option("--replies", help="Judge these replies of `batch`; ask nobody.")
    ] = None,
    compared: Annotated[
        Path | None, typer.Option("--compare", help="Replies of `batch` for the same decks to compare with.")
    ] = None,
    goals: Annotated[
        Path | None, typer.Option("--goals", help="Goals as YAML, such as `right: at least 0.95`.")
    ] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write a page with plots here.")] = None,
    disturbed: Annotated[
        bool, typer.Option("--disturb", help="Also wrap every question in politeness and count changes.")
    ] = False,
    mistakes: Annotated[bool, typer.Option("--mistakes", help="List every mistake.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Leave with status 1 when a goal is missed.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure the bot on decks: what is right, wrong, offered and urgent, with goals and likely causes."""
    if report:
        refuse_unwritable(report, says="--report")
    wanted, file = goals_of(goals), next((each for each in decks if is_faq(each)), None)
    decks, faq = [each for each in decks if each != file], one_file(file, faq)
    if not decks:
        fail(f"found no deck beside {file}; expected JSON Lines of messages with what should happen")
    cases, bad_lines = cases_of(decks, {entry.id for entry in load_file(faq).entries})
    for bad_line in bad_lines:
        complain(bad_line)
    require_cases(cases, bad_lines)
    earlier = judged_replies(compared, cases) if compared else None
    kept = judged_replies(replies, cases) if replies else None
    run = evaluated(
        cases,
        None if replies and not disturbed else load_bot(faq, quiet=as_json),
        wanted,
        kept=kept,
        earlier=earlier,
        disturbed=disturbed,
        tracked=functools.partial(tracked, quiet=as_json),
    )
    if as_json:
        typer.echo(json.dumps(run_values(run), ensure_ascii=False))
    else:
        show_run(out, run, all_mistakes=mistakes)
    if report:
        write_run(report, run)
        err.print(f"wrote {report}", style="dim", markup=False, highlight=False, soft_wrap=True)
    if bad_lines:
        left_out = "1 line was" if len(bad_lines) == 1 else f"{len(bad_lines)} lines were"
        complain(f"{left_out} left out, as said above; the figures are those of the other {len(cases)}")
        raise typer.Exit(BAD_INPUT)
    if strict and any(each.is_met is False for each in run.figures):
        raise typer.Exit(FELL_SHORT)
