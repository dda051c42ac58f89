"""What the bot asks of a server: the one list that the invite link, `doctor` and the README go by."""

from __future__ import annotations

import discord

CALLED = {
    "view_channel": "View Channels",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}
"""Each permission, and what Discord's pages call it."""

NEEDED = discord.Permissions(**dict.fromkeys(CALLED, True))

SCOPES = ("bot", "applications.commands")
"""https://docs.discord.com/developers/topics/oauth2#shared-resources-oauth2-scopes"""

UNKNOWN = "APPLICATION_ID"
"""Stands in a link until the application is known."""


def missing(allowed: discord.Permissions) -> list[str]:
    """Return what is not allowed of that which is needed, as Discord's pages call it."""
    return [name for permission, name in CALLED.items() if not getattr(allowed, permission)]


def invite_link(application: int | str = UNKNOWN) -> str:
    """Return the address at which who manages a server lets the bot in, with what is needed and nothing else."""
    return discord.utils.oauth_url(application, permissions=NEEDED, scopes=SCOPES)
