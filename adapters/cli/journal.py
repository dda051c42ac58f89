"""`journal`: what is kept of questions and ratings, for those who look after the FAQ."""

from __future__ import annotations

import json
import re
import sys
import time
from typing import Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.assembly.journal_at import journal_at
from adapters.assembly.loading import settings
from adapters.cli.options import EnvFileOption
from adapters.cli.statuses import FELL_SHORT
from adapters.reports.numbers import counted

_DAY = 86_400.0
_PERSON = re.compile(r"slack:[A-Z0-9]+:[A-Z0-9]+|discord:[0-9]+")
_THE_SERVICE_S_KEY = (
    "PROLOBOT_DATABASE_KEY or, where the service runs without, the tokens of all platforms it runs with "
    "(SLACK_BOT_TOKEN, DISCORD_TOKEN)"
)
_Days = Annotated[float, typer.Option("--days", min=0.0, help="Only lines older than so many days.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    group = typer.Typer(
        help="Hand out the journal, forget somebody, or empty it; PROLOBOT_DATABASE as for `run`.",
        no_args_is_help=True,
    )
    group.command()(export)
    group.command()(forget)
    group.command()(purge)
    app.add_typer(group, name="journal")


def export(
    days: Annotated[float, typer.Option("--days", min=0.0, help="Only the last so many days; 0: all.")] = 0.0,
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
) -> None:
    """Print every line as JSON, the oldest first.

    People and places are keyed hashes and words are reduced to ordinary ones: reduced, not anonymous.
    """
    from adapters.journal.reading import lines

    since = time.time() - days * _DAY if days else 0.0
    count = 0
    with journal_at() as (connection, _):
        for line in lines(connection, since=since):
            typer.echo(json.dumps(line, ensure_ascii=False))
            count += 1
    typer.secho(f"{counted(count, 'line')}: reduced, not anonymous", err=True)


def forget(
    person: Annotated[str, typer.Argument(metavar="slack:TEAM:USER|discord:USER", help="Who, by their ids.")],
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
) -> None:
    """Delete every line of a person; it takes the key that the service hashed people with.

    That is PROLOBOT_DATABASE_KEY or, where the service runs without, the tokens of all platforms it runs with.

    Status 1 when no line was there for this person with this key.
    For example: prolobot journal forget discord:1 --env-file .env
    """
    from adapters.journal.reading import forget as forget_lines

    if not _PERSON.fullmatch(person):
        fail(f"found {person[:40]!r}; expected slack:TEAM:USER or discord:USER, such as discord:80351110224678912")
    if not (made_of := settings().hashed_with):
        fail(f"found no key that people are hashed with; set what the service runs with: {_THE_SERVICE_S_KEY}")
    with journal_at() as (connection, key):
        done = forget_lines(connection, key, person)
    if done:
        typer.echo(f"{counted(done, 'line')} deleted")
        return
    typer.secho(
        f"no line was there for {person} with this key, which is made of {' and '.join(made_of)}; "
        f"the service's is made of {_THE_SERVICE_S_KEY}: set the same here",
        fg="yellow",
        err=True,
    )
    raise typer.Exit(FELL_SHORT)


def purge(
    days: _Days = 0.0,
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
    *,
    words: Annotated[bool, typer.Option("--words", help="Delete the words alone, and keep the lines.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
) -> None:
    """Delete lines; without --days all of them.

    For example: prolobot journal purge --days 90
    """
    from adapters.journal.reading import count
    from adapters.journal.reading import purge as purge_lines

    if not yes and not _on_terminal():
        fail("found no terminal to ask before lines are deleted; use --yes")
    with journal_at() as (connection, _):
        kept = count(connection)
        if kept and not yes:
            typer.confirm(_question(kept, days, words=words), abort=True)
        done = purge_lines(connection, days=days, words_only=words)
    typer.echo(f"{'words of ' if words else ''}{counted(done, 'line')} deleted")


def _question(kept: int, days: float, *, words: bool) -> str:
    older = f"those older than {days:g} {'day' if days == 1 else 'days'}"
    which = older if days else "that one" if kept == 1 else f"all {kept:,}"
    return f"{counted(kept, 'line')} kept. Delete {'the words of ' if words else ''}{which}?"


def _on_terminal() -> bool:
    return sys.stdin.isatty()
