"""Serve platforms until a signal says stop: which there are, what tokens each needs, and who runs it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.answering import Answerer
from adapters.assembly.services import discord_service, slack_service
from adapters.ops import configure_logging, stop_on_signals, supervise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adapters.assembly.services import Service
    from adapters.settings import Settings, TokenRules
    from botcore import Bot


@dataclass(frozen=True)
class Served:
    """A platform the bot can be on.

    Attributes:
        name: What people call it.
        rules: The tokens it needs, with what is set.
        build: Returns the service.
    """

    name: str
    rules: Callable[[Settings], TokenRules]
    build: Callable[[Settings, Bot, Answerer], Service]

    def is_set(self, current: Settings) -> bool:
        """Tell whether any of its tokens is set."""
        return any(secret for _, secret in self.rules(current))


SLACK = Served(
    "Slack", lambda current: current.slack_rules, lambda current, _, answer: slack_service(current, answer)
)
DISCORD = Served(
    "Discord",
    lambda current: current.discord_rules,
    lambda current, bot, answer: discord_service(current, answer, [entry.question for entry in bot.faq.entries]),
)
PLATFORMS = (SLACK, DISCORD)


def serve(bot: Bot, current: Settings, platforms: Sequence[Served]) -> None:
    """Serve until SIGTERM or SIGINT; each platform is supervised by itself."""
    configure_logging(current.log_level, as_json=current.log_json)
    answer = Answerer(bot)
    asyncio.run(_run_all([each.build(current, bot, answer) for each in platforms]))


async def _run_all(services: Sequence[Service]) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    await asyncio.gather(*(supervise(name, run_once, stop) for name, run_once in services))
