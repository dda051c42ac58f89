"""A page on this machine: what is said once it is there, and what where its port is taken.

Imports no more than it needs: the playground shows its page while everything else is still being imported.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

import typer

from adapters.cli.statuses import BAD_INPUT

if TYPE_CHECKING:
    from collections.abc import Coroutine


def announce(said: str, url: str, *, open_page: bool) -> None:
    """Say where the page is, and open it where that is wished."""
    typer.echo(said)
    sys.stdout.flush()
    if open_page:
        typer.launch(url)


def serve_page(serving: Coroutine[Any, Any, None], port: int) -> None:
    """Serve until it is ended; leave with 2 where nothing can listen on the port."""
    try:
        asyncio.run(serving)
    except OSError as error:
        typer.secho(f"--port: cannot listen on {port} ({error.strerror}); try another, or 0", fg="red", err=True)
        raise typer.Exit(BAD_INPUT) from None
