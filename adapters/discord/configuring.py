"""Those who manage a server setting how the bot behaves there, by `/prolo-settings`."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands

from adapters.discord.delivering import acknowledge
from adapters.discord.hearing import is_closed
from adapters.discord.places import id_of, keys_of, person_of, place_of
from adapters.incoming import Incoming
from adapters.manners import MOST_SECONDS, Change, Manner, settings_of, written
from botcore import Configured, Outcome

if TYPE_CHECKING:
    from adapters.discord.naming import Naming
    from adapters.discord.replying import Replying
    from botcore import Setting

_logger = structlog.get_logger(__name__)

_COMMAND = "prolo-settings"

_CLEARED = ("help_channel", "alert_channel", "alert_role", "quiet_hours", "cooldown")
"""What can be set to none: an option that is left out changes nothing."""

_HOURS_MOST = 60
"""Characters: the longest name of a zone has 32."""


class _AnyChannel(app_commands.Transformer):
    """A channel in which people write; media channels are not in Discord's published schema of commands."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord calls the option."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Which it offers."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.forum, kinds.voice, kinds.stage_voice]

    async def transform(
        self, _: discord.Interaction, value: app_commands.AppCommandChannel, /
    ) -> app_commands.AppCommandChannel:
        """Return what was chosen."""
        return value


class Configuring:
    """Hears what those who manage a server set."""

    def __init__(self, replying: Replying, naming: Naming) -> None:
        self._replying = replying
        self._naming = naming

    def register(self, tree: app_commands.CommandTree[Any]) -> None:
        """Have a tree call this."""
        named = self._naming.named
        manners = [app_commands.Choice(name=named(f"manner_{each}"), value=each.value) for each in Manner]
        clear = [app_commands.Choice(name=named(f"setting_{each}"), value=each) for each in _CLEARED]
        described = {each: named(f"setting_{each}") for each in ("channel", "manner", "clear", *_CLEARED)}

        @tree.command(name=_COMMAND, description=named("settings_command"))
        @app_commands.default_permissions(manage_guild=True)
        @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
        @app_commands.allowed_installs(guilds=True, users=False)
        @app_commands.describe(**described)
        @app_commands.choices(manner=manners, clear=clear)
        async def settings(  # noqa: PLR0917 - discord.py passes them by name
            interaction: discord.Interaction,
            channel: app_commands.Transform[app_commands.AppCommandChannel, _AnyChannel] | None = None,
            manner: str = "",
            help_channel: discord.TextChannel | None = None,
            alert_channel: discord.TextChannel | None = None,
            alert_role: discord.Role | None = None,
            quiet_hours: app_commands.Range[str, 1, _HOURS_MOST] = "",
            cooldown: app_commands.Range[int, 0, MOST_SECONDS] | None = None,
            clear: str = "",
        ) -> None:
            values = {
                "help_channel": str(help_channel.id) if help_channel else None,
                "alert_channel": str(alert_channel.id) if alert_channel else None,
                # @everyone is a role, too, and is never pinged.
                "alert_role": str(alert_role.id) if alert_role and not alert_role.is_default() else None,
                "quiet_hours": quiet_hours or None,
                "cooldown": None if cooldown is None else str(cooldown or ""),
            }
            values |= {clear: ""} if clear else {}
            changes = [
                Change(str(interaction.guild_id), name, value)
                for name, value in values.items()
                if value is not None
            ]
            if channel and manner:
                changes.append(Change(str(channel.id), "manner", manner))
            await self._set(interaction, changes, alert_channel)

    async def _set(
        self, interaction: discord.Interaction, changes: list[Change], alerts: discord.TextChannel | None
    ) -> None:
        """Keep what is set, and show what holds now."""
        if not await self._replying.is_new(
            Incoming(_configured(interaction, Outcome.NOW), keys_of(interaction)), None, interaction.channel_id
        ):
            return
        await acknowledge(interaction, private=True)
        guild = interaction.guild
        # Discord hides the command from others, unless a server's settings show it to them.
        if guild and interaction.permissions.manage_guild:
            outcome = await self._kept(guild, changes, alerts, by=interaction.user.id)
        else:
            _logger.warning("setting_refused", by=interaction.user.id, place=interaction.guild_id)
            outcome = Outcome.REFUSED
        is_shown = outcome in {Outcome.NOW, Outcome.CHANGED, Outcome.NOWHERE}
        told = _configured(interaction, outcome, self._shown(guild) if guild and is_shown else ())
        await self._replying.respond(interaction, Incoming(told, (), private=True), None)

    async def _kept(
        self, guild: discord.Guild, changes: list[Change], alerts: discord.TextChannel | None, *, by: int
    ) -> Outcome:
        """Keep changes, and return what became of that."""
        manners, read = self._replying.manners, [_written(each) for each in changes]
        fitting = [each for each in read if each]
        if not manners.is_kept:
            return Outcome.NOWHERE
        if len(fitting) < len(read):
            return Outcome.UNCLEAR
        if alerts and not (is_closed(alerts) and alerts.permissions_for(guild.me).send_messages):
            return Outcome.OPEN
        if fitting and not await manners.change(fitting):
            return Outcome.AWAY
        for place, name, value in fitting:
            _logger.info("setting_changed", by=by, place=place, name=name, value=value)
        return Outcome.CHANGED if fitting else Outcome.NOW

    def _shown(self, guild: discord.Guild) -> tuple[Setting, ...]:
        manners = self._replying.manners
        here = {each: manner for each, manner in manners.channels().items() if _is_in(guild, each)}
        return settings_of(manners.rules(str(guild.id)), here, link=partial(_link, guild))


def _configured(
    interaction: discord.Interaction, outcome: Outcome, settings: tuple[Setting, ...] = ()
) -> Configured:
    where = place_of(interaction)
    return Configured(outcome, settings, person=person_of(interaction), thread=where, at=time.monotonic())


def _written(change: Change) -> Change | None:
    """Return a change as it is kept; None where its value does not fit."""
    value = change.value if change.name == "manner" else written(change.place, change.name, change.value or "")
    return None if value is None else change._replace(value=value)


def _is_in(guild: discord.Guild, channel: str) -> bool:
    return guild.get_channel_or_thread(id_of(channel)) is not None


def _link(guild: discord.Guild, channel: str) -> str:
    return f"https://discord.com/channels/{guild.id}/{channel}"
