"""Publish `/prolo`: beside serving, again until Discord takes it, and only when Discord has another one.

Discord allows 200 creations a day (error 30034), and a message or mention needs no command to be answered.
https://docs.discord.com/developers/interactions/application-commands#registering-a-command
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog

from adapters.backoff import Backoff

if TYPE_CHECKING:
    from discord import app_commands

_logger = structlog.get_logger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 300.0
"""Seconds between two tries."""

_DEFAULTS: dict[str, Any] = {"dm_permission": True, "min_length": 0}
"""What Discord fills in, or leaves out, where a command says nothing; elsewhere that is empty."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Where Discord's commands are not ours.

    Attributes:
        missing: Names of ours that it has not, or has otherwise.
        strange: Names of those that it has and we have not.
    """

    missing: tuple[str, ...]
    strange: tuple[str, ...]


IN_STEP = Drift((), ())


async def register(tree: app_commands.CommandTree[Any]) -> None:
    """Return once Discord has the commands of the tree."""
    backoff = Backoff(_FIRST_PAUSE, _LONGEST_PAUSE)
    while True:
        try:
            if await drift(tree) == IN_STEP:
                return
            await tree.sync()
        except (discord.DiscordException, aiohttp.ClientError, OSError, ValueError) as error:
            code = f"{error.status} {error.code}" if isinstance(error, discord.HTTPException) else ""
            seconds = backoff.delay()
            name = type(error).__name__
            _logger.warning("command_not_registered", error=name, code=code, seconds=round(seconds, 1))
            await asyncio.sleep(seconds)
        else:
            _logger.info("command_registered")
            return


async def drift(tree: app_commands.CommandTree[Any]) -> Drift:
    """Return where the commands that Discord has are others than those of the tree."""
    client = tree.client
    # discord.py's own call leaves out what the commands are called in other languages.
    path = "/applications/{application_id}/commands?with_localizations=true"
    route = discord.http.Route("GET", path, application_id=client.application_id or 0)
    found: list[Any] = await client.http.request(route)
    commands, translator = tree.get_commands(), tree.translator
    wanted: list[Any]
    if translator:
        wanted = [await command.get_translated_payload(tree, translator) for command in commands]
    else:
        wanted = [command.to_dict(tree) for command in commands]
    ours = {_key(each) for each in wanted}
    return Drift(
        tuple(each["name"] for each in wanted if not any(_same(each, other) for other in found)),
        tuple(each["name"] for each in found if _key(each) not in ours),
    )


def _key(command: Any) -> tuple[int, str]:  # noqa: ANN401 - JSON
    return command.get("type", 1), command["name"]


def _same(wanted: Any, found: Any) -> bool:  # noqa: ANN401 - JSON
    """Tell whether what Discord has says the same in every field that we set."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(_same(_said(key, value), _said(key, found.get(key))) for key, value in wanted.items())
    if isinstance(wanted, list) and isinstance(found, list):
        return len(wanted) == len(found) and all(map(_same, wanted, found))
    return bool(wanted == found)


def _said(key: str, value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a field's value; None where it says no more than leaving it out."""
    if key == "default_member_permissions" and isinstance(value, int):
        return str(value)  # discord.py sends a number, Discord hands back a text
    return None if not value or value == _DEFAULTS.get(key) else value
