"""What is wrong with how a command was called, in one line as for any other bad input.

Typer draws a box around it and often leaves out what was found.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import typer
from pydantic import ValidationError

if TYPE_CHECKING:
    from typer.exceptions import TyperException

_EXPECTED = {
    "float_parsing": "a number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "greater_than_equal": "{ge:g} or more",
    "less_than_equal": "{le:g} at most",
}
"""By pydantic's name of the fault, with its limits; else what the option's help shows in its place."""

_LONGEST = 40
"""Characters of what was found that are shown."""


def told(error: TyperException) -> str:
    """Return where, what was found and what was expected, and whose `--help` tells more.

    Args:
        error: Any but that which stands for a help that was shown.
    """
    context = getattr(error, "ctx", None)
    called = context.command_path if context else ""
    return f"{_fault(error, called)} ({f'{called} --help'.strip()} tells more)"


def _fault(error: Any, called: str) -> str:  # noqa: ANN401 - kinds that Typer keeps private
    if isinstance(error, typer.BadParameter) and error.param:
        return _value(error, called)
    if name := getattr(error, "option_name", ""):
        if not hasattr(error, "possibilities"):
            return f"{name}: {_plain(error)}"
        meant = " or ".join(error.possibilities or ()) or f"an option of {called}"
        return f"found {_shown(name)}; expected {meant}"
    # No class of its own stands for it: only the message tells it from other faults.
    if error.message.startswith("No such command "):
        name, there = (
            error.message[len("No such command ") :].strip(".'"),
            error.ctx.command.list_commands(error.ctx),
        )
        meant = " or ".join(get_close_matches(name, there)) or f"one of {', '.join(there)}"
        return f"found {_shown(name)}; expected {meant}"
    return f"{called}: {_plain(error)}"


def _value(error: Any, called: str) -> str:  # noqa: ANN401 - as above
    param, cause = error.param, error.__cause__
    is_option = param.param_type_name == "option"
    # Of `-h` and `--help` the longer says what it is.
    name = max(param.opts, key=len) if is_option else param.metavar or param.name
    if isinstance(cause, ValidationError):
        fault = cause.errors()[0]
        if expected := _EXPECTED.get(fault["type"], param.metavar):
            return f"{name}: found {_shown(fault['input'])}; expected {expected.format(**fault.get('ctx', {}))}"
    if error.message:
        return f"{name}: {_plain(error)}"
    return f"{called}: found nothing; expected {name.replace('|', ' or ')}"


def _shown(found: object) -> str:
    return repr(str(found)[:_LONGEST])


def _plain(error: TyperException) -> str:
    text = " ".join(error.message.removeprefix("Value error, ").split()).rstrip(".")
    return text[:1].lower() + text[1:]
