"""`bench scale`: what a start costs with a file of any size."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.benchmarks.starts import MESSAGES, twice
from adapters.benchmarks.synthetic import synthetic_faq, synthetic_messages
from adapters.cli.bench.start import show
from adapters.cli.console import bar
from adapters.cli.options import JsonOption
from botcore import load_faq


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(scale)


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
        show(twice(path, synthetic_messages(wordings, MESSAGES), bar(quiet=as_json)), as_json=as_json)
