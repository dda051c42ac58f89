"""Every check there is, in the order in which they are shown."""

from __future__ import annotations

from adapters.doctor import configuration, content, database, discord, slack

CHECKS = (*slack.CHECKS, *discord.CHECKS, *configuration.CHECKS, *database.CHECKS, *content.CHECKS)
