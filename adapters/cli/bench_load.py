"""`bench load`: hundreds of people ask at once, over real connections, on stand-ins that keep the limits."""

from __future__ import annotations

import asyncio
import json
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from adapters.answering import Answerer
from adapters.benchmarks.load import IN_A_GROUP, WAYS, Fared, ask_at_once
from adapters.cli.loading import FELL_SHORT, load_bot, out
from adapters.cli.local_service import local_discord, local_slack
from adapters.cli.replaying import silent
from adapters.harness.replay.wire import WireDiscord, WireSlack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from botcore import Bot

PATIENCE = 3.0
"""Seconds both platforms wait for an acknowledgement."""

PERCENTILE = 99
NAMES = {"command": "/prolo", "dm": "direct message", "channel": "mention"}
PLATFORMS: dict[str, tuple[Any, Any]] = {
    "slack": (local_slack, WireSlack),
    "discord": (local_discord, WireDiscord),
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("load")(load)


def load(
    people: Annotated[int, typer.Option("--people", help="How many ask at once on each platform.", min=1)] = 500,
    faq: Annotated[
        Path | None, typer.Option("--faq", help="The file to answer from.", show_default="faq.yaml")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Let people ask at once on each platform; status 1 unless each is answered once and acknowledged in time."""
    bot = load_bot(faq, quiet=as_json)
    with silent():
        fared = asyncio.run(_measure(bot, people))
    rows = [row for platform, each in fared.items() for row in _rows(platform, each)]
    if as_json:
        typer.echo(json.dumps(rows))
    else:
        out.print(_table(rows))
        out.print(Text(f"\n{_explained(people)}", style="dim"), soft_wrap=True)
    if any(row["lost"] or row["doubled"] or (row["acknowledged"] or {}).get("max", 0) > PATIENCE for row in rows):
        raise typer.Exit(FELL_SHORT)


async def _measure(bot: Bot, people: int) -> dict[str, list[Fared]]:
    """Return how everybody fared, one platform after the other, with the service's one answering thread."""
    answer, fared = Answerer(bot), {}
    questions = [words for entry in bot.faq.entries for words in (entry.question, *entry.phrasings)]
    for name, (local, build) in PLATFORMS.items():
        bot.forget()
        async with local(answer) as service:
            count = -(-people // IN_A_GROUP)
            groups = [build(service.standin, service.drain, title=str(each)) for each in range(count)]
            fared[name] = await ask_at_once(groups, questions, service.drain, people=people)
    answer.close()
    return fared


def _rows(platform: str, fared: Sequence[Fared]) -> list[dict[str, Any]]:
    """Return one row for each way of asking, and one for all of them."""
    parts = {NAMES[way]: [each for each in fared if each.way == way] for way, _ in WAYS}
    return [_row(platform, name, each) for name, each in (parts | {"all": list(fared)}).items()]


def _row(platform: str, way: str, fared: Sequence[Fared]) -> dict[str, Any]:
    return {
        "platform": platform,
        "way": way,
        "asked": len(fared),
        "once": sum(each.replies == 1 for each in fared),
        "lost": sum(each.replies == 0 for each in fared),
        "doubled": sum(max(0, each.replies - 1) for each in fared),
        "acknowledged": _times(each.acknowledged for each in fared),
        "replied": _times(each.replied for each in fared),
    }


def _times(found: Iterable[float | None]) -> dict[str, float] | None:
    """Return median, 99th percentile and maximum in seconds; None when nothing was timed."""
    seconds = sorted(each for each in found if each is not None)
    if not seconds:
        return None
    late = seconds[min(len(seconds) - 1, -(-len(seconds) * PERCENTILE // 100) - 1)]
    return {"median": statistics.median(seconds), "p99": late, "max": seconds[-1]}


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    """Return the rows below the name of their platform; 80 columns wide at most."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("asked by", no_wrap=True)
    for name in ("asked", "once", "lost", "twice"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("acknowledged", "replied"):
        table.add_column(f"{name}, s\nmedian   p99   max", justify="right", no_wrap=True)
    platform = ""
    for row in rows:
        if row["platform"] != platform:
            platform = row["platform"]
            table.add_section()
            table.add_row(Text(platform, style="bold"))
        counts = [_count(name, row[name]) for name in ("asked", "once", "lost", "doubled")]
        table.add_row(row["way"], *counts, _shown(row["acknowledged"], PATIENCE), _shown(row["replied"]))
    return table


def _count(name: str, value: int) -> Text:
    return Text(str(value), style="red" if value and name in {"lost", "doubled"} else "")


def _shown(times: dict[str, float] | None, limit: float = float("inf")) -> Text:
    if times is None:
        return Text("–")
    text = " ".join(f"{times[name]:5.2f}" for name in ("median", "p99", "max"))
    return Text(text, style="red" if times["max"] > limit else "")


def _explained(people: int) -> str:
    ways = ", ".join(f"{count} by {NAMES[way]}" for way, count in WAYS)
    return (
        f"{people} people at once, {IN_A_GROUP} to a channel: of each {IN_A_GROUP}, {ways}.\n"
        "The stand-ins keep the platforms' limits, which replies in channels wait for: Slack one\n"
        "post a second and channel after a burst of five; Discord five in five seconds and channel,\n"
        "and fifty a second in all. Discord acknowledges commands only, not messages."
    )
