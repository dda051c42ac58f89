"""`gaps`: what people asked in vain, for those who look after the FAQ."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from adapters.assembly.journal_at import journal_at
from adapters.cli.console import load_bot, out
from adapters.cli.options import FaqOption, JsonOption

DAY = 86_400.0


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(gaps)


def gaps(
    faq: FaqOption = None,
    *,
    days: Annotated[float, typer.Option("--days", min=0.0, help="Only the last so many days; 0: all.")] = 30.0,
    people: Annotated[int, typer.Option("--people", min=3, help="Only what at least so many people asked.")] = 3,
    drafts: Annotated[bool, typer.Option("--drafts", help="Print each as a piece of the file to finish.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List what people asked in vain, for those who look after the FAQ: what is alike together.

    It needs PROLOBOT_DATABASE, and the service PROLOBOT_JOURNAL and PROLOBOT_JOURNAL_DAYS. Nothing is written into
    the file: that is for a person to do.
    """
    from adapters.journal.gaps import draft, find_gaps
    from adapters.journal.reading import lines
    from botcore import Asked
    from botcore.encoding import Encoder

    since = time.time() - days * DAY if days else 0.0
    with journal_at() as (connection, _):
        told = [line for line in lines(connection, since=since) if line["words"]]
    bot = load_bot(faq, quiet=as_json)
    found = find_gaps(told, Encoder().encode_all, lambda text: bot.hears(Asked(text)), people=people)
    if as_json:
        typer.echo(json.dumps([asdict(gap) | {"draft": draft(gap)} for gap in found], ensure_ascii=False))
        return
    if not found:
        typer.echo(f"nothing that {people} people asked in vain, among {len(told)} questions with words")
        return
    if drafts:
        typer.echo("\n".join(draft(gap) for gap in found))
        return
    table = Table("people", "questions", "not helped", "in reduced words", "nearest entry", box=None)
    for gap in found:
        shown_words = "\n".join(gap.wordings)
        table.add_row(str(gap.people), str(gap.count), str(gap.disliked), shown_words, gap.entry or "none")
    out.print(table)
