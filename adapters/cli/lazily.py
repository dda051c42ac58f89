"""Commands whose modules are imported when one of them is asked for.

`prolobot playground` shows its page while the bot is still being imported; `--help` imports none of them.
"""

from __future__ import annotations

import contextlib
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from adapters.assembly.bad_input import BadInputError
from adapters.cli.statuses import BAD_INPUT

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = {
    "ask": "Ask one question and print the reply.",
    "chat": "Talk to the bot in the terminal; a pipe is answered line by line.",
    "batch": "Answer a deck: JSON Lines on standard input, one reply a line on standard output.",
    "playground": "Talk to the bot on a simulated Slack and Discord, side by side on one page; no token needed.",
    "replay": "Play transcripts on every platform; status 1 when anything comes back other than written.",
    "check": "Look a file over: faults, claims, links, wordings in each other's way, and what a change did.",
    "diff": "Tell whose replies a change of the file would change, side by side.",
    "eval": "Measure the bot on decks: what is right, wrong, offered and urgent, with goals and likely causes.",
    "bench": "Measure speed, memory and quality beside what people use today.",
    "journal": "Hand out the journal, forget somebody, or empty it.",
    "desk": "Look after the file on a page of this machine: gaps, ratings, drafts, and who vouches for what.",
    "gaps": "List what people asked in vain, with drafts; write one into the file.",
    "report": "Tell what people asked and how it went, week by week, as a table or a page with plots.",
    "setup": "Connect Slack or Discord, step by step.",
    "doctor": "Look at tokens, permissions, clock, database, file and network; each line with its cure.",
    "slack": "Serve Slack: Socket Mode, or signed HTTP with PROLOBOT_SLACK_MODE=http.",
    "discord": "Serve Discord.",
    "run": "Serve every platform whose tokens are set.",
}
"""In the order of the help, with what it says of each: to import them for that takes seconds. Each is a module of
`adapters.cli` that registers the command of its name."""


def load(name: str, context_settings: dict[str, Any]) -> Any:  # noqa: ANN401 - click's own
    """Return a command, imported now."""
    part = typer.Typer(context_settings=context_settings)
    import_module(f"adapters.cli.{name}").register(part)
    # Typer makes a lone command the whole program unless there is a callback.
    part.callback()(lambda: None)
    command = typer.main.get_group(part).commands[name]
    _let_flow(command)
    return command


def _let_flow(command: Any) -> None:  # noqa: ANN401 - click's own
    """Make each paragraph of a help one line: of all but the first Typer keeps the breaks of the source."""
    paragraphs = (command.help or "").split("\n\n")
    command.help = "\n\n".join(" ".join(each.split()) for each in paragraphs)
    for each in getattr(command, "commands", {}).values():
        _let_flow(each)


class LazyGroup(TyperGroup):
    """`COMMANDS`; contexts and commands are click's, which Typer brings under a private name."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - click's own
        """Return the names, without importing anything."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - click's own
        """Return what the help says of a command; None when there is none of that name."""
        # For the list of commands alone: the one that is asked for is imported in `resolve_command`.
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - click's own
        """Return the command asked for, imported now, with its name and what is left of the words."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load(name, ctx.command.context_settings) if name and command else None, rest

    def make_context(self, *words: Any, **more: Any) -> Any:  # noqa: ANN401 - click's own
        """Read the words before the command's name."""
        with _in_one_line():
            return super().make_context(*words, **more)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - click's own
        """Run the command asked for."""
        with _in_one_line():
            return super().invoke(ctx)


@contextlib.contextmanager
def _in_one_line() -> Iterator[None]:
    """Print what is wrong with the input, one line a fault, and leave with 2."""
    try:
        yield
    except BadInputError as error:
        lines = error.lines
    except TyperException as error:
        if not (error.message or getattr(error, "param", None)):  # help was shown, to whoever gave no words
            raise
        from adapters.cli.usage import told  # the help does without

        lines = (told(error),)
    else:
        return
    for line in lines:
        typer.secho(line, fg="red", err=True)
    raise typer.Exit(BAD_INPUT)
