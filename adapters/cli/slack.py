"""`slack`: serve Slack."""

from __future__ import annotations

from importlib import resources
from typing import Annotated

import typer

from adapters.assembly.serving import SLACK, only, serve
from adapters.cli.options import FaqOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(slack)


def slack(
    faq: FaqOption = None,
    *,
    manifest: Annotated[
        bool, typer.Option("--manifest", help="Print the app manifest to paste at api.slack.com/apps, and leave.")
    ] = False,
) -> None:
    """Serve Slack: Socket Mode, or signed HTTP with PROLOBOT_SLACK_MODE=http."""
    if manifest:
        text = resources.files("adapters").joinpath("slack/manifest.yaml").read_text(encoding="utf-8")
        typer.echo(text, nl=False)
        return
    serve(faq, only(SLACK))
