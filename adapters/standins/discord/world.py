"""`DiscordWorld`: everything people do in the stand-in's server, and everything that can be seen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..clock import TIMEOUT
from .acting import Acting
from .backend import Backend
from .interaction import Interaction
from .permissions import Permission, named
from .rest import PREFIX
from .settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..changes import Changes
    from ..faults import Faults
    from ..recorder import Recorder
    from .message import Message
    from .state import State

_Json = dict[str, Any]


class DiscordWorld:
    """A server with its people and its bad days; `DiscordStandIn` serves it.

    Attributes:
        url: Where it is served; empty before it is.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.backend = Backend(self.settings)
        self.url = ""
        self._people = Acting(self.backend)

    @property
    def api_url(self) -> str:
        """The base URL of REST, for `discord.http.Route.BASE`."""
        return f"{self.url}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """The URL of the gateway."""
        return self.backend.handshake.url

    @property
    def mention(self) -> str:
        """What mentions the bot in a message."""
        return self.state.bot.mention

    @property
    def state(self) -> State:
        """People, channels, messages and registered commands."""
        return self.backend.state

    @property
    def faults(self) -> Faults:
        """The bad days: `faults.arm("429", "rest POST /channels/*/messages", seconds=0.1)`."""
        return self.backend.faults

    @property
    def recorder(self) -> Recorder:
        """Everything on the wire."""
        return self.backend.recorder

    @property
    def changes(self) -> Changes:
        """The log of what happened, to follow or to wait on."""
        return self.backend.changes

    def say(
        self,
        user: str,
        channel: str,
        text: str,
        reply_to: Message | str | None = None,
        *,
        ping: bool = True,
        files: Sequence[str] = (),
    ) -> Message:
        """Post as a person, perhaps as a reply, which pings whom it answers unless `ping` is off.

        Files are given by name: `("knee.jpg",)`; `("voice-message.ogg",)` without text is a voice message.
        """
        answered = self.message(reply_to) if isinstance(reply_to, str) else reply_to
        return self._people.say(user, channel, text, answered, ping=ping, files=files)

    def ask(self, user: str, channel: str, text: str) -> Message:
        """Mention the bot and say something."""
        return self.say(user, channel, f"{self.mention} {text}")

    def dm(self, user: str, text: str, *, files: Sequence[str] = ()) -> Message:
        """Write to the bot in a direct message."""
        return self._people.dm(user, text, files=files)

    def forward(self, user: str, message: Message | str, channel: str) -> Message:
        """Forward a message to another channel."""
        return self._people.forward(user, self.message(message), channel)

    def edit(self, user: str, message: Message | str, text: str) -> Message:
        """Rewrite one's own message."""
        return self._people.edit(user, self.message(message), text)

    def delete(self, user: str, message: Message | str) -> None:
        """Delete one's own message."""
        self._people.delete(user, self.message(message))

    def react(self, user: str, message: Message | str, emoji: str) -> None:
        """React to a message."""
        self._people.react(user, self.message(message), emoji)

    def command(self, user: str, channel: str, name: str, options: _Json | None = None) -> Interaction:
        """Run a registered command: `command("ada", "general", "ask", {"question": "why?"})`."""
        return self._people.command(user, channel, name, options)

    def context_menu(self, user: str, channel: str, name: str, target: Message | str) -> Interaction:
        """Choose a registered command from the menu on a message or, given by id or name, on a person."""
        return self._people.context_menu(user, channel, name, target)

    async def autocomplete(
        self, user: str, channel: str, name: str, option: str, partial: str, *, others: _Json | None = None
    ) -> list[_Json]:
        """Type into an option and return the choices the bot offers, each with `name` and `value`.

        Raises:
            TimeoutError: When the bot does not answer in time; people see "Loading options failed".
        """
        asked = self._people.autocomplete(user, channel, name, {option: partial}, others)
        await asked.settled.wait()
        if asked.choices is None:
            raise TimeoutError("loading options failed")
        return asked.choices

    def press(
        self, user: str, message: Message | str, custom_id: str, values: list[str] | None = None
    ) -> Interaction:
        """Press a button, or choose `values` from a select menu."""
        return self._people.press(user, self.message(message), custom_id, values)

    def submit(self, user: str, shown: Interaction, values: dict[str, str | list[str]]) -> Interaction:
        """Submit the modal that an interaction was answered with, with values by custom id."""
        return self._people.submit(user, shown, values)

    def message(self, which: Message | str) -> Message:
        """Return a message by its id, or raise `NotPossible`."""
        return self.state.message(which) if isinstance(which, str) else which

    def interaction(self, which: str) -> Interaction:
        """Return an interaction by its id, or raise `NotPossible`."""
        return self.backend.interactions.interaction(which)

    def deny(self, user: str, channel: str, *permissions: str) -> None:
        """Take permissions from somebody in a channel: `deny("bot", "general", "SEND_MESSAGES")`."""
        person, where = self.state.person(user), self.state.channel(channel)
        where.denied[person.id] = where.denied.get(person.id, Permission(0)) | named(permissions)

    def show_command(self, name: str, to: str) -> None:
        """Show a command to a person or a role, whatever it asks for, as a guild's settings can."""
        found = self.state.find_person(to) or self.state.role(to)
        self.state.shown_to.setdefault(name, set()).add(found.id)

    def visible_to(self, user: str, channel: str) -> list[Message]:
        """Return what one person would see in a channel, oldest first, with own ephemerals."""
        return self.state.visible_to(self.state.person(user).id, self.state.channel(channel).id)

    def replies_to(self, asked: Message | Interaction) -> list[Message]:
        """Return what the bot has shown the person who asked since then, oldest first.

        Those are the bot's messages that answer this very message or interaction; without one, those in
        the same channel that answer nothing in particular and were written or rewritten later. What is
        still thinking is none, nor what only the person's client shows.
        """
        return self.state.answers.to(asked)

    async def wait_for_reply(self, asked: Message | Interaction, *, seconds: float = TIMEOUT) -> Message:
        """Return the bot's first reply, or raise `TimeoutError`, at once when the interaction has failed."""
        return (await self.wait_for_replies(asked, 1, seconds=seconds))[0]

    async def wait_for_replies(
        self, asked: Message | Interaction, count: int, *, seconds: float = TIMEOUT
    ) -> list[Message]:
        """Return the bot's replies once there are at least `count`, or raise `TimeoutError`."""

        def enough() -> list[Message] | None:
            # Nothing can come any more: whoever waits need not wait for the end of their time.
            if isinstance(asked, Interaction) and asked.failed:
                raise TimeoutError("the application did not respond")
            replies = self.replies_to(asked)
            return replies if len(replies) >= count else None

        return await self.changes.until(enough, seconds)

    async def wait_for_modal(self, asked: Interaction, *, seconds: float = TIMEOUT) -> _Json:
        """Return the modal an interaction was answered with, or raise `TimeoutError`."""
        return await self.changes.until(lambda: asked.modal, seconds)

    async def wait_connected(self, count: int = 1, *, seconds: float = TIMEOUT) -> None:
        """Return when at least `count` sessions are connected, or raise `TimeoutError`."""
        sessions = self.backend.sessions
        await self.changes.until(lambda: len(sessions.connected) >= count or None, seconds)

    async def wait_for_command(self, name: str, *, seconds: float = TIMEOUT) -> _Json:
        """Return a registered command of that name once there is one, or raise `TimeoutError`."""

        def registered() -> _Json | None:
            scopes = self.state.commands.values()
            return next((c for commands in scopes for c in commands if c["name"] == name), None)

        return await self.changes.until(registered, seconds)

    async def settle(self, quiet: float = 0.1, *, seconds: float = TIMEOUT) -> None:
        """Return once nothing is being delivered or answered and nothing has happened for `quiet` seconds.

        Raises:
            TimeoutError: When it has not come to rest after `seconds`.
        """
        await self.changes.settle(self.backend.is_busy, quiet=quiet, seconds=seconds)

    def reconnect(self) -> None:
        """Ask every client to reconnect and resume (op 7)."""
        self.backend.gateway.reconnect()

    def invalidate_session(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid (op 9)."""
        self.backend.gateway.invalidate(resumable=resumable)

    def freeze_heartbeats(self, *, frozen: bool = True) -> None:
        """Stop acknowledging heartbeats, or begin again."""
        self.backend.gateway.freeze_heartbeats(frozen=frozen)

    def close(self, code: int = 4000) -> None:
        """Close every gateway connection with that code."""
        self.backend.gateway.close_all(code)

    def disconnect_all(self) -> None:
        """Cut every gateway connection, as a broken network does."""
        self.backend.gateway.cut_all()
