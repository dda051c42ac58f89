"""Subcommands whose modules are imported when one of them is asked for.

`prolobot playground` shows its page while the bot is still being imported; the other commands start sooner too.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

PARTS = {
    "asking": ("ask", "chat", "batch"),
    "playground": ("playground",),
    "replaying": ("replay",),
    "linting": ("check",),
    "checking": ("eval",),
    "benching": ("bench",),
    "serving": ("slack", "discord", "run"),
}
"""Which module of `adapters.cli` registers which commands, in the order of the help."""

_MODULES = {command: module for module, commands in PARTS.items() for command in commands}


class LazyGroup(TyperGroup):
    """The commands of `PARTS`; contexts and commands are click's, which Typer brings under a private name."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - click's own
        """Return the names, without importing anything."""
        return list(_MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - click's own
        """Return one command, imported now; None when there is none of that name."""
        if cmd_name not in _MODULES:
            return None
        part = typer.Typer(context_settings=ctx.command.context_settings)
        import_module(f"adapters.cli.{_MODULES[cmd_name]}").register(part)
        # Typer makes a lone command the whole program unless there is a callback.
        part.callback()(lambda: None)
        return typer.main.get_group(part).commands[cmd_name]
