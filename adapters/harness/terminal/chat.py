"""A terminal chat: one more platform, without tokens."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import InMemoryHistory
from rich.text import Text

from adapters.harness.terminal.drawing import draw
from adapters.harness.terminal.showing import show, show_why
from botcore import Asked, Picked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rich.console import Console

    from botcore import Bot, Reply

_NUMBER = re.compile(r"\s*\d{1,4}\s*")
"""One that may pick something: of thousands of digits Python makes no number."""

_HELP = """\
Type a question. Type a number to pick one of the entries just offered.
  /why          how the last reply came about
  /as NAME      speak as someone else; each person has a conversation of their own
  /as slack     show replies as Slack does; /as discord and /as terminal likewise
  /payload      the last reply as the platform gets it
  /new          forget this conversation
  /help         this
  /quit         leave (Ctrl-D does too)"""


class Chat:
    """One session at a terminal.

    Attributes:
        views: Name of a platform → the reply as its payload, so that this room needs to know none.
    """

    def __init__(
        self,
        bot: Bot,
        console: Console,
        *,
        views: Mapping[str, Callable[[Reply], dict[str, Any]]] | None = None,
    ) -> None:
        """Start a conversation as `you`, shown as a terminal does."""
        self._bot = bot
        self._console = console
        self.views = views or {}
        self._person = "you"
        self._view = "terminal"
        self._thread = 0
        self._last: Reply | None = None

    def run(self) -> None:
        """Read lines until the end of input."""
        commands = WordCompleter(["/why", "/as", "/payload", "/new", "/help", "/quit"], sentence=True)
        session: PromptSession[str] = PromptSession(history=InMemoryHistory(), completer=commands)
        self._console.print("prolobot: ask a question; /help lists commands", style="dim")
        while True:
            try:
                line = session.prompt(f"{self._person}> ")
            except (EOFError, KeyboardInterrupt):
                return
            if not self.handle(line):
                return

    def run_through(self, lines: Iterable[str]) -> None:
        """Answer lines that nobody types, each below what was said; blank ones are passed over."""
        for line in lines:
            if line.strip():
                self._console.print(Text(f"{self._person}> {line.strip()}", style="dim"), soft_wrap=True)
                if not self.handle(line):
                    return

    def handle(self, line: str) -> bool:
        """Act on one line; False ends the chat."""
        command, _, rest = line.strip().partition(" ")
        if command == "/quit":
            return False
        if command == "/help":
            self._console.print(_HELP, markup=False, highlight=False)
        elif command == "/new":
            # The core keeps a context for each person and thread, and of another thread it has none.
            self._thread += 1
            self._console.print("A new conversation.", style="dim")
        elif command == "/as":
            self._become(rest.strip())
        elif command == "/why":
            self._why()
        elif command == "/payload":
            self._payload()
        elif command.startswith("/"):
            self._console.print(f"{command}: found no such command; /help lists them", style="red", markup=False)
        else:
            self._say(line)
        return True

    def _say(self, line: str) -> None:
        offered = self._last.suggestions if self._last else ()
        number = int(line) if _NUMBER.fullmatch(line) else 0
        person, thread, at = f"chat:{self._person}", f"chat:{self._thread}", time.monotonic()
        if 0 < number <= len(offered):
            self._last = self._bot.reply(Picked(offered[number - 1].entry, person=person, thread=thread, at=at))
        else:
            self._last = self._bot.reply(Asked(line, person=person, thread=thread, at=at))
        if self._view in self.views:
            self._console.print(draw(self._view, self.views[self._view](self._last)))
        else:
            show(self._console, self._last)

    def _become(self, name: str) -> None:
        if not name:
            self._console.print("/as: found no name; expected a person, slack, discord or terminal", style="red")
        elif name in {*self.views, "terminal"}:
            self._view = name
            self._console.print(Text(f"Replies are shown as {name} shows them.", style="dim"))
        else:
            self._person = name
            self._console.print(Text(f"You speak as {name}.", style="dim"))

    def _payload(self) -> None:
        if self._last is None:
            self._console.print("Nothing has been said yet.", style="dim")
        elif self._view not in self.views:
            self._console.print(
                "/payload: found no platform; expected /as slack or /as discord first", style="red"
            )
        else:
            self._console.print_json(json.dumps(self.views[self._view](self._last), ensure_ascii=False))

    def _why(self) -> None:
        if self._last:
            show_why(self._console, self._last)
        else:
            self._console.print("Nothing has been said yet.", style="dim")
