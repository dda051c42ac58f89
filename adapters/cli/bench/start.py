"""`bench start`: what a start costs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from adapters.assembly.loading import faq_path, load_file
from adapters.benchmarks.starts import MESSAGES, start_table, start_values, twice
from adapters.benchmarks.synthetic import synthetic_messages
from adapters.cli.console import bar, out
from adapters.cli.options import FaqOption, JsonOption

if TYPE_CHECKING:
    from collections.abc import Mapping


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(start)


def start(*, faq: FaqOption = None, as_json: JsonOption = False) -> None:
    """Measure a start without and with cached vectors, memory, and replies to the file's own wordings."""
    path = faq_path(faq)
    wordings = [wording for entry in load_file(faq).entries for wording in entry.wordings]
    show(twice(path, synthetic_messages(wordings, MESSAGES), bar(quiet=as_json)), as_json=as_json)


def show(measured: Mapping[str, dict[str, Any]], *, as_json: bool) -> None:
    """Print a cold and a warm start."""
    values = start_values(measured)
    if as_json:
        typer.echo(json.dumps(values))
    else:
        out.print(start_table(values))
