"""What is shown beside messages: the Home tab with every question, and an answer before one person.

https://docs.slack.dev/surfaces/app-home/ and https://docs.slack.dev/surfaces/modals/
"""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from adapters.delivery import DeliveryError
from adapters.slack.delivering import look_up
from adapters.slack.places import Place, person_key
from adapters.slack.refusals import error_code
from adapters.slack.rendering import blocks_of, plain
from adapters.slack.settings_form import settings_block
from adapters.slack.shapes import fields
from botcore import Opened

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from botcore import Reply

_logger = structlog.get_logger(__name__)

_ONLY_IN_MESSAGES = frozenset({"context_actions"})
"""Blocks that Slack shows in no view."""


def read_opening(body: Mapping[str, Any], *, at: float) -> Opened | None:
    """Return that somebody opened the Home tab; None where it was the one with the messages."""
    event = fields(body, "event")
    if event.get("tab") != "home":
        return None
    return Opened(person=person_key(body.get("team_id", ""), event.get("user", "")), at=at)


def home_view(reply: Reply, *, settings: bool = False) -> dict[str, Any]:
    """Return the Home tab of a person, with a button for settings where they may set something."""
    blocks = blocks_of(reply)
    if settings:
        blocks.insert(-1, settings_block(reply.words.settings))
    return {"type": "home", "blocks": blocks}


def answer_view(reply: Reply) -> dict[str, Any]:
    """Return a reply as a modal: what is pressed in the Home tab has no channel to be answered in."""
    blocks = [block for block in blocks_of(reply) if block["type"] not in _ONLY_IN_MESSAGES]
    title, close = plain(reply.words.menu), plain(reply.words.close)
    return {"type": "modal", "title": title, "close": close, "blocks": blocks}


def is_in_a_view(body: Mapping[str, Any]) -> bool:
    """Tell whether what was pressed stands in the Home tab or a modal."""
    return fields(body, "container").get("type") == "view"


def direct_place(body: Mapping[str, Any]) -> Place:
    """Return the direct message of whoever pressed, for where nothing else can be shown."""
    person = str(fields(body, "user").get("id", ""))
    return Place(person, None, after="", person=person)


async def open_modal(client: AsyncWebClient, body: Mapping[str, Any], view: Mapping[str, Any]) -> bool:
    """Show a modal to whoever pressed; tell whether Slack took it, which it does for three seconds."""
    return await _is_taken(client.views_open(trigger_id=str(body.get("trigger_id")), view=dict(view)))


async def publish_home(client: AsyncWebClient, person: str, view: dict[str, Any]) -> bool:
    """Show a person their Home tab; tell whether Slack took it."""
    return await _is_taken(client.views_publish(user_id=person, view=view))


async def link_to(client: AsyncWebClient, channel: str, message: str) -> str:
    """Return an address at which a message is, or else its channel."""
    if message:
        with contextlib.suppress(SlackApiError, aiohttp.ClientError, TimeoutError, OSError):
            found = await client.chat_getPermalink(channel=channel, message_ts=message)
            return str(found["permalink"])
    return channel_link(channel)


def channel_link(channel: str) -> str:
    """Return the address of a channel."""
    return f"https://slack.com/app_redirect?channel={channel}"


async def is_closed(client: AsyncWebClient, channel: str, *, patiently: bool = False) -> bool:
    """Tell whether a channel is surely closed to who was not invited.

    Looking takes the scope `groups:read`, which the manifest does not ask for: whoever wants alerts grants it.

    Args:
        client: The Web API client.
        channel: The channel's id.
        patiently: Ask again where Slack gives no answer, and wait until it can be reached.
    """
    look = partial(client.conversations_info, channel=channel)
    try:
        found = (await (look_up(look) if patiently else look()))["channel"]
    except DeliveryError as error:
        _logger.warning("channel_not_seen", error=str(error), channel=channel)
        return False
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
        _logger.warning("channel_not_seen", error=error_code(error), channel=channel)
        return False
    # Into a channel that is shared with another organisation its owners invite whom they like.
    return bool(found.get("is_private")) and not found.get("is_ext_shared")


async def _is_taken(call: Awaitable[object]) -> bool:
    try:
        await call
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
        _logger.warning("view_not_shown", error=error_code(error))
        return False
    return True
