"""`/prolo`, and the command in the menu of a message."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands

from adapters.discord.making_up import owed_for_interaction
from adapters.discord.parsing import read_about, read_command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adapters.discord.hearing import Hearing
    from adapters.discord.naming import Naming
    from adapters.discord.replying import Replying
    from adapters.incoming import Incoming

_logger = structlog.get_logger(__name__)

QUESTION_MAX = 2_000
"""As much as an ordinary message holds; Discord would take 6,000 characters, and the core reads 4,000."""

ANYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
"""Servers, direct messages with the bot, and those among people, one of whom has installed it for themselves."""


class Commanding:
    """Hears commands."""

    def __init__(
        self,
        replying: Replying,
        hearing: Hearing,
        naming: Naming,
        suggestions: Callable[[str], Sequence[str]],
        *,
        public: bool,
    ) -> None:
        """Answer where everyone sees it, if that is `public`; `suggestions` complete what is typed."""
        self._replying = replying
        self._hearing = hearing
        self._naming = naming
        self._suggestions = suggestions
        self._private = not public

    def register(self, tree: app_commands.CommandTree[Any]) -> None:
        """Have a tree call this."""
        named = self._naming.named

        @tree.command(name=self._naming.command, description=named("command"))
        @app_commands.describe(question=named("command_question"))
        async def prolo(
            interaction: discord.Interaction,
            question: app_commands.Range[str, 0, QUESTION_MAX] = "",
        ) -> None:
            private = self._private or not self._replying.is_usual(interaction.channel)
            incoming = read_command(interaction, question, private=private, at=time.monotonic())
            await self._respond(interaction, incoming)

        @prolo.autocomplete("question")
        async def suggest(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=each, value=each) for each in self._suggestions(current)]

        @tree.context_menu(name=named("menu"))
        async def about(interaction: discord.Interaction, message: discord.Message) -> None:
            await self._respond(interaction, read_about(interaction, message, at=time.monotonic()))

        @tree.error
        async def failed(_: discord.Interaction, error: app_commands.AppCommandError) -> None:
            _logger.error("command_failed", error=type(error).__name__)

    async def _respond(self, interaction: discord.Interaction, incoming: Incoming) -> None:
        owed = owed_for_interaction(incoming, interaction)
        if await self._replying.is_new(incoming, owed, interaction.channel_id):
            await self._hearing.respond(interaction, incoming, owed)
