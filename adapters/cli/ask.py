"""`ask`: one question, one reply."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from adapters.cli.console import load_bot, out
from adapters.cli.options import FaqOption, JsonOption
from adapters.harness.terminal.showing import as_dict, show, show_why
from botcore import Asked


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ask)


def ask(
    question: Annotated[list[str], typer.Argument(help="Your question; quotes are not needed.")],
    faq: FaqOption = None,
    *,
    why: Annotated[bool, typer.Option("--why", help="Also show candidates, scores and thresholds.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Ask one question and print the reply."""
    reply = load_bot(faq, quiet=as_json).reply(Asked(" ".join(question)))
    if as_json:
        typer.echo(json.dumps(as_dict(reply, why=why), ensure_ascii=False))
        return
    show(out, reply)
    if why:
        show_why(out, reply)
