"""The command's subcommands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.cli.lazily import LazyGroup
from adapters.cli.statuses import INTERRUPTED

app = typer.Typer(
    name="prolobot",
    cls=LazyGroup,
    help="A Slack and Discord bot that answers questions about prolotherapy from one file, and knows when not to.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's callback
    if asked:
        from importlib import metadata  # the help does without

        typer.echo(f"prolobot {metadata.version('prolobot')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None: ...


def main() -> None:
    """Run the command; Ctrl-C ends it with status 130, without a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        typer.secho("stopped", dim=True, err=True)
        raise SystemExit(INTERRUPTED) from None
