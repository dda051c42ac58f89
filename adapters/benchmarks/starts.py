"""A cold and a warm start, measured and shown."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from adapters.benchmarks.probe import probe
from adapters.reports.timing import milliseconds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.progress import Progress

MESSAGES = 500
"""How many messages a start is asked: five lie above the 99th percentile."""


def twice(path: Path, messages: Sequence[str], progress: Progress) -> dict[str, dict[str, Any]]:
    """Return what a cold and a warm start with a file measured, as `probe` does.

    Args:
        path: The file.
        messages: What each is asked.
        progress: Shows how far this is.
    """
    measured = {}
    with tempfile.TemporaryDirectory() as folder, progress as bar:
        for name in ("cold", "warm"):
            task = bar.add_task(f"{name.capitalize()} start", total=None)
            measured[name] = probe(
                path,
                Path(folder, "vectors.bin"),
                messages,
                progress=lambda done, total, task=task: bar.update(task, completed=done, total=total),  # type: ignore[misc]
            )
    return measured


def start_values(measured: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return both starts as JSON-ready values."""
    return {
        name: {
            "ready_seconds": round(each["ready"], 2),
            "peak_megabytes": round(each["peak"] / 1e6),
            "milliseconds": milliseconds(each["seconds"]),
        }
        for name, each in measured.items()
    }


def start_table(values: Mapping[str, dict[str, Any]]) -> Table:
    """Return the values of `start_values` as a table."""
    table = Table(box=None, header_style="dim", pad_edge=False)
    for title in ("start", "ready s", "peak MB", "median ms", "p99 ms"):
        table.add_column(title, justify="left" if title == "start" else "right")
    for name, each in values.items():
        spent = each["milliseconds"]
        table.add_row(
            name, *map(str, (each["ready_seconds"], each["peak_megabytes"], spent["median"], spent["p99"]))
        )
    return table
