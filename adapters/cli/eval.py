"""`eval`: decks in, figures out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.decks import cases_of, goals_of, judged_replies
from adapters.assembly.loading import load_file
from adapters.cli.console import BAD_INPUT, FELL_SHORT, complain, err, load_bot, out, tracked
from adapters.cli.options import DecksArgument, FaqOption, JsonOption
from adapters.reports.tables import show_run
from adapters.reports.timing import Stopwatch
from adapters.reports.values import Run, run_values
from botcore.evaluation import WRAPPERS, compare, disturb, figures, judge_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botcore.evaluation import Case


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
    asked = goals_of(goals)
    cases, bad_lines = _cases(decks, {entry.id for entry in load_file(faq).entries})
    earlier = judged_replies(compared, cases) if compared else None
    judged, seconds, bot = [], [], None
    if replies:
        judged = judged_replies(replies, cases)
    if disturbed or not replies:
        bot = load_bot(faq, quiet=as_json)
    if bot and not replies:
        watch = Stopwatch(bot.reply)
        judged, seconds = list(judge_all(tracked(cases, "Asking", quiet=as_json), watch)), watch.seconds
    run = Run(
        judged,
        figures(judged, asked),
        seconds,
        compare(earlier, judged) if earlier is not None else None,
        list(disturb(cases, bot.reply, wrappers=tracked(tuple(WRAPPERS), "Disturbing", quiet=as_json)))
        if bot and disturbed
        else [],
    )
    if as_json:
        typer.echo(json.dumps(run_values(run), ensure_ascii=False))
    else:
        show_run(out, run, all_mistakes=mistakes)
    if report:
        _write_report(report, run)
    if bad_lines:
        raise typer.Exit(BAD_INPUT)
    if strict and any(each.is_met is False for each in run.figures):
        raise typer.Exit(FELL_SHORT)


def _cases(paths: Iterable[Path], entries: set[str]) -> tuple[list[Case], list[str]]:
    cases, bad_lines = cases_of(paths, entries)
    for bad_line in bad_lines:
        complain(bad_line)
    if not cases:
        fail(
            "found no case in any deck; expected lines such as "
            '{"text": "…", "kind": "answerable", "expect": ["…"]}'
        )
    return cases, bad_lines


def _write_report(path: Path, run: Run) -> None:
    try:
        from adapters.reports.page import render
    except ImportError as error:
        fail(f"--report: found no {error.name}; install the extra: pip install 'prolobot[report]'")
    try:
        path.write_text(render(run), encoding="utf-8")
    except OSError as error:
        fail(f"--report: {path}: cannot be written ({error.strerror}); name another file")
    err.print(f"wrote {path}", style="dim", markup=False, highlight=False, soft_wrap=True)
