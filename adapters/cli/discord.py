"""`discord`: serve Discord."""

from __future__ import annotations

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.loading import settings
from adapters.assembly.serving import DISCORD, serve
from adapters.cli.console import load_bot
from adapters.cli.options import FaqOption
from adapters.settings import check_tokens


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(discord)


def discord(faq: FaqOption = None) -> None:
    """Serve Discord."""
    current = settings()
    if lines := check_tokens(DISCORD.rules(current)):
        fail(lines)
    serve(load_bot(faq), current, [DISCORD])
