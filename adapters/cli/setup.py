"""`setup`: from nothing to a bot that answers, step by step."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.setting_up import (
    application_id,
    checked,
    is_http,
    known_tokens,
    refuse_unwritable,
    take_settings,
    write,
)
from adapters.cli.console import out
from adapters.cli.statuses import FELL_SHORT, INTERRUPTED
from adapters.doctor import show_findings
from adapters.setting_up import PLATFORMS, Asking, GaveUpError, Platform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from adapters.token_rules import TokenRule

_COMMAND = Path(sys.argv[0])
"""As it was called, to be called so again."""


_GIVE = """\
Give {tokens} to the bot. This asks without showing what you paste, lets the platform
check it, and writes it down: {command}"""

_START = """\
Start it: {command} run --env-file {file}
Should anything be missing: {command} doctor --env-file {file}"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(setup)


def setup(
    platform: Annotated[str, typer.Argument(metavar="slack|discord", help="What to connect.")],
    env_file: Annotated[
        Path | None,
        typer.Option(
            "--env-file",
            show_default=False,
            help="Ask for the tokens without showing them, let the platform check them, and write them here, for "
            "your eyes alone; the file's other lines stay.",
        ),
    ] = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace tokens that the file holds already; else you are asked.")
    ] = False,
    print_only: Annotated[
        bool, typer.Option("--print", help="Print the steps and what is to be pasted; ask nothing.")
    ] = False,
) -> None:
    """Connect Slack or Discord, step by step: the app, its scopes, where each token comes from, the invitation.

    For example: prolobot setup slack --env-file .env
    """
    if (chosen := PLATFORMS.get(platform.casefold())) is None:
        fail(f"found {platform!r}; expected {' or '.join(PLATFORMS)}")
    if print_only and env_file:
        fail("--print: writes nothing; leave out either it or --env-file")
    if env_file is None:
        if replace:
            fail("--replace: found no --env-file; expected the file whose tokens are to be replaced")
        _print_all(chosen, http=is_http(), paste=print_only)
        return
    # Before anybody has typed a token, which nobody likes to do twice.
    refuse_unwritable(env_file)
    with _nothing_written():
        _agree_to_replace(env_file, chosen, replace=replace)
    http = is_http()
    rules, steps = chosen.rules(http), chosen.steps(http)
    if not _on_terminal() and not all(known_tokens(rules).values()):
        fail("--env-file: found no terminal to ask for tokens; set them in the environment, or use --print")
    _number(steps)
    with _nothing_written():
        tokens = _taken(chosen, rules)
    write(env_file, tokens)
    typer.echo(f"\nWritten into {env_file}, which you alone can read. Keep it out of version control.\n")
    _number([_after(chosen), _start(env_file), _ask(chosen)], first=len(steps) + 1)


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _print_all(chosen: Platform, *, http: bool, paste: bool) -> None:
    give = _GIVE.format(
        tokens=" and ".join(rule.variable for rule in chosen.rules(http)),
        command=f"{_called()} setup {chosen.name.lower()} --env-file .env",
    )
    _number([*chosen.steps(http), give, _after(chosen), _start(Path(".env")), _ask(chosen)])
    if paste and (text := chosen.pasted()):
        typer.echo(f"\nThe manifest:\n\n{text}", nl=False)


def _agree_to_replace(env_file: Path, chosen: Platform, *, replace: bool) -> None:
    variables = {rule.variable for http in (False, True) for rule in chosen.rules(http)}
    held = take_settings(env_file, sorted(variables))
    if not held or replace:
        return
    there = f"{env_file} has {' and '.join(held)} already"
    if not _on_terminal():
        fail(f"--env-file: {there}; name another file, or replace them with --replace")
    typer.confirm(f"{there}. Replace?", abort=True)


@contextlib.contextmanager
def _nothing_written() -> Iterator[None]:
    """Say so when a person goes away in the middle; Ctrl-C while they are asked comes as `Abort`."""
    try:
        yield
    except (typer.Abort, KeyboardInterrupt) as gone:
        typer.secho("\nstopped; nothing was written", err=True)
        raise typer.Exit(FELL_SHORT if isinstance(gone, typer.Abort) else INTERRUPTED) from None


def _taken(chosen: Platform, rules: Sequence[TokenRule]) -> Mapping[str, str]:
    """Return the tokens a person gave, once the platform took them."""
    asking = Asking(
        lambda text: str(typer.prompt(text, hide_input=True, default="", show_default=False)), typer.echo
    )
    typer.echo()
    try:
        tokens = asking.tokens(rules, known_tokens(rules))
    except GaveUpError as error:
        fail(str(error))
    typer.echo(f"\nAsking {chosen.name} …")
    findings, taken = checked(chosen, tokens)
    show_findings(out, findings)
    if not taken:
        typer.secho("nothing was written", err=True)
        raise typer.Exit(FELL_SHORT)
    return tokens


def _after(chosen: Platform) -> str:
    return chosen.after(application_id() if chosen is PLATFORMS["discord"] else "")


def _start(env_file: Path) -> str:
    return _START.format(command=_called(), file=env_file)


def _ask(chosen: Platform) -> str:
    return f"Ask it something: {chosen.ask}"


def _called() -> str:
    """Return how the command was called."""
    return str(_COMMAND) if _COMMAND.name == "prolobot" else "prolobot"


def _number(steps: Iterable[str], first: int = 1) -> None:
    for number, step in enumerate(steps, start=first):
        typer.echo(f"{number}. " + step.replace("\n", "\n   "))
