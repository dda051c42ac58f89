"""`chat`: talk to the bot in the terminal."""

from __future__ import annotations

import typer

from adapters.assembly.views import VIEWS
from adapters.cli.console import load_bot, out
from adapters.cli.options import FaqOption
from adapters.harness.terminal.chat import Chat


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(chat)


def chat(faq: FaqOption = None) -> None:
    """Talk to the bot in the terminal; /help lists what else can be typed."""
    Chat(load_bot(faq), out, views=VIEWS).run()
