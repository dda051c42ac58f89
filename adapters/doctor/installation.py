"""What is looked at: settings, file and machine, and each platform as the tokens that are set see it."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adapters.doctor.discord_seen import DiscordSeen
from adapters.doctor.slack_seen import SlackSeen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from adapters.settings import Settings
    from botcore import Faq


@dataclass(frozen=True)
class Installation:
    """What is looked at.

    Attributes:
        current: The settings.
        file: The file to answer from.
        faq: Its values; None: it cannot be used.
        names: What is set in the environment, by name.
        now: Seconds since 1970, as this machine counts.
    """

    current: Settings
    file: Path
    faq: Faq | None = None
    names: frozenset[str] = frozenset()
    now: Callable[[], float] = field(default=time.time)


@dataclass(frozen=True)
class Seen:
    """What the checks ask.

    Attributes:
        installation: What is looked at.
        slack: Slack as its tokens see it.
        discord: Discord as its token sees it.
    """

    installation: Installation
    slack: SlackSeen
    discord: DiscordSeen

    @property
    def current(self) -> Settings:
        """The settings."""
        return self.installation.current


@asynccontextmanager
async def seen(installation: Installation) -> AsyncIterator[Seen]:
    """Give what the checks ask while the block lasts."""
    slack = SlackSeen(installation.current, installation.now)
    discord = DiscordSeen(installation.current, installation.faq, installation.now)
    try:
        yield Seen(installation, slack, discord)
    finally:
        await slack.close()
        await discord.close()
