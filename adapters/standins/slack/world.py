"""`SlackWorld`: everything people do in the stand-in's workspace, and everything that can be seen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..clock import TIMEOUT
from ..guard import require_loopback
from .backend import Backend
from .errors import NotPossible
from .http_delivery import HttpDelivery
from .message import Message
from .settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..changes import Changes
    from ..faults import Faults
    from ..recorder import Recorder
    from .acting import Acting
    from .choices import Wanted
    from .delivery import Delivery
    from .interactions import Interaction
    from .modal import Modal
    from .surfaces import Surfaces
    from .workspace import Workspace


class SlackWorld:
    """A workspace with its people and its bad days; `SlackStandIn` adds the server.

    Attributes:
        url: Where the server listens; empty before it does.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.backend = Backend(self.settings)
        self.url = ""
        self._http: HttpDelivery | None = None
        self._acting: tuple[Acting, Surfaces] | None = None

    @property
    def api_url(self) -> str:
        """The base URL of the Web API, with its final slash, for `AsyncWebClient(base_url=…)`."""
        return f"{self.url}/api/"

    @property
    def mention(self) -> str:
        """What mentions the bot in a message."""
        return f"<@{self.workspace.bot.id}>"

    @property
    def workspace(self) -> Workspace:
        """People, channels and messages."""
        return self.backend.workspace

    @property
    def faults(self) -> Faults:
        """The bad days: `faults.arm("429", "api chat.postMessage", seconds=1)`."""
        return self.backend.faults

    @property
    def recorder(self) -> Recorder:
        """Everything on the wire."""
        return self.backend.recorder

    @property
    def changes(self) -> Changes:
        """The log of what happened, to follow or to wait on."""
        return self.backend.changes

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything sent to the bot, with its attempts and how long each took."""
        return self.backend.deliverer.deliveries

    async def use_request_url(self, url: str) -> bool:
        """Deliver over signed HTTP from now on, and return whether the URL passed `url_verification`.

        Raises:
            ValueError: The URL leads off this machine.
        """
        require_loopback(url)
        if self._http is not None:
            await self._http.stop()
        self._http = HttpDelivery(self.settings, self.recorder, url)
        self.backend.deliverer.transport = self._http
        return await self._http.verify()

    def say(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        *,
        files: Sequence[str] = (),
        shares: Message | None = None,
        broadcast: bool = False,
    ) -> Message:
        """Post as a person, in a channel or a thread; text is as typed, so `<!channel>` stays text.

        Args:
            user: Who.
            channel: Where.
            text: What; may be empty beside files or a shared message.
            thread_ts: The thread replied to.
            files: Names of files that are attached.
            shares: A message that is forwarded.
            broadcast: Whether a reply in a thread is also sent to the channel.
        """
        return self._people.say(user, channel, text, thread_ts, files=files, shares=shares, broadcast=broadcast)

    def dm(
        self,
        user: str,
        text: str,
        thread_ts: str | None = None,
        *,
        files: Sequence[str] = (),
        shares: Message | None = None,
        broadcast: bool = False,
    ) -> Message:
        """Write to the bot in a direct message; what may come along is as in `say`."""
        return self.say(user, self.im(user), text, thread_ts, files=files, shares=shares, broadcast=broadcast)

    def im(self, user: str) -> str:
        """Return the id of a person's direct messages with the bot, where `say` and `me` work as well."""
        return self.workspace.im(self.workspace.person(user).id).id

    def me(self, user: str, channel: str, text: str) -> Message:
        """Post `/me` and a text, as a person."""
        return self._people.me(user, channel, text)

    def workflow(self, name: str, channel: str, text: str) -> Message:
        """Post as a workflow of that name, which has a `bot_id` and an `app_id` and is no user."""
        return self._people.workflow(name, channel, text)

    def edit(self, user: str, message: Message, text: str) -> Message:
        """Rewrite one's own message; the bot gets `message_changed`."""
        return self._people.edit(user, message, text)

    def delete(self, user: str, message: Message) -> None:
        """Delete one's own message; the bot gets `message_deleted`."""
        self._people.delete(user, message)

    def join(self, user: str, channel: str) -> Message:
        """Join a channel; the bot gets the `channel_join` message that everybody sees."""
        return self._people.join(user, channel)

    def command(self, user: str, channel: str, command: str, text: str = "") -> Interaction:
        """Run a slash command, such as `/ask`, with the text after it."""
        return self._people.command(user, channel, command, text)

    def press(
        self,
        user: str,
        message: Message | str,
        action_id: str,
        value: str | None = None,
        *,
        option: Wanted = None,
    ) -> Interaction:
        """Press a button of a message (itself or its timestamp), or choose an option by value or text.

        A menu that takes several takes a list; one with an external source takes what `suggestions` gave.
        """
        found = self.message(message) if isinstance(message, str) else message
        return self._people.press(user, found, action_id, value, option)

    def open_home(self, user: str, tab: str = "home") -> list[Delivery]:
        """Open the app's `home` or `messages` tab."""
        return self._surfaces.open_home(user, tab)

    def open_pane(self, user: str) -> Message:
        """Open the assistant's pane, and return what begins its thread: people write there with its `ts`."""
        return self._surfaces.open_pane(user)

    def press_home(self, user: str, action_id: str, *, option: Wanted = None) -> Interaction:
        """Press something in the home tab the bot published for this person."""
        return self._surfaces.press_home(user, action_id, option)

    def shortcut(self, user: str, callback_id: str) -> Interaction:
        """Run a global shortcut of the app."""
        return self._surfaces.shortcut(user, callback_id)

    def message_shortcut(self, user: str, message: Message | str, callback_id: str) -> Interaction:
        """Run a shortcut of the app from a message's context menu."""
        found = self.message(message) if isinstance(message, str) else message
        return self._surfaces.message_shortcut(user, found, callback_id)

    def modal(self, user: str) -> Modal | None:
        """Return the modal a person has before them, with what the app found wrong in it, or `None`."""
        modals = self.workspace.modals.get(self.workspace.person(user).id)
        return modals[-1] if modals else None

    async def wait_for_modal(self, user: str, *, seconds: float = TIMEOUT) -> Modal:
        """Return the modal a person has before them once there is one, or raise `TimeoutError`."""
        return await self.changes.until(lambda: self.modal(user), seconds)

    def press_modal(self, user: str, action_id: str, *, option: Wanted = None) -> Interaction:
        """Press something in the modal."""
        return self._surfaces.press_modal(user, action_id, option)

    async def suggestions(
        self, user: str, action_id: str, typed: str = "", *, message: Message | str | None = None
    ) -> list[dict[str, Any]]:
        """Type into a menu with an external source, of a message or of the modal; return the options it gets."""
        found = self.message(message) if isinstance(message, str) else message
        return await self._surfaces.suggestions(user, action_id, typed, found)

    def submit(self, user: str, answers: Mapping[str, Any]) -> Interaction:
        """Submit the modal, filled in by action id, or by block id where the app gave none."""
        return self._surfaces.submit(user, answers)

    def close_modal(self, user: str) -> None:
        """Close the modal without submitting it."""
        self._surfaces.close(user)

    def home(self, user: str) -> dict[str, Any] | None:
        """Return the view on a person's home tab, or `None`."""
        return self.workspace.homes.get(self.workspace.person(user).id)

    def message(self, ts: str) -> Message:
        """Return a message by its timestamp, or raise `NotPossible`."""
        if (found := self.workspace.find_message(ts)) is None:
            raise NotPossible(f"there is no message {ts}")
        return found

    def visible_to(self, user: str, channel: str) -> list[Message]:
        """Return what one person would see in a channel, oldest first, with replies and own ephemerals."""
        return self.workspace.visible_to(self.workspace.person(user).id, self.workspace.channel(channel).id)

    def replies_to(self, asked: Message | Interaction) -> list[Message]:
        """Return what the bot has shown the person who asked since then, oldest first.

        That is every message of the bot in the same channel that this person sees and that was written or
        rewritten later, except what it wrote in other threads.
        """
        threads = {None, asked.thread_ts} | ({asked.ts} if isinstance(asked, Message) else set())
        visible = self.workspace.visible_to(str(asked.user), asked.channel)
        own = [m for m in visible if m.bot_id == self.workspace.bot.bot_id]
        return [m for m in own if m.seq > asked.seq and m.thread_ts in threads | {m.ts}]

    async def wait_for_reply(self, asked: Message | Interaction, *, seconds: float = TIMEOUT) -> Message:
        """Return the bot's first reply, or raise `TimeoutError`."""
        return (await self.wait_for_replies(asked, 1, seconds=seconds))[0]

    async def wait_for_replies(
        self, asked: Message | Interaction, count: int, *, seconds: float = TIMEOUT
    ) -> list[Message]:
        """Return the bot's replies once there are at least `count`, or raise `TimeoutError`."""

        def enough() -> list[Message] | None:
            replies = self.replies_to(asked)
            return replies if len(replies) >= count else None

        return await self.changes.until(enough, seconds)

    async def wait_connected(self, count: int = 1, *, seconds: float = TIMEOUT) -> None:
        """Return when at least `count` Socket Mode connections take deliveries, or raise `TimeoutError`."""

        def enough() -> bool | None:
            return sum(c.usable for c in self.backend.socket_mode.connections) >= count or None

        await self.changes.until(enough, seconds)

    async def settle(self, quiet: float = 0.1, *, seconds: float = TIMEOUT) -> None:
        """Return once nothing is being delivered or answered and nothing has happened for `quiet` seconds.

        Raises:
            TimeoutError: When it has not come to rest after `seconds`.
        """
        await self.changes.settle(self.backend.is_busy, quiet=quiet, seconds=seconds)

    def warn(self) -> None:
        """Announce on every Socket Mode connection that it will soon be refreshed."""
        self.backend.socket_mode.warn()

    async def refresh(self) -> None:
        """Send `refresh_requested` on every Socket Mode connection and close it after the grace."""
        await self.backend.socket_mode.refresh()

    def disconnect_all(self) -> None:
        """Cut every Socket Mode connection, as a broken network does."""
        self.backend.socket_mode.disconnect_all()

    @property
    def _people(self) -> Acting:
        return self._running[0]

    @property
    def _surfaces(self) -> Surfaces:
        return self._running[1]

    @property
    def _running(self) -> tuple[Acting, Surfaces]:
        if self._acting is None:
            raise NotPossible("the stand-in is not running; use `async with`")
        return self._acting
