"""`run`: serve every platform whose tokens are set."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.assembly.platforms import every_set
from adapters.assembly.serving import serve
from adapters.cli.options import EnvFileOption, FaqOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(run)


def run(
    faq: FaqOption = None,
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
    *,
    wait: Annotated[
        bool,
        typer.Option(
            "--wait",
            help="For containers. Where nothing can be served: say so once, stay up, and look again when the file "
            "or a token's file changes, or at SIGHUP.",
        ),
    ] = False,
) -> None:
    """Serve every platform whose tokens are set."""
    serve(faq, every_set, wait=wait)
