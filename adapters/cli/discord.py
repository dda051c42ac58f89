"""`discord`: serve Discord."""

from __future__ import annotations

import typer

from adapters.assembly.platforms import DISCORD, only
from adapters.assembly.serving import serve
from adapters.cli.options import EnvFileOption, FaqOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(discord)


def discord(faq: FaqOption = None, env_file: EnvFileOption = None) -> None:  # noqa: ARG001 - its callback has read it
    """Serve Discord."""
    serve(faq, only(DISCORD))
