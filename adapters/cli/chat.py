"""`chat`: talk to the bot in the terminal."""

from __future__ import annotations

import sys

import typer

from adapters.assembly.views import VIEWS
from adapters.cli.console import load_bot, out
from adapters.cli.options import FaqOption, FileArgument, one_file
from adapters.harness.terminal.chat import Chat


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(chat)


def chat(file: FileArgument = None, faq: FaqOption = None) -> None:
    """Talk to the bot in the terminal; /help lists what else can be typed. A pipe is answered line by line."""
    talk = Chat(load_bot(one_file(file, faq)), out, views=VIEWS)
    if sys.stdin.isatty():
        talk.run()
    else:
        talk.run_through(line.decode(errors="replace") for line in sys.stdin.buffer)
