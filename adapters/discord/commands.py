"""`/prolo`, and the command in the menu of a message."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands

from adapters.discord.making_up import owed_for_interaction
from adapters.discord.naming import Naming
from adapters.discord.outdated import answer_outdated, written_in
from adapters.discord.parsing import read_about, read_command
from botcore.text import complete

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.discord.hearing import Hearing
    from adapters.discord.replying import Replying
    from adapters.incoming import Incoming

_logger = structlog.get_logger(__name__)

QUESTION_MAX = 2_000
"""As much as an ordinary message holds; Discord would take 6,000 characters, and the core reads 4,000."""

# https://docs.discord.com/developers/interactions/application-commands#autocomplete
_CHOICES_MAX = 25
_CHOICE_MAX = 100

ANYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
"""Servers, direct messages with the bot, and those among people, one of whom has installed it for themselves."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """What `/prolo` is called and suggests, and how it is answered.

    Attributes:
        public: Whether everyone in the channel sees it.
        questions: The questions of the file, suggested while someone types; read anew each time.
        naming: What the commands are called.
    """

    public: bool = False
    questions: Sequence[str] = ()
    naming: Naming = field(default_factory=Naming)

    def suggestions(self, current: str) -> list[str]:
        """Return the file's questions that hold what is typed so far; all of them before any word is typed."""
        # A choice comes back as the question itself: one that is too long is left out, not cut.
        return complete(current, [each for each in self.questions if len(each) <= _CHOICE_MAX])[:_CHOICES_MAX]


class Commanding:
    """Hears commands."""

    def __init__(self, replying: Replying, hearing: Hearing, command: Command) -> None:
        self._replying = replying
        self._hearing = hearing
        self._naming = command.naming
        self._suggestions = command.suggestions
        self._private = not command.public

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
            # Whatever the option is called in the app of whoever typed it.
            said = question or written_in(interaction)
            incoming = read_command(interaction, said, private=private, at=time.monotonic())
            await self._respond(interaction, incoming)

        @prolo.autocomplete("question")
        async def suggest(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=each, value=each) for each in self._suggestions(current)]

        @tree.context_menu(name=named("menu"))
        async def about(interaction: discord.Interaction, message: discord.Message) -> None:
            await self._respond(interaction, read_about(interaction, message, at=time.monotonic()))

        @tree.error
        async def failed(interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
            _logger.error("command_failed", error=type(error).__name__, channel=interaction.channel_id)
            # While somebody types there is no place for a reply.
            if interaction.type is discord.InteractionType.application_command:
                await answer_outdated(self._replying, interaction)

    async def _respond(self, interaction: discord.Interaction, incoming: Incoming) -> None:
        owed = owed_for_interaction(incoming, interaction)
        if await self._replying.is_new(incoming, owed, interaction.channel_id):
            await self._hearing.respond(interaction, incoming, owed)
