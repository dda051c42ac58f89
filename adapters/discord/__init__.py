"""Discord: take a message apart, render a reply, wire discord.py.

`parsing` and `rendering` are pure up to discord.py's value types; `client` wires them; `serving` keeps a
client running.
"""

from adapters.discord.client import DiscordBot
from adapters.discord.parsing import read_message
from adapters.discord.rendering import render

__all__ = ["DiscordBot", "read_message", "render"]
