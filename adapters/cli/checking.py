"""`eval`: decks in, figures out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.progress import track

from adapters.cli.loading import BAD_INPUT, FELL_SHORT, err, fail, load_bot, load_file, out, read_text
from adapters.reports.tables import show_run
from adapters.reports.timing import Stopwatch
from adapters.reports.values import Run, run_values
from botcore.evaluation import (
    GOALS,
    MEASURES,
    WRAPPERS,
    BadLine,
    Case,
    Goal,
    GoalsError,
    Judged,
    compare,
    disturb,
    figures,
    judge_all,
    observe_row,
    read_deck,
    read_goals,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_Item = TypeVar("_Item")
FaqOption = Annotated[Path | None, typer.Option("--faq", help="The file to answer from.", show_default="faq.yaml")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("eval")(evaluate)


def evaluate(
    decks: Annotated[list[Path], typer.Argument(help="Decks: JSON Lines of messages with what should happen.")],
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
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure the bot on decks: what is right, wrong, offered and urgent, with goals and likely causes."""
    asked = _read_goals(goals)
    cases, bad_lines = _read_decks(decks, {entry.id for entry in load_file(faq).entries})
    earlier = _read_replies(compared, cases) if compared else None
    judged, seconds, bot = [], [], None
    if replies:
        judged = _read_replies(replies, cases)
    if disturbed or not replies:
        bot = load_bot(faq, quiet=as_json)
    if bot and not replies:
        watch = Stopwatch(bot.reply)
        judged, seconds = list(judge_all(_tracked(cases, "Asking", quiet=as_json), watch)), watch.seconds
    run = Run(
        judged,
        figures(judged, asked),
        seconds,
        compare(earlier, judged) if earlier is not None else None,
        list(disturb(cases, bot.reply, wrappers=_tracked(tuple(WRAPPERS), "Disturbing", quiet=as_json)))
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


def _read_goals(path: Path | None) -> dict[str, Goal]:
    if path is None:
        return GOALS
    try:
        return read_goals(read_text(path), {measure.id for measure in MEASURES}, name=str(path))
    except GoalsError as error:
        fail(str(error).splitlines())


def _read_decks(paths: Iterable[Path], entries: set[str]) -> tuple[list[Case], list[BadLine]]:
    decks = [read_deck(read_text(path).split("\n"), name=str(path), entries=entries) for path in paths]
    cases = [case for deck in decks for case in deck.cases]
    bad_lines = [line for deck in decks for line in deck.bad_lines]
    for bad_line in bad_lines:
        err.print(str(bad_line), style="red", markup=False, highlight=False, soft_wrap=True)
    if not cases:
        fail(
            "found no case in any deck; expected lines such as "
            '{"text": "…", "kind": "answerable", "expect": ["…"]}'
        )
    return cases, bad_lines


def _read_replies(path: Path | None, cases: Sequence[Case]) -> list[Judged]:
    """Return the judgements of kept replies; leaves with status 2 when they are not those of the cases."""
    lines = [line for line in read_text(path).split("\n") if line.strip()] if path else []
    if len(lines) != len(cases):
        fail(f"{path}: found {len(lines)} replies; expected one for each of {len(cases)} cases, in their order")
    return [
        _read_reply(path, number, line, case)
        for number, (line, case) in enumerate(zip(lines, cases, strict=True), 1)
    ]


def _read_reply(path: Path | None, number: int, line: str, case: Case) -> Judged:
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise TypeError("found no object; expected one reply a line")  # noqa: TRY301 - one handler for all faults
        if row.get("kind", case.kind) != case.kind or list(row.get("expect", case.expect)) != list(case.expect):
            raise ValueError(f"found the reply to another case; expected that to {case.where}")  # noqa: TRY301
        return Judged(case, observe_row(row))
    except (TypeError, ValueError, RecursionError) as error:
        fail(f"{path}: line {number}: {error}")


def _tracked(items: Sequence[_Item], title: str, *, quiet: bool) -> Iterable[_Item]:
    """Return the items, with a progress bar on a terminal."""
    return items if quiet or not err.is_terminal else track(items, title, console=err, transient=True)


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
