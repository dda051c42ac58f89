"""`slack`: serve Slack."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.assembly.platforms import SLACK, only
from adapters.assembly.serving import serve
from adapters.cli.options import EnvFileOption, FaqOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(slack)


def slack(
    faq: FaqOption = None,
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
    *,
    manifest: Annotated[
        bool, typer.Option("--manifest", help="Print the app manifest to paste at api.slack.com/apps, and leave.")
    ] = False,
    pane: Annotated[
        bool, typer.Option("--pane", help="With the assistant's pane in the manifest, which takes a paid plan.")
    ] = False,
    threads: Annotated[
        bool,
        typer.Option(
            "--threads",
            help="With what PROLOBOT_SLACK_THREADS takes in the manifest: all that is written where the bot is.",
        ),
    ] = False,
) -> None:
    """Serve Slack: Socket Mode, or signed HTTP with PROLOBOT_SLACK_MODE=http."""
    if manifest:
        from adapters.slack.manifest import manifest_text

        typer.echo(manifest_text(pane=pane, threads=threads), nl=False)
        return
    serve(faq, only(SLACK))
