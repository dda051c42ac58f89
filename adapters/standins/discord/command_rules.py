"""Application commands: what Discord accepts when they are registered, and how it keeps them.

https://docs.discord.com/developers/interactions/application-commands
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .form import Form, Path

_NAME = 32
_DESCRIPTION = 100
_OPTIONS = 25
_CHOICES = 25
_CONTEXTS, _INSTALLS = (0, 1, 2), (0, 1)
_CHOICE_TEXT = 100
_STRING_LENGTH = 6000
_TOTAL = 8000
_Json = dict[str, Any]


class CommandType(IntEnum):
    """The page above, "Application Command Types"."""

    CHAT_INPUT = 1
    ON_USER = 2
    ON_MESSAGE = 3


class OptionType(IntEnum):
    """The same page, "Application Command Option Type"."""

    SUB_COMMAND = 1
    SUB_COMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10


NESTING = (OptionType.SUB_COMMAND, OptionType.SUB_COMMAND_GROUP)

_COMMANDS = {CommandType.CHAT_INPUT: 100, CommandType.ON_USER: 15, CommandType.ON_MESSAGE: 15}
"""How many of each type a scope may hold (the page above, "Registering a command")."""


def check(form: Form, path: Path, command: _Json) -> None:
    """Check one command."""
    kind = command.get("type", CommandType.CHAT_INPUT)
    if kind not in _COMMANDS:
        form.choices((*path, "type"), tuple(_COMMANDS))
        return
    _check_name(form, (*path, "name"), command.get("name"), slash=kind == CommandType.CHAT_INPUT)
    _check_localised(form, path, command, slash=kind == CommandType.CHAT_INPUT)
    for key, most in (("contexts", _CONTEXTS), ("integration_types", _INSTALLS)):
        for index, each in enumerate(command.get(key) or ()):
            if each not in most:
                form.choices((*path, key, index), most)
    if kind == CommandType.CHAT_INPUT:
        form.text((*path, "description"), command.get("description"), _DESCRIPTION, least=1, required=True)
        _check_options(form, (*path, "options"), command.get("options"))
    elif command.get("description"):
        message = "Context menu commands cannot have description"
        form.fault((*path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID", message)
    if _size(command) > _TOTAL:
        message = f"Command exceeds maximum size ({_TOTAL})"
        form.fault(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def check_all(form: Form, commands: list[_Json]) -> None:
    """Check everything a scope would hold after a bulk overwrite."""
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        check(form, (index,), command)
        key = (command.get("type", CommandType.CHAT_INPUT), str(command.get("name")))
        if key in seen:
            message = "Application command names must be unique"
            form.fault((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)


def too_many(commands: list[_Json]) -> bool:
    """Return whether there are more commands of a type than a scope may hold."""
    kinds = [command.get("type", CommandType.CHAT_INPUT) for command in commands]
    return any(kinds.count(kind) > most for kind, most in _COMMANDS.items())


def kept(command: _Json, ids: _Json, installs: Sequence[int]) -> _Json:
    """Return a command as Discord keeps and returns it.

    Args:
        command: As it was sent.
        ids: Its own, the application's, the version.
        installs: How the application can be installed, which goes for a command that does not say.
    """
    body: _Json = {
        **ids,
        "type": command.get("type", CommandType.CHAT_INPUT),
        "name": command["name"],
        "name_localizations": command.get("name_localizations"),
        "description": command.get("description", ""),
        "description_localizations": command.get("description_localizations"),
        "default_member_permissions": _as_text(command.get("default_member_permissions")),
        "dm_permission": command.get("dm_permission", True),
        "nsfw": bool(command.get("nsfw")),
        "contexts": command.get("contexts"),
        "integration_types": command.get("integration_types") or list(installs),
    }
    return body | {"options": command["options"]} if command.get("options") else body


def _as_text(permissions: str | int | None) -> str | None:
    """Return a set of permissions as Discord hands it back, whichever way it was sent."""
    return None if permissions is None else str(permissions)


def _size(command: _Json) -> int:
    """Return the characters that count towards a command's total."""
    parts = [command.get("name"), command.get("description")]
    parts += [choice.get("value") for choice in command.get("choices") or ()]
    own = sum(len(part) for part in parts if isinstance(part, str))
    return own + sum(_size(option) for option in command.get("options") or () if isinstance(option, dict))


def _name_fits(name: str) -> bool:
    r"""Return whether a slash command or option may be called that.

    Discord's rule is the pattern `^[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}$` in lower case; the two
    scripts are there for their combining marks.
    """
    return 1 <= len(name) <= _NAME and name == name.lower() and all(_fits(letter) for letter in name)


def _fits(letter: str) -> bool:
    if letter in "-_'" or unicodedata.category(letter)[0] in "LN":
        return True
    return unicodedata.name(letter, "").startswith(("DEVANAGARI", "THAI"))


def _check_name(
    form: Form,
    path: Path,
    value: Any,  # noqa: ANN401 - JSON
    *,
    slash: bool,
) -> None:
    name = form.text(path, value, _NAME, least=1, required=True)
    if slash and 1 <= len(name) <= _NAME and not _name_fits(name):
        form.fault(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_localised(form: Form, path: Path, part: _Json, *, slash: bool) -> None:
    """Check the names and descriptions in other languages of a command or an option."""
    for locale, name in (part.get("name_localizations") or {}).items():
        _check_name(form, (*path, "name_localizations", locale), name, slash=slash)
    for locale, text in (part.get("description_localizations") or {}).items():
        form.text((*path, "description_localizations", locale), text, _DESCRIPTION, least=1)


def _check_options(form: Form, path: Path, value: Any) -> None:  # noqa: ANN401 - JSON
    seen: set[str] = set()
    optional_before = False
    for index, option in enumerate(form.items(path, value, _OPTIONS)):
        where = (*path, index)
        _check_option(form, where, option)
        if option.get("name") in seen:
            message = "Option name already used"
            form.fault((*where, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
        seen.add(str(option.get("name")))
        if option.get("required") and optional_before:
            message = "Required options must be placed before non-required options"
            form.fault(where, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_before = optional_before or not option.get("required")


def _check_option(form: Form, path: Path, option: _Json) -> None:
    kind = option.get("type")
    if kind not in range(1, 12):
        form.choices((*path, "type"), tuple(range(1, 12)))
    _check_name(form, (*path, "name"), option.get("name"), slash=True)
    form.text((*path, "description"), option.get("description"), _DESCRIPTION, least=1, required=True)
    _check_localised(form, path, option, slash=True)
    form.number((*path, "min_length"), option.get("min_length"), 0, _STRING_LENGTH)
    form.number((*path, "max_length"), option.get("max_length"), 1, _STRING_LENGTH)
    check_choices(form, (*path, "choices"), option.get("choices"))
    if option.get("autocomplete") and option.get("choices"):
        message = "Autocomplete cannot be set to true if choices are present"
        form.fault((*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", message)
    if kind in NESTING:
        _check_options(form, (*path, "options"), option.get("options"))


def check_choices(form: Form, path: Path, value: Any) -> None:  # noqa: ANN401 - JSON
    """Check the choices of an option, or those that answer an autocomplete."""
    for index, choice in enumerate(form.items(path, value, _CHOICES)):
        where = (*path, index)
        form.text((*where, "name"), choice.get("name"), _CHOICE_TEXT, least=1, required=True)
        given = choice.get("value")
        if given is None:
            form.required((*where, "value"))
        elif isinstance(given, str):
            form.length((*where, "value"), len(given), _CHOICE_TEXT)
