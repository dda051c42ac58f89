"""`slack`, `discord` and `run`."""

from __future__ import annotations

import asyncio
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.answering import Answerer
from adapters.cli.loading import err, fail, load_bot, settings
from adapters.cli.services import discord_service, slack_service
from adapters.ops import configure_logging, stop_on_signals, supervise
from adapters.settings import check_tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.cli.services import Service
    from adapters.settings import Settings
    from botcore import Bot

    Build = Callable[[Settings, Bot, Answerer], Service]

FaqOption = Annotated[Path | None, typer.Option("--faq", help="The file to answer from.", show_default="faq.yaml")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(slack)
    app.command()(discord)
    app.command()(run)


def slack(
    faq: FaqOption = None,
    *,
    manifest: Annotated[
        bool, typer.Option("--manifest", help="Print the app manifest to paste at api.slack.com/apps, and leave.")
    ] = False,
) -> None:
    """Serve Slack: Socket Mode, or signed HTTP with PROLOBOT_SLACK_MODE=http."""
    if manifest:
        typer.echo(
            resources.files("adapters").joinpath("slack/manifest.yaml").read_text(encoding="utf-8"), nl=False
        )
        return
    current = settings()
    if lines := check_tokens(current.slack_rules):
        fail(lines)
    _serve(current, faq, [_slack])


def discord(faq: FaqOption = None) -> None:
    """Serve Discord."""
    current = settings()
    if lines := check_tokens(current.discord_rules):
        fail(lines)
    _serve(current, faq, [_discord])


def run(faq: FaqOption = None) -> None:
    """Serve every platform whose tokens are set."""
    current = settings()
    platforms = [(current.slack_rules, _slack), (current.discord_rules, _discord)]
    wanted = [(rules, build) for rules, build in platforms if any(secret for _, secret in rules)]
    lines = [line for rules, _ in (wanted or platforms) for line in check_tokens(rules)]
    if not wanted:
        fail(["no tokens are set: set those of Slack, of Discord, or of both", *lines])
    if lines:
        fail(lines)
    for rules, _ in platforms:
        if not any(secret for _, secret in rules):
            err.print(
                f"not serving {'Slack' if 'SLACK' in rules[0][0].variable else 'Discord'}: no token set",
                style="dim",
            )
    _serve(current, faq, [build for _, build in wanted])


def _serve(current: Settings, faq: Path | None, builders: list[Build]) -> None:
    bot = load_bot(faq)
    configure_logging(current.log_level, as_json=current.log_json)
    asyncio.run(_run_all([build(current, bot, answer) for answer in [Answerer(bot)] for build in builders]))


async def _run_all(services: list[Service]) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    await asyncio.gather(*(supervise(name, run_once, stop) for name, run_once in services))


def _slack(current: Settings, _: Bot, answer: Answerer) -> Service:
    return slack_service(current, answer)


def _discord(current: Settings, bot: Bot, answer: Answerer) -> Service:
    return discord_service(current, answer, [entry.question for entry in bot.faq.entries])
