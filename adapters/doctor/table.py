"""Every check there is, in the order in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.doctor import configuration, content, database, discord, slack

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.doctor.findings import Finding
    from adapters.doctor.installation import Seen

SLACK, DISCORD, HERE = "Slack", "Discord", ""

_TIMEOUT = 12.0
"""Seconds for a check: a look-up, a request and a repetition."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at.

    Attributes:
        what: What is looked at.
        look: Returns what is found; nothing where there is nothing to look at.
        on: The platform it is about; "": none.
        seconds: How long it may take.
    """

    what: str
    look: Callable[[Seen], Awaitable[list[Finding]]]
    on: str = HERE
    seconds: float = _TIMEOUT

    @property
    def about(self) -> str:
        """What is looked at, with the platform."""
        return f"{self.on}: {self.what}" if self.on else self.what


CHECKS = (
    Check("connection", slack.connection, SLACK),
    Check("clock", slack.clock, SLACK),
    Check("bot token", slack.bot_token, SLACK),
    Check("deliveries", slack.deliveries, SLACK),
    Check("scopes", slack.granted, SLACK),
    Check("channels", slack.channels, SLACK),
    Check("help channel", slack.help_channel, SLACK),
    Check("alert channel", slack.alert_channel, SLACK),
    Check("report channel", slack.report_channel, SLACK),
    Check("connection", discord.connection, DISCORD),
    Check("clock", discord.clock, DISCORD),
    Check("token", discord.token, DISCORD),
    Check("intents", discord.intents, DISCORD),
    Check("application", discord.application, DISCORD),
    Check("commands", discord.commands, DISCORD),
    Check("channels", discord.channels, DISCORD, seconds=30.0),
    Check("help channel", discord.help_channel, DISCORD, seconds=30.0),
    Check("alert channel", discord.alert_channel, DISCORD, seconds=30.0),
    Check("report channel", discord.report_channel, DISCORD, seconds=30.0),
    Check("settings", configuration.contradictions),
    Check("emergency number", configuration.emergency),
    Check("database", database.database),
    Check("disk", database.disk),
    Check("file", content.content, seconds=60.0),
    Check("urgent rules", content.urgent_rules, seconds=60.0),
)
