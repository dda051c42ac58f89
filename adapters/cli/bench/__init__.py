"""`bench`: how fast, how big, and how good beside others; one file a command here, too."""

from __future__ import annotations

import typer

from adapters.cli.bench import chaos, growth, load, matching, overload, scale, service, start

_bench = typer.Typer(
    name="bench", help="Measure speed, memory and quality beside what people use today.", no_args_is_help=True
)
for part in (matching, start, scale, load, overload, service, growth, chaos):
    part.register(_bench)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(_bench)
