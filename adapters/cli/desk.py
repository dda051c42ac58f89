"""`desk`: a page on this machine for those who look after the file."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.assembly.journal_at import database_not_made
from adapters.assembly.loading import faq_path
from adapters.cli.console import bar
from adapters.cli.options import EnvFileOption, FaqOption, FileArgument, ReviewDaysOption, one_file
from adapters.cli.page import announce, serve_page
from botcore.checks import REVIEW_DAYS

_PORT = 8766
_HINT = "(Ctrl-C ends it; the address is for you alone)"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(desk)


def desk(
    file: FileArgument = None,
    faq: FaqOption = None,
    port: Annotated[
        int, typer.Option("--port", help="Where the page listens; 0: any free port.", min=0, max=65535)
    ] = _PORT,
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
    *,
    days: Annotated[float, typer.Option("--days", min=0.0, help="Only the last so many days; 0: all.")] = 30.0,
    people: Annotated[int, typer.Option("--people", min=3, help="Only what at least so many people asked.")] = 3,
    review_days: ReviewDaysOption = REVIEW_DAYS,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Look after the file on a page of this machine: gaps, ratings, drafts, and who vouches for what.

    Drafts are tried on check and the decks before anybody takes them; entries are signed by name. Gaps and ratings
    need PROLOBOT_DATABASE, as `gaps` does.

    prolobot desk mine.yaml --review-days 180
    """
    from adapters.assembly.desk import serve

    path = faq_path(one_file(file, faq))
    if not_made := database_not_made():
        # The service may come later, and entries can be signed before it does.
        typer.echo(f"{not_made}; without it there are reviews, and neither gaps nor ratings", err=True)
    serving = serve(
        path,
        port,
        lambda url: announce(f"The desk is at {url}  {_HINT}", url, open_page=open_page),
        days=days,
        people=people,
        review_days=review_days,
        bar=bar(quiet=True),
    )
    serve_page(serving, port)
