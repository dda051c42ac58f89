"""Which events a thing that happened sends to the bot, as Slack words them.

https://docs.slack.dev/reference/events/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from . import payloads
from .delivery import Deliverer, Delivery

if TYPE_CHECKING:
    from .message import Message
    from .workspace import Workspace

_Json = dict[str, Any]

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
            sent.append(self._send(_message_event(self._workspace, message)))
        # Beside `message`, not instead of it: an app that subscribed to both gets both.
        if self._mentions_bot(message) and "app_mention" in self._workspace.settings.events:
            sent.append(self._send(_mention_event(self._workspace, message)))
        return sent

    def changed(self, message: Message, before: _Json) -> None:
        """Send `message_changed` and, of a person's edit of what mentions the bot, `app_mention` as well.

        Slack documents no mention of an edit; in the field each one comes, with `edited`
        (https://github.com/slack-go/slack/pull/1256).
        """
        if message.ephemeral or not self._bot_hears(message.channel):
            return
        ts = self._workspace.new_ts()
        if self._wants_messages(message.channel):
            self._send(_changed_event(self._workspace, message, before, ts))
        is_edit = message.edited_ts is not None and message.edited_ts != (before.get("edited") or {}).get("ts")
        if is_edit and self._mentions_bot(message) and "app_mention" in self._workspace.settings.events:
            self._send(_mention_event(self._workspace, message) | {"event_ts": ts})

    def deleted(self, message: Message) -> None:
        """Send `message_deleted`; call before the message is gone."""
        if not message.ephemeral and self._wants_messages(message.channel):
            ts = self._workspace.new_ts()
            self._send(_deleted_event(self._workspace, message, ts))

    def home_opened(self, user: str, tab: str) -> list[Delivery]:
        """Send `app_home_opened`."""
        if "app_home_opened" not in self._workspace.settings.events:
            return []
        return [self._send(_home_opened_event(self._workspace, user, tab))]

    def pane_opened(self, user: str, thread: Message) -> None:
        """Send `assistant_thread_started`."""
        if "assistant_thread_started" in self._workspace.settings.events:
            self._send(_pane_opened_event(self._workspace, user, thread))

    def _send(self, event: _Json) -> Delivery:
        payload = _event_callback(self._workspace, event)
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


def _event_callback(workspace: Workspace, event: _Json) -> _Json:
    """Wrap an event; every wrapping has an event id of its own."""
    settings = workspace.settings
    authorization = {
        "enterprise_id": None,
        "team_id": settings.team_id,
        "user_id": workspace.bot.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": settings.verification_token,
        "team_id": settings.team_id,
        "context_team_id": settings.team_id,
        "context_enterprise_id": None,
        "api_app_id": settings.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(settings.clock()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{uuid4().hex}",
    }


def _message_event(workspace: Workspace, message: Message) -> _Json:
    """Return the `message` event of a new message."""
    channel = workspace.channels[message.channel]
    body = payloads.message_body(workspace, message)
    if not message.bot_id:
        body["client_msg_id"] = str(uuid4())
    if message.files:
        body["upload"] = False
    return body | {"channel": channel.id, "event_ts": message.ts, "channel_type": channel.kind}


def _mention_event(workspace: Workspace, message: Message) -> _Json:
    """Return the `app_mention` event of the same message: no `channel_type`, and a person's has no subtype.

    Slack documents no subtype there; in the field a mention with a file comes with `files` alone.
    """
    event = _message_event(workspace, message) | {"type": "app_mention"}
    del event["channel_type"]
    return event if message.bot_id else {key: value for key, value in event.items() if key != "subtype"}


def _changed_event(workspace: Workspace, message: Message, before: _Json, ts: str) -> _Json:
    """Return the `message_changed` event; `before` is the message as it was."""
    event = _hidden_event(workspace, message, "message_changed", ts)
    return event | {"message": payloads.message_body(workspace, message), "previous_message": before}


def _deleted_event(workspace: Workspace, message: Message, ts: str) -> _Json:
    """Return the `message_deleted` event."""
    event = _hidden_event(workspace, message, "message_deleted", ts)
    return event | {"deleted_ts": message.ts, "previous_message": payloads.message_body(workspace, message)}


def _home_opened_event(workspace: Workspace, user: str, tab: str) -> _Json:
    """Return the `app_home_opened` event; it carries the view published before, if any."""
    ts = workspace.new_ts()
    channel = workspace.im(user).id
    event = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab, "event_ts": ts}
    return event | ({"view": workspace.homes[user]} if user in workspace.homes else {})


def _pane_opened_event(workspace: Workspace, user: str, thread: Message) -> _Json:
    """Return the `assistant_thread_started` event; nobody is in a channel beside the pane."""
    opened = {"user_id": user, "channel_id": thread.channel, "thread_ts": thread.ts, "context": {}}
    return {"type": "assistant_thread_started", "assistant_thread": opened, "event_ts": workspace.new_ts()}


def _hidden_event(workspace: Workspace, message: Message, subtype: str, ts: str) -> _Json:
    channel = workspace.channels[message.channel]
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel": channel.id,
        "channel_type": channel.kind,
    }
