"""`doctor`: what stands in the bot's way, each with its cure."""

from __future__ import annotations

import json

import typer

from adapters.assembly.doctoring import examined
from adapters.cli.console import err, out
from adapters.cli.options import EnvFileOption, FaqOption, JsonOption
from adapters.cli.statuses import FELL_SHORT
from adapters.doctor import Mark, finding_values, show_findings, worst


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    faq: FaqOption = None,
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
    *,
    as_json: JsonOption = False,
) -> None:
    """Look at tokens, permissions, clock, database, file and network; each line with its cure.

    Scopes too, and the way to each platform. Nothing is changed or sent, and no token is printed.

    Status 1 when something is broken. For example: prolobot doctor --env-file .env
    """
    with err.status("Looking …"):  # on a terminal alone
        findings = examined(faq)
    if as_json:
        typer.echo(json.dumps(finding_values(findings), ensure_ascii=False))
    else:
        show_findings(out, findings)
    if worst(findings) is Mark.BROKEN:
        raise typer.Exit(FELL_SHORT)
