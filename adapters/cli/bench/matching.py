"""`bench matching`: prolobot beside what people use today."""

from __future__ import annotations

import functools
import json

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.decks import cases_of
from adapters.assembly.loading import load_file
from adapters.cli.console import load_bot, out, tracked
from adapters.cli.options import DecksArgument, FaqOption, JsonOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(matching)


def matching(decks: DecksArgument, *, faq: FaqOption = None, as_json: JsonOption = False) -> None:
    """Set prolobot beside fuzzy ratios, BM25 and plain sentence vectors, on the same decks in one go."""
    try:
        from adapters.benchmarks.baselines import baselines
    except ImportError as error:
        fail(f"bench matching: found no {error.name}; install the extra: pip install 'prolobot[report]'")
    from adapters.benchmarks.contest import contest, contest_table, contest_values

    loaded = load_file(faq)
    cases, bad_lines = cases_of(decks, {entry.id for entry in loaded.entries})
    if bad_lines:
        fail(bad_lines)
    bot = load_bot(faq, quiet=as_json)
    rows = list(contest(cases, baselines(loaded), bot, functools.partial(tracked, quiet=as_json)))
    if as_json:
        typer.echo(json.dumps(contest_values(rows), ensure_ascii=False))
    else:
        out.print(contest_table(rows))
