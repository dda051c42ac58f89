"""`check` and `eval`."""

from __future__ import annotations

import typer  # noqa: TC002


def register(app: typer.Typer) -> None:
    """Add the commands."""
