"""`playground`: talk to the bot on a simulated Slack and Discord.

Imported before everything that takes long: the page is there while the bot still learns the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.assembly.playground import serve
from adapters.cli.page import announce, serve_page

_PORT = 8765


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(playground)


def playground(
    faq: Annotated[
        Path | None,
        typer.Option(
            "--faq", help="The file to answer from.", show_default="faq.yaml", exists=True, dir_okay=False
        ),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", help="Where the page listens; 0: any free port.", min=0, max=65535)
    ] = _PORT,
    *,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Talk to the bot on a simulated Slack and Discord, side by side on one page; no token needed."""

    def announced(url: str) -> None:
        announce(f"The playground is at {url}  (Ctrl-C ends it)", url, open_page=open_page)

    serve_page(serve(lambda: _find(faq), port, announced, _complain), port)


def _find(faq: Path | None) -> Path:
    from adapters.assembly.loading import faq_path

    return faq_path(faq)


def _complain(fault: str) -> None:
    typer.secho(fault, fg="red", err=True)
