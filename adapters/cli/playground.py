"""`playground`: talk to the bot on a simulated Slack and Discord.

Imported before everything that takes long: the page is there while the bot still learns the file.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from adapters.assembly.playground import serve
from adapters.cli.statuses import BAD_INPUT

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
    try:
        asyncio.run(serve(lambda: _find(faq), port, lambda url: _announce(url, open_page=open_page), _complain))
    except OSError as error:
        typer.secho(f"--port: cannot listen on {port} ({error.strerror}); try another, or 0", fg="red", err=True)
        raise typer.Exit(BAD_INPUT) from None


def _find(faq: Path | None) -> Path:
    from adapters.assembly.loading import faq_path

    return faq_path(faq)


def _announce(url: str, *, open_page: bool) -> None:
    typer.echo(f"The playground is at {url}  (Ctrl-C ends it)")
    sys.stdout.flush()
    if open_page:
        typer.launch(url)


def _complain(fault: str) -> None:
    typer.secho(fault, fg="red", err=True)
