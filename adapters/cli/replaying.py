"""`replay`: transcripts through the core, the real Slack app and the real Discord client, or on the wire."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import structlog
import typer
from rich.progress import Progress
from rich.text import Text

from adapters.answering import Answerer
from adapters.cli.loading import FELL_SHORT, err, fail, load_bot, out
from adapters.harness.replay.inprocess_discord import InProcessDiscord
from adapters.harness.replay.inprocess_slack import InProcessSlack
from adapters.harness.replay.platforms import CorePlatform, Overheard, Platform
from adapters.harness.replay.replaying import Played, replay
from adapters.harness.replay.transcripts import Transcript, TranscriptError, load_transcripts
from adapters.harness.replay.wire import blamed
from adapters.harness.terminal.showing import panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore import Bot

PLATFORMS = ("core", "slack", "discord")
WIRES = ("slack", "slack-http", "discord")
"""Slack over Socket Mode, Slack over signed HTTP, Discord over gateway and REST."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("replay")(replay_files)


def replay_files(
    files: Annotated[list[Path], typer.Argument(help="Transcripts, or folders of them.")],
    faq: Annotated[
        Path | None, typer.Option("--faq", help="The file to answer from.", show_default="faq.yaml")
    ] = None,
    on: Annotated[
        list[str] | None,
        typer.Option(
            "--on", help="core, slack or discord; on the wire also slack-http. Repeatable.", show_default="all"
        ),
    ] = None,
    *,
    show: Annotated[bool, typer.Option("--show", help="Print the conversations.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    wire: Annotated[
        bool, typer.Option("--wire", help="Run the whole service over real connections, on stand-ins.")
    ] = False,
    faults: Annotated[
        bool, typer.Option("--faults", help="With --wire: let every fault strike in turn, and count.")
    ] = False,
) -> None:
    """Play transcripts on every platform; status 1 when anything comes back other than written."""
    if faults and not wire:
        fail("--faults: expected --wire with it; faults strike on real connections only")
    names = _names(on, WIRES if wire else PLATFORMS)
    transcripts = list(_load(files))
    bot, began = load_bot(faq, quiet=as_json), time.perf_counter()
    if faults:
        _replay_bad_days(bot, transcripts, names, as_json=as_json)
        return
    with silent():
        played = asyncio.run((_play_on_wire if wire else _play)(bot, transcripts, names))
    seconds = time.perf_counter() - began
    if as_json:
        typer.echo(json.dumps([_as_dict(each) for each in played], ensure_ascii=False))
    else:
        _report(played, seconds, show=show)
    if any(each.differences for each in played):
        raise typer.Exit(FELL_SHORT)


def _names(on: list[str] | None, known: tuple[str, ...]) -> list[str]:
    if unknown := set(on or ()) - set(known):
        fail(f"--on: found {', '.join(sorted(unknown))}; expected {', '.join(known[:-1])} or {known[-1]}")
    return on or list(known)


async def _play_on_wire(bot: Bot, transcripts: list[Transcript], names: list[str]) -> list[Played]:
    from adapters.cli.wire_replaying import good_runs, play_runs

    runs = await play_runs(bot, transcripts, good_runs(names))
    return [each for played, outcomes in runs for each in blamed(played, outcomes)]


def _replay_bad_days(bot: Bot, transcripts: list[Transcript], names: list[str], *, as_json: bool) -> None:
    from adapters.cli.wire_replaying import bad_runs, play_runs
    from adapters.harness.replay.wire import outcomes_report

    began, runs = time.perf_counter(), bad_runs(names)
    bar = Progress(*Progress.get_default_columns(), console=err, transient=True, disable=as_json)
    with bar, silent():
        task = bar.add_task("Bad days", total=len(runs))
        played = asyncio.run(play_runs(bot, transcripts, runs, done=lambda _: bar.advance(task)))
    rows = [outcomes for _, outcomes in played]
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in rows], ensure_ascii=False))
    else:
        out.print(outcomes_report(rows, seconds=time.perf_counter() - began))
    if any(each.fell_short for each in rows):
        raise typer.Exit(FELL_SHORT)


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """Keep the log off the screen: what goes wrong here goes wrong on purpose."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        structlog.configure(**before)
        logging.disable(logging.NOTSET)


def _load(files: list[Path]) -> Iterator[Transcript]:
    paths = [each for path in files for each in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
    if not paths:
        fail(f"{files[0]}: found no transcript; expected .yaml files")
    try:
        for path in paths:
            yield from load_transcripts(path)
    except TranscriptError as error:
        fail(str(error).splitlines())


async def _play(bot: Bot, transcripts: list[Transcript], names: list[str]) -> list[Played]:
    answer, played = Answerer(bot), []
    for transcript in transcripts:
        for name in names:
            bot.forget()
            overheard = Overheard(answer)
            played += await replay(transcript, build_platform(name, bot, overheard), overheard.replies)
    answer.close()
    return played


def build_platform(name: str, bot: Bot, overheard: Overheard) -> Platform:
    """Return a fresh platform, with the bot as the service builds it."""
    from adapters.discord.client import DiscordBot
    from adapters.slack.app import build_app

    if name == "slack":
        return InProcessSlack(overheard, build_app)
    if name == "discord":
        return InProcessDiscord(overheard, DiscordBot)
    return CorePlatform(bot, overheard)


def _as_dict(played: Played) -> dict[str, object]:
    return {
        "platform": played.platform,
        "transcript": played.transcript,
        "says": played.turn.says,
        "reply": played.reply.kind if played.reply else None,
        "entry": played.reply.entry.id if played.reply and played.reply.entry else None,
        "shown": [each.text for each in played.shown],
        "differences": list(played.differences),
    }


def _report(played: list[Played], seconds: float, *, show: bool) -> None:
    title = ""
    for each in played:
        if title != (title := f"{each.transcript} · {each.platform}") and (show or each.differences):
            out.print(Text(f"\n── {title}", style="bold"))
        if show:
            _conversation(each)
        for difference in each.differences:
            out.print(Text(f"  ✗ {each.turn.who}: {each.turn.says!r}: {difference}", style="red"))
    failed = sum(bool(each.differences) for each in played)
    disclaimers = sum(1 for each in played if each.reply and each.reply.disclaimer in each.shown[-1].text)
    conversations = len({(each.platform, each.transcript) for each in played})
    replies = sum(len(each.shown) for each in played)
    line = (
        f"{conversations} conversations, {len(played)} turns, {replies} replies, {disclaimers} with disclaimer, "
        f"{failed} not as written, {seconds:.1f} s"
    )
    out.print(Text(f"\n{line}", style="red" if failed else "green"))


def _conversation(each: Played) -> None:
    said = each.turn.says or (f"presses suggestion {each.turn.picks}" if each.turn.picks else "(nothing)")
    where = {"channel": "#general", "dm": "direct message", "command": "/prolo"}[each.turn.where]
    out.print(
        Text.assemble(
            (each.turn.who, "bold cyan"),
            (f" in {where}: " if each.turn.where != "command" else " /prolo ", "dim"),
            said,
        )
    )
    if each.reply and each.shown:
        private = " (only they see it)" if each.shown[-1].private else ""
        out.print(panel(each.reply, note=private))
