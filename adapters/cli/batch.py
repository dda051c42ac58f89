"""`batch`: a deck in, one reply a line out."""

from __future__ import annotations

import json
import sys

import typer

from adapters.cli.console import complain, load_bot
from adapters.cli.options import FaqOption
from adapters.cli.statuses import BAD_INPUT
from adapters.harness.terminal.batch import answer_line
from botcore.evaluation import BadLineError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(batch)


def batch(faq: FaqOption = None) -> None:
    """Answer a deck: JSON Lines on standard input, one reply a line on standard output.

    A line is such as {"text": "is it safe"}; what else stands on it comes back with the reply. Plain lines are
    answered by prolobot chat < plain.txt

    prolobot batch < deck.jsonl > replies.jsonl
    """
    bot = load_bot(faq, quiet=True)
    faults = 0
    # Bytes: a line that is no UTF-8 is one bad line, and the others are answered.
    for number, line in enumerate(sys.stdin.buffer, start=1):
        try:
            typer.echo(json.dumps(answer_line(bot, line, number), ensure_ascii=False))
        except BadLineError as error:
            faults += 1
            complain(f"line {number}: {error}")
    if faults:
        raise typer.Exit(BAD_INPUT)
