"""Which events a thing that happened sends to the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import payloads
from .delivery import Deliverer, Delivery

if TYPE_CHECKING:
    from .message import Message
    from .workspace import Workspace

_SUBSCRIPTION = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


class Events:
    """Sends what the app subscribed to and its bot may see."""

    def __init__(self, workspace: Workspace, deliverer: Deliverer) -> None:
        self._workspace = workspace
        self._deliverer = deliverer

    def posted(self, message: Message) -> list[Delivery]:
        """Send `message` and, for a mention outside direct messages, `app_mention` as well."""
        if message.ephemeral or not self._bot_hears(message.channel):
            return []
        sent = []
        if self._wants_messages(message.channel):
            sent.append(self._send(payloads.message_event(self._workspace, message)))
        if self._mentions_bot(message) and "app_mention" in self._workspace.settings.events:
            sent.append(self._send(payloads.mention_event(self._workspace, message)))
        return sent

    def changed(self, message: Message, before: dict[str, Any]) -> None:
        """Send `message_changed`."""
        if not message.ephemeral and self._wants_messages(message.channel):
            ts = self._workspace.new_ts()
            self._send(payloads.changed_event(self._workspace, message, before, ts))

    def deleted(self, message: Message) -> None:
        """Send `message_deleted`; call before the message is gone."""
        if not message.ephemeral and self._wants_messages(message.channel):
            ts = self._workspace.new_ts()
            self._send(payloads.deleted_event(self._workspace, message, ts))

    def home_opened(self, user: str, tab: str) -> list[Delivery]:
        """Send `app_home_opened`."""
        if "app_home_opened" not in self._workspace.settings.events:
            return []
        return [self._send(payloads.home_opened_event(self._workspace, user, tab))]

    def pane_opened(self, user: str, thread: Message) -> None:
        """Send `assistant_thread_started`."""
        if "assistant_thread_started" in self._workspace.settings.events:
            self._send(payloads.pane_opened_event(self._workspace, user, thread))

    def _send(self, event: dict[str, Any]) -> Delivery:
        payload = payloads.event_callback(self._workspace, event)
        delivery = Delivery("events_api", event["type"], payload)
        self._deliverer.send(delivery)
        return delivery

    def _bot_hears(self, channel: str) -> bool:
        return self._workspace.bot.id in self._workspace.channels[channel].members

    def _wants_messages(self, channel: str) -> bool:
        kind = self._workspace.channels[channel].kind
        return self._bot_hears(channel) and _SUBSCRIPTION[kind] in self._workspace.settings.events

    def _mentions_bot(self, message: Message) -> bool:
        # Another app's bot can mention this one; what an app says itself mentions nobody to it.
        own = message.bot_id == self._workspace.bot.bot_id
        if own or self._workspace.channels[message.channel].kind == "im":
            return False
        return any(part.kind == "user" and part.target == self._workspace.bot.id for part in message.live)
