"""Commands whose modules are imported when one of them is asked for.

`prolobot playground` shows its page while the bot is still being imported; the other commands start sooner too.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from adapters.assembly.bad_input import BadInputError
from adapters.cli.statuses import BAD_INPUT

COMMANDS = (
    "ask", "chat", "batch", "playground", "replay", "check", "eval", "bench", "slack", "discord", "run",
)  # fmt: skip
"""In the order of the help; each is a module of `adapters.cli` that registers the command of its name."""


class LazyGroup(TyperGroup):
    """`COMMANDS`; contexts and commands are click's, which Typer brings under a private name."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - click's own
        """Return the names, without importing anything."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - click's own
        """Return one command, imported now; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        part = typer.Typer(context_settings=ctx.command.context_settings)
        import_module(f"adapters.cli.{cmd_name}").register(part)
        # Typer makes a lone command the whole program unless there is a callback.
        part.callback()(lambda: None)
        return typer.main.get_group(part).commands[cmd_name]

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - click's own
        """Run the command asked for; print what is wrong with its input, one line a fault, and leave with 2."""
        try:
            return super().invoke(ctx)
        except BadInputError as error:
            for line in error.lines:
                typer.secho(line, fg="red", err=True)
            raise typer.Exit(BAD_INPUT) from None
