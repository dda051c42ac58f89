"""`bench matching`, `bench start` and `bench scale`."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn, track
from rich.table import Table

from adapters.benchmarks.probe import probe
from adapters.benchmarks.synthetic import synthetic_faq, synthetic_messages
from adapters.cli.loading import err, fail, faq_path, load_bot, load_file, out, read_text
from adapters.reports.timing import milliseconds
from botcore import load_faq
from botcore.evaluation import Case, read_deck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MESSAGES = 500
"""How many messages a start is asked: five lie above the 99th percentile."""

FaqOption = Annotated[Path | None, typer.Option("--faq", help="The file to answer from.", show_default="faq.yaml")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(matching)
    app.command()(start)
    app.command()(scale)


def matching(
    decks: Annotated[list[Path], typer.Argument(help="Decks: JSON Lines of messages with what should happen.")],
    *,
    faq: FaqOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set prolobot beside fuzzy ratios, BM25 and plain sentence vectors, on the same decks in one go."""
    from adapters.benchmarks.baselines import baselines
    from adapters.benchmarks.contest import contest, contest_table, contest_values
    from botcore.encoding import Encoder, VectorCache

    loaded = load_file(faq)
    cases = _cases(decks, {entry.id for entry in loaded.entries})
    bot, encoder = load_bot(faq, quiet=as_json), Encoder()
    others = baselines(loaded, encoder, VectorCache(encoder))
    rows = list(contest(cases, others, bot, _bar(quiet=as_json)))
    if as_json:
        typer.echo(json.dumps(contest_values(rows), ensure_ascii=False))
    else:
        out.print(contest_table(rows))


def start(*, faq: FaqOption = None, as_json: JsonOption = False) -> None:
    """Measure a start without and with cached vectors, memory, and replies to the file's own wordings."""
    path = faq_path(faq)
    wordings = [wording for entry in load_file(faq).entries for wording in entry.wordings]
    _show(_twice(path, synthetic_messages(wordings, MESSAGES), quiet=as_json), as_json=as_json)


def scale(
    entries: Annotated[
        int, typer.Option("--entries", min=2, help="How many, of a question and five phrasings.")
    ] = 10_000,
    *,
    as_json: JsonOption = False,
) -> None:
    """Measure the same with a made-up file of any size."""
    from botcore.encoding import Encoder

    vocabulary = sorted(word for word in Encoder().vocabulary if word.isascii() and len(word) > 3)  # noqa: PLR2004
    try:
        text = synthetic_faq(entries, vocabulary)
    except ValueError as error:
        fail(str(error))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "faq.yaml")
        path.write_text(text, encoding="utf-8")
        wordings = [wording for entry in load_faq(text).entries for wording in entry.wordings]
        _show(_twice(path, synthetic_messages(wordings, MESSAGES), quiet=as_json), as_json=as_json)


def _twice(path: Path, messages: Sequence[str], *, quiet: bool) -> dict[str, dict[str, Any]]:
    """Return what a cold and a warm start measured."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    measured = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        Progress(*columns, console=err, transient=True, disable=quiet) as bar,
    ):
        for name in ("cold", "warm"):
            task = bar.add_task(f"{name.capitalize()} start", total=None)
            measured[name] = probe(
                path,
                Path(folder, "vectors.bin"),
                messages,
                progress=lambda done, total, task=task: bar.update(task, completed=done, total=total),  # type: ignore[misc]
            )
    return measured


def _show(measured: dict[str, dict[str, Any]], *, as_json: bool) -> None:
    values = {
        name: {
            "ready_seconds": round(each["ready"], 2),
            "peak_megabytes": round(each["peak"] / 1e6),
            "milliseconds": milliseconds(each["seconds"]),
        }
        for name, each in measured.items()
    }
    if as_json:
        typer.echo(json.dumps(values))
        return
    table = Table(box=None, header_style="dim", pad_edge=False)
    for title in ("start", "ready s", "peak MB", "median ms", "p99 ms"):
        table.add_column(title, justify="left" if title == "start" else "right")
    for name, each in values.items():
        spent = each["milliseconds"]
        table.add_row(
            name, *map(str, (each["ready_seconds"], each["peak_megabytes"], spent["median"], spent["p99"]))
        )
    out.print(table)


def _cases(paths: Iterable[Path], entries: set[str]) -> list[Case]:
    decks = [read_deck(read_text(path).split("\n"), name=str(path), entries=entries) for path in paths]
    if bad_lines := [str(line) for deck in decks for line in deck.bad_lines]:
        fail(bad_lines)
    return [case for deck in decks for case in deck.cases]


def _bar(*, quiet: bool) -> Callable[[Sequence[Case], str], Iterable[Case]]:
    """Return what shows a progress bar on a terminal for the cases of one method."""
    if quiet or not err.is_terminal:
        return lambda cases, _: cases
    return lambda cases, name: track(cases, name, console=err, transient=True)
