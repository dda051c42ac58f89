"""What was found of the service and of the barest bots, as rows and as a table."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from adapters.benchmarks.echoes import DISCORD, SLACK_HTTP, SLACK_SOCKET
from adapters.benchmarks.meters import DELIVERED, JUDGED, TAKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

PROLOBOT, ECHO, REST, ALL = "prolobot", "echo", "the rest", "all"

_WAYS = {SLACK_HTTP: "Slack, signed HTTP", SLACK_SOCKET: "Slack, Socket Mode", DISCORD: "Discord"}

_STAGES = (JUDGED, TAKEN, DELIVERED, REST, ALL)
_LATENCY = ("median", "p95", "p99", "max")


@dataclass
class Measured:
    """What was found of one bot, or of two replicas of it.

    Attributes:
        bot: Whose.
        way: The platform and how it is connected.
        replicas: How many processes.
        start: Seconds from the process to the connection; of the slower one.
        stages: Milliseconds of CPU a reply by stage, "all" included.
        memory: Bytes held after all messages; of the bigger one.
        rate: Replies a second at full speed.
        load: The cores that this process took meanwhile.
        latency: Milliseconds at the fixed pace: median, p95, p99, max.
        lost: Questions without a reply.
    """

    bot: str
    way: str
    replicas: int
    start: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    memory: int = 0
    rate: float = 0.0
    load: float = 0.0
    latency: dict[str, float] = field(default_factory=dict)
    lost: int = 0

    @property
    def beside_judging(self) -> float:
        """Milliseconds of CPU a reply that are not the judgement's."""
        return self.stages[ALL] - self.stages[JUDGED]


def service_rows(found: Sequence[Measured]) -> list[dict[str, Any]]:
    """Return what was found as JSON-ready values, with how many echoes a reply costs beside its judgement."""
    return [
        {
            **asdict(each),
            "stages": {name: round(value, 3) for name, value in each.stages.items()},
            "latency": {name: round(value, 1) for name, value in each.latency.items()},
            "start": round(each.start, 2),
            "rate": round(each.rate, 1),
            "load": round(each.load, 2),
            "echoes_beside_judging": round(each.beside_judging / _echo(found, each).stages[ALL], 2),
        }
        for each in found
    ]


def service_tables(rows: Sequence[dict[str, Any]]) -> list[Table]:
    """Return the rows of `service_rows` as two tables, platform by platform; 80 columns wide at most."""
    cpu = _table("ms of CPU a reply", *_STAGES, "in echoes")
    waits = [f"{name}\nms" for name in _LATENCY]
    rest = _table("as a service", "a\nsecond", "load's\ncores", "start\ns", "\nMB", *waits, "\nlost")
    for way, title in _WAYS.items():
        for table in (cpu, rest):
            table.add_section()
            table.add_row(f"[bold]{title}[/bold]")
        for row in (each for each in rows if each["way"] == way):
            name = row["bot"] + (f" × {row['replicas']}" if row["replicas"] > 1 else "")
            stages = [f"{row['stages'][stage]:.2f}" for stage in _STAGES]
            cpu.add_row(name, *stages, "" if row["bot"] == ECHO else f"{row['echoes_beside_judging']:.2f}")
            rest.add_row(
                name,
                f"{row['rate']:.0f}",
                f"{row['load']:.2f}",
                f"{row['start']:.1f}",
                f"{row['memory'] / 1e6:.0f}",
                *(f"{row['latency'][share]:.0f}" for share in _LATENCY),
                f"{row['lost']}",
            )
    return [cpu, rest]


def _table(first: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def explained(size: str, cores: int) -> str:
    """Return what the table does not say."""
    return (
        f"{size}: direct messages, on {cores} cores that the\n"
        "bots share with the stand-in and the people who ask; that process is the load. CPU is that of the bots'\n"
        "processes alone. Taken in: the SDK's way from a delivery to the bot; delivered: its call that posts the\n"
        "reply; the rest: sockets, HTTP, JSON, the event loop, the rules on arrival. In echoes: all but the\n"
        "judgement, beside all that the barest slack_bolt or discord.py bot costs. Latency counts from when a\n"
        "question was due, whatever came back before. A start is one with the file's vectors kept."
    )


def _echo(found: Sequence[Measured], of: Measured) -> Measured:
    return next(each for each in found if each.bot == ECHO and each.way == of.way)
