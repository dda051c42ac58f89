"""How replies a second grow with processes, as rows and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from adapters.benchmarks.service_table import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.benchmarks.service_table import Measured


def growth_rows(found: Sequence[Measured]) -> list[dict[str, Any]]:
    """Return what was found, one replica first, as JSON-ready values."""
    alone = found[0].rate
    return [
        {
            "replicas": each.replicas,
            "rate": round(each.rate, 1),
            "times": round(each.rate / alone, 2) if alone else None,
            "cpu": round(each.stages[ALL], 1),
            "cores": round(each.rate * each.stages[ALL] / 1000, 2),
            "load": round(each.load, 2),
            "rate_on_free_cores": round(1000 * each.replicas / each.stages[ALL], 1),
            "lost": each.lost,
        }
        for each in found
    ]


def growth_table(rows: Sequence[dict[str, Any]]) -> Table:
    """Return the rows of `growth_rows` as a table; 80 columns wide at most."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    titles = (
        "\nreplicas",
        "replies\na second",
        "times\none",
        "ms of CPU\na reply",
        "their\ncores",
        "load's\ncores",
    )
    for name in titles:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("a second, with\na core for each", justify="right", no_wrap=True)
    table.add_column("\nlost", justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*("–" if value is None else f"{value}" for value in row.values()))
    return table


def explained(replies: int, cores: int) -> str:
    """Return what the table does not say."""
    return (
        f"{replies} direct messages a replica, as fast as they are answered, over Slack's Socket Mode,\n"
        f"without a database, on {cores} cores that the replicas share with the stand-in and the people\n"
        "who ask: that process is the load. Where their cores and the load's do not come to all there\n"
        "are, others had the rest: then only the CPU a reply counts, and what is made of it: a second,\n"
        "with a core for each."
    )
