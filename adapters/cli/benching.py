"""`bench`: how fast, how big, and how good beside others."""

from __future__ import annotations

import typer

from adapters.cli import bench_load, bench_matching

bench_app = typer.Typer(
    name="bench", help="Measure speed, memory and quality beside what people use today.", no_args_is_help=True
)
bench_matching.register(bench_app)
bench_load.register(bench_app)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(bench_app)
