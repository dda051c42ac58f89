"""Make up for what another process left: read back what was asked where that may be done, and look for a reply."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from adapters.delivery import DeliveryError, once_reachable
from adapters.owed import Door, Owed
from adapters.slack.parsing import read_message
from adapters.slack.places import Place, person_key, team_of
from adapters.slack.shapes import fields
from botcore import Interrupted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from adapters.incoming import Incoming
    from adapters.slack.rendering import Payload
    from botcore import Message

_logger = structlog.get_logger(__name__)

_LOOKED_AT = 50
"""Messages read back, at most."""

_MARK = "prolobot_reply"
"""The type of the metadata that every post bears: Slack shows it to nobody and hands it back to its app
(https://docs.slack.dev/messaging/message-metadata/)."""

_Json = dict[str, Any]


def owed_for(incoming: Incoming, place: Place, body: Mapping[str, Any], door: Door) -> Owed | None:
    """Return what is owed for something that was sent; None for what asks nothing."""
    if incoming.asks_nothing:
        return None
    team = body.get("team_id") or team_of(body)
    return Owed(
        # The last key names the message itself; an event's id is another one in another delivery of it.
        incoming.keys[-1],
        "slack",
        door,
        place.channel,
        place.person,
        team=str(team),
        thread=place.thread or "",
        message=place.after if door is Door.MESSAGE else "",
    )


def place_owed(owed: Owed) -> Place:
    """Return where the reply goes: to what came by a command or a button in a channel, to its person alone."""
    if owed.door is Door.MESSAGE or owed.channel.startswith("D"):
        return Place(owed.channel, owed.thread or None, owed.message, owed.person)
    return Place(owed.person, None, "", owed.person)


def marked(payload: Payload, owed: Owed | None) -> _Json:
    """Return a post that can be told from every other; where it is owed, it can be told what it answers."""
    mark = {"post": uuid.uuid4().hex} | ({"to": owed.id} if owed else {})
    return payload | {"metadata": {"event_type": _MARK, "event_payload": mark}}


async def message_of(client: AsyncWebClient, owed: Owed, bot_user: str, apps: frozenset[str]) -> Message:
    """Return what was asked, where it can be read back in time; else that it was interrupted."""
    found = await _read_back(client, owed) if owed.is_readable else None
    if found:
        # What is read back lacks what only its event said: where it was, and that the bot was mentioned.
        direct = {"type": "message", "channel_type": "im"}
        event = found | {"channel": owed.channel} | (direct if owed.channel[0] == "D" else {"type": "app_mention"})
        body = {"team_id": owed.team, "event": event}
        if incoming := read_message(body, bot_user, apps=apps, at=time.monotonic()):
            return (incoming.edit if owed.version else incoming).message
    return Interrupted(person=person_key(owed.team, owed.person), at=time.monotonic())


async def is_answered(client: AsyncWebClient, owed: Owed) -> bool:
    """Tell whether the reply is there; False also where nobody may look.

    What was sent while the database was away is not known to have been: every place is looked at.
    """
    # What goes to a response URL bears no mark, and nobody can read it back.
    if owed.door is not Door.MESSAGE:
        return False
    oldest = owed.message or None  # A command is no message.
    found = await _messages(client, owed, oldest=oldest, limit=_LOOKED_AT, include_all_metadata=True)
    payloads = [fields(fields(each, "metadata"), "event_payload") for each in found]
    return any(each.get("to") == owed.id for each in payloads)


async def is_alerted(client: AsyncWebClient, owed: Owed, channel: str) -> bool:
    """Tell whether an alert is in the channel for them; False also where the bot may not look."""
    there = replace(owed, door=Door.MESSAGE, channel=channel, thread="")
    return owed.sending and await is_answered(client, there)


async def _read_back(client: AsyncWebClient, owed: Owed) -> _Json | None:
    at = owed.message
    found = await _messages(client, owed, oldest=at, latest=at, inclusive=True, limit=_LOOKED_AT)
    return next((each for each in found if each.get("ts") == at), None)


async def _messages(client: AsyncWebClient, owed: Owed, **window: Any) -> list[_Json]:  # noqa: ANN401 - Slack's arguments
    """Return messages of the conversation; none where Slack does not show them."""
    try:
        if owed.thread:
            read = partial(client.conversations_replies, channel=owed.channel, ts=owed.thread, **window)
        else:
            read = partial(client.conversations_history, channel=owed.channel, **window)
        found = await once_reachable(read)
    except (SlackApiError, DeliveryError, aiohttp.ClientError, TimeoutError) as error:
        _logger.info("not_readable", channel=owed.channel, error=type(error).__name__)
        return []
    messages: list[_Json] = found.get("messages") or []
    return messages
