"""One platform as the page sees it: who is there, what was said, and what a person can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from adapters.harness.playground import wire
from adapters.harness.playground.why import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.harness.playground.why import Exchanges
    from adapters.standins.changes import Change, Changes

_Json = dict[str, Any]


class Room(ABC):
    """A stand-in, everything said on it so far, and the replies heard on the way.

    A subclass says how its platform writes things down.
    """

    name: str

    def __init__(self, changes: Changes, tell: Callable[[_Json], None]) -> None:
        """Keep what is said from now on, and tell of it with `tell`."""
        self.heard: Exchanges | None = None
        self.messages: dict[str, _Json] = {}
        self._tell = tell
        changes.listen(self._on_change)

    async def snapshot(self) -> _Json:
        """Return everything a page needs that has just been opened."""
        state = await self.control("state", {})
        return {
            "people": self.people(state),
            "channels": self.channels(state),
            "messages": list(self.messages.values()),
        }

    async def act(self, action: str, body: _Json) -> _Json:
        """Do what a person does: `say`, `command`, `press`, `menu`, `submit` or `suggest`.

        Raises:
            ValueError: Something is missing, or cannot be done; the message is fit for the page.
        """
        allowed = {
            "say": self.say,
            "command": self.command,
            "press": self.press,
            "menu": self.menu,
            "submit": self.submit,
            "suggest": self.suggest,
        }
        if action not in allowed:
            raise ValueError(f"found {action!r}; expected one of {', '.join(allowed)}")
        try:
            return await allowed[action](body)
        except KeyError as error:
            raise ValueError(f"{error} is missing") from None

    async def wire(self, message: str) -> list[_Json]:
        """Return the frames that carried one of the bot's messages."""
        shown = self.messages.get(message)
        if shown is None:
            raise ValueError(f"there is no message {message}")
        frames = (await self.control("recorder", {"last": 10_000}))["frames"]
        return wire.carried(frames, self.words_sent(shown), shown["asker"] or "")

    @abstractmethod
    async def control(self, action: str, body: _Json) -> _Json:
        """Do one action of the stand-in's control interface, without the way over HTTP."""

    @abstractmethod
    def people(self, state: _Json) -> list[_Json]:
        """Return who is there: id, name, label, and whether it is the bot or the platform itself."""

    @abstractmethod
    def channels(self, state: _Json) -> list[_Json]:
        """Return channels: id, name, and for a direct message the person's id."""

    @abstractmethod
    def describe(self, raw: _Json) -> _Json:
        """Return a message as the page shows it."""

    @abstractmethod
    def readable(self, shown: _Json) -> str:
        """Return everything readable in a message, in the order of `Reply`."""

    @abstractmethod
    def words_sent(self, shown: _Json) -> str:
        """Return a part of a message as it stands, JSON-encoded, in the request that brought it."""

    @abstractmethod
    async def say(self, body: _Json) -> _Json:
        """Write in a channel, perhaps in a thread or as a reply."""

    @abstractmethod
    async def command(self, body: _Json) -> _Json:
        """Run `/prolo`."""

    @abstractmethod
    async def press(self, body: _Json) -> _Json:
        """Press a button, or choose from a menu."""

    @abstractmethod
    async def menu(self, body: _Json) -> _Json:
        """Ask the FAQ about a message, from its menu."""

    @abstractmethod
    async def submit(self, body: _Json) -> _Json:
        """Send a form that was filled in."""

    @abstractmethod
    def form(self, change: Change) -> _Json | None:
        """Return a form that was opened before a person; None where the change is none.

        It has an id, the person's id, a title, what the buttons say, and parts: each a text, or a field with its
        label and the most characters it takes.
        """

    @abstractmethod
    async def suggest(self, body: _Json) -> _Json:
        """Return what is offered while someone types `/prolo`."""

    def _on_change(self, change: Change) -> None:
        if change.kind in {"message", "message_changed"}:
            shown = self._explained(self.describe(change.body["message"]))
            self.messages[shown["id"]] = shown
            self._tell({"event": "message", "platform": self.name, "message": shown})
        elif change.kind == "channel":
            found = self.channels({"channels": [change.body["conversation"]]})
            self._tell({"event": "channel", "platform": self.name, "channel": found[0]})
        elif change.kind == "message_deleted" and change.message in self.messages:
            del self.messages[change.message]
            self._tell({"event": "removed", "platform": self.name, "id": change.message})
        elif form := self.form(change):
            self._tell({"event": "form", "platform": self.name, "form": form})

    def _explained(self, shown: _Json) -> _Json:
        """Add why, when this is a reply of the bot's; what is known stays, unless it became another reply."""
        before = self.messages.get(shown["id"], {})
        shown["why"], shown["asker"] = before.get("why"), before.get("asker")
        if self.heard and shown["by_bot"] and not shown["thinking"]:
            exchange = self.heard.take(shown["channel"], self.readable(shown))
            if exchange:
                shown["why"] = explain(exchange)
                shown["asker"] = exchange.message.person.rpartition(":")[2]
        return shown
