"""`ask`: one question, one reply."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from adapters.cli.console import load_bot, out
from adapters.cli.options import FaqOption, JsonOption, is_faq, one_file
from adapters.harness.terminal.showing import as_dict, show, show_why
from botcore import Asked


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ask)


def ask(
    question: Annotated[
        list[str],
        typer.Argument(
            help="Your question; quotes are not needed. A YAML file beside it is the one to answer from."
        ),
    ],
    faq: FaqOption = None,
    *,
    why: Annotated[bool, typer.Option("--why", help="Also show candidates, scores and thresholds.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Ask one question and print the reply."""
    # People write the file where the other commands take it: before the question, or behind it.
    place = next((at for at in (0, -1) if len(question) > 1 and is_faq(question[at])), None)
    file = Path(question.pop(place)) if place is not None else None
    reply = load_bot(one_file(file, faq), quiet=as_json).reply(Asked(" ".join(question)))
    if as_json:
        typer.echo(json.dumps(as_dict(reply, why=why), ensure_ascii=False))
        return
    show(out, reply)
    if why:
        show_why(out, reply)
