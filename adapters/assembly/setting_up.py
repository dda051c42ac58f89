"""Set a platform up: what a person is told and asked, checked by the platform itself, written down."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, NoReturn

import aiohttp
import discord

from adapters.assembly.bad_input import fail
from adapters.assembly.doctoring import examined
from adapters.assembly.loading import settings
from adapters.assembly.services import pointed_at_discord
from adapters.discord.inviting import UNKNOWN
from adapters.discord.serving import verify
from adapters.doctor import Mark
from adapters.env_file import EnvFileError, check_writable, read_env_file, set_unset, write_env_file
from adapters.hopeless import HopelessError
from adapters.text_file import TextFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from adapters.doctor import Finding
    from adapters.setting_up import Platform
    from adapters.token_rules import TokenRule

_TOKENS = frozenset({"bot token", "deliveries", "token"})
"""Checks of tokens: when one is refused, nothing is written."""

_WITHIN = 10.0
"""Seconds for Discord to say which application a token is of."""


def is_http() -> bool:
    """Tell whether Slack is to be served over signed HTTP."""
    return settings().slack.is_http


def known_tokens(rules: Sequence[TokenRule]) -> dict[str, str]:
    """Return the tokens that are set already."""
    return {rule.variable: os.environ.get(rule.variable, "") for rule in rules}


def checked(platform: Platform, tokens: Mapping[str, str]) -> tuple[list[Finding], bool]:
    """Return what the platform says with these tokens, and whether it refuses none of them."""
    # For this process alone, and before they are written: the doctor reads the environment.
    os.environ.update(tokens)
    findings = examined(None, on=platform.name)
    return findings, not any(
        each.mark is Mark.BROKEN and each.about.partition(": ")[2] in _TOKENS for each in findings
    )


def application_id() -> int | str:
    """Return the id of the application whose token is set; what stands in for it where Discord does not tell."""
    current = settings()

    async def ask() -> int:
        with pointed_at_discord(current.discord.url):
            async with asyncio.timeout(_WITHIN):
                return await verify(current.discord.token.get_secret_value())

    if not current.discord.token:
        return UNKNOWN
    try:
        return asyncio.run(ask())
    except (HopelessError, discord.HTTPException, aiohttp.ClientError, OSError):
        return UNKNOWN


def refuse_unwritable(path: Path) -> None:
    """Try whether tokens could be written into a file, before anybody types one.

    Raises:
        BadInputError: They could not.
    """
    try:
        check_writable(path)
    except OSError as error:
        _fail_to_write(path, error)


def write(path: Path, tokens: Mapping[str, str]) -> None:
    """Write tokens into a file that its owner alone can read.

    Raises:
        BadInputError: It cannot be written.
    """
    try:
        write_env_file(path, tokens)
    except (OSError, TextFileError) as error:
        _fail_to_write(path, error)


def _fail_to_write(path: Path, error: OSError | TextFileError) -> NoReturn:
    why = error.strerror if isinstance(error, OSError) else error
    fail(f"--env-file: cannot write {path} ({why}); name another file")


def take_settings(path: Path, tokens: Iterable[str]) -> list[str]:
    """Go by what a file sets already, these tokens aside; return which of them it sets.

    Raises:
        BadInputError: It is there and cannot be read.
    """
    try:
        found = read_env_file(path) if path.exists() else {}
    except (EnvFileError, TextFileError) as error:
        fail(f"--env-file: {error}")
    held = [name for name in tokens if found.pop(name, "")]
    set_unset(os.environ, found)
    return held
