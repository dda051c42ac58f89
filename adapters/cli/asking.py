"""`ask`, `chat` and `batch`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.loading import BAD_INPUT, err, load_bot, out
from adapters.harness.terminal.batch import BadLineError, answer_line
from adapters.harness.terminal.chat import Chat
from adapters.harness.terminal.showing import as_dict, show, show_why
from botcore import Message

if TYPE_CHECKING:
    from botcore import Reply

FaqOption = Annotated[Path | None, typer.Option("--faq", help="The file to answer from.", show_default="faq.yaml")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(ask)
    app.command()(chat)
    app.command()(batch)


def ask(
    question: Annotated[list[str], typer.Argument(help="Your question; quotes are not needed.")],
    faq: FaqOption = None,
    *,
    why: Annotated[bool, typer.Option("--why", help="Also show candidates, scores and thresholds.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Ask one question and print the reply."""
    reply = load_bot(faq, quiet=as_json).reply(Message(" ".join(question)))
    if as_json:
        typer.echo(json.dumps(as_dict(reply, why=why), ensure_ascii=False))
        return
    show(out, reply)
    if why:
        show_why(out, reply)


def chat(faq: FaqOption = None) -> None:
    """Talk to the bot in the terminal; /help lists what else can be typed."""
    Chat(load_bot(faq), out, views={"slack": _as_slack, "discord": _as_discord}).run()


def _as_slack(reply: Reply) -> dict[str, Any]:
    from adapters.slack.rendering import render

    return render(reply)


def _as_discord(reply: Reply) -> dict[str, Any]:
    from adapters.discord.rendering import render

    rendered = render(reply)
    return {"embeds": [rendered.embed.to_dict()], "buttons": [label for label, _ in rendered.buttons]}


def batch(faq: FaqOption = None) -> None:
    """Answer a deck: JSON Lines on standard input, one reply a line on standard output."""
    bot = load_bot(faq, quiet=True)
    faults = 0
    for number, line in enumerate(sys.stdin, start=1):
        try:
            typer.echo(json.dumps(answer_line(bot, line, number), ensure_ascii=False))
        except BadLineError as error:
            faults += 1
            err.print(f"line {number}: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
    if faults:
        raise typer.Exit(BAD_INPUT)
