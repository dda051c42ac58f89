"""A cold and a warm start, measured and shown."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from adapters.benchmarks.probe import probe
from adapters.reports.timing import milliseconds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
            # The same folder: the warm start finds what the cold one has kept.
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
            "steady_megabytes": round(each["steady"] / 1e6),
            "peak_megabytes": round(each["peak"] / 1e6),
            "milliseconds": milliseconds(each["seconds"]),
            "letter_milliseconds": milliseconds(each["letters"]),
            "lookup_milliseconds": milliseconds(each["lookups"]),
            "processor_milliseconds": milliseconds(each["spent"]),
            "letter_processor_milliseconds": milliseconds(each["letters_spent"]),
            "lookup_processor_milliseconds": milliseconds(each["lookups_spent"]),
        }
        for name, each in measured.items()
    }


def start_table(values: Mapping[str, dict[str, Any]]) -> Table:
    """Return the values of `start_values` as a table."""
    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("measured")
    for name in values:
        table.add_column(name, justify="right")
    for title, shown in _ROWS.items():
        table.add_row(title, *(str(shown(each)) for each in values.values()))
    return table


_ROWS: dict[str, Callable[[dict[str, Any]], object]] = {
    "ready, s": lambda each: each["ready_seconds"],
    "memory once messages were answered, MB": lambda each: each["steady_megabytes"],
    "memory at most, MB": lambda each: each["peak_megabytes"],
    "a message, median ms": lambda each: each["milliseconds"]["median"],
    "a message, p99 ms": lambda each: each["milliseconds"]["p99"],
    "a letter of forty sentences, median ms": lambda each: each["letter_milliseconds"]["median"],
    "a plain MiniLM lookup, median ms": lambda each: each["lookup_milliseconds"]["median"],
    "processor's time: a message, median ms": lambda each: each["processor_milliseconds"]["median"],
    "processor's time: a message, p99 ms": lambda each: each["processor_milliseconds"]["p99"],
    "processor's time: a letter, median ms": lambda each: each["letter_processor_milliseconds"]["median"],
    "processor's time: a lookup, median ms": lambda each: each["lookup_processor_milliseconds"]["median"],
    "processor's time: a message beside a lookup, times": lambda each: _times(
        each["processor_milliseconds"], each["lookup_processor_milliseconds"]
    ),
}
"""The lookup is the encoder and the nearest wording, and nothing else: no rules, no reader, no decision. The
processor's time is what to compare on a machine that does other things as well."""


def _times(message: Mapping[str, float], lookup: Mapping[str, float]) -> float:
    return round(message["median"] / lookup["median"], 2)
