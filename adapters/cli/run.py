"""`run`: serve every platform whose tokens are set."""

from __future__ import annotations

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.loading import settings
from adapters.assembly.serving import PLATFORMS, serve
from adapters.cli.console import err, load_bot
from adapters.cli.options import FaqOption
from adapters.settings import check_tokens


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(run)


def run(faq: FaqOption = None) -> None:
    """Serve every platform whose tokens are set."""
    current = settings()
    wanted = [each for each in PLATFORMS if each.is_set(current)]
    lines = [line for each in (wanted or PLATFORMS) for line in check_tokens(each.rules(current))]
    if not wanted:
        fail(["no tokens are set: set those of Slack, of Discord, or of both", *lines])
    if lines:
        fail(lines)
    for each in PLATFORMS:
        if each not in wanted:
            err.print(f"not serving {each.name}: no token set", style="dim")
    serve(load_bot(faq), current, wanted)
