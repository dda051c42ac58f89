"""Bring a reply to Slack once: wait out a refusal, and look before repeating what may have arrived.

Slack has no documented key that makes a repeated `chat.postMessage` a single message. When a connection
breaks after the request has left, nobody can tell from outside whether the message was posted. So the bot
looks: it reads the conversation back where it may (direct messages always; channels when the app was
granted `channels:history`), and repeats only what is not there. Where it may not look, it repeats: a reply
shown twice is a smaller evil than a person left without one.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.delivery import LONGEST_RATE_LIMIT, OUTCOME_UNKNOWN, TRIES, DeliveryError, once_reachable, pause
from adapters.slack.shapes import fields

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from slack_sdk.http_retry.async_handler import AsyncRetryHandler
    from slack_sdk.http_retry.request import HttpRequest
    from slack_sdk.http_retry.response import HttpResponse
    from slack_sdk.http_retry.state import RetryState
    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from adapters.slack.places import Place
    from adapters.slack.rendering import Payload

    Send = Callable[[Payload], Awaitable[None]]

_logger = structlog.get_logger(__name__)

PAUSE = 0.5
"""Seconds before the first repetition; doubles each time."""

_RATE_TRIES = 10
"""Tries at most where Slack says when to come again."""

_LOOKED_AT = 50
"""Messages read back, at most."""

_THREAD_REFUSED = frozenset({"cannot_reply_to_message", "restricted_action_non_threadable_channel"})
_BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
"""Refusals that a plainer message does not meet: https://docs.slack.dev/reference/methods/chat.postMessage#errors"""

_CODE = re.compile(r'(?<="error":")[a-z_]+(?=")|^[a-z_]+$')
"""A response URL answers with its code alone, or with an object that holds it."""


def build_client(token: str, *, base_url: str = "https://slack.com/api/") -> AsyncWebClient:
    """Return a Web API client that waits out rate limits."""
    client = AsyncWebClient(token=token, base_url=base_url)
    client.retry_handlers = _retry_handlers()
    return client


@contextlib.asynccontextmanager
async def keeping_connections(client: AsyncWebClient) -> AsyncIterator[None]:
    """Let a client use its connections again while the block lasts.

    slack_sdk opens one for each call, which costs as much as all else that a reply costs beside its judgement.
    """
    timeout = aiohttp.ClientTimeout(total=client.timeout)
    async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as client.session:
        yield


def _retry_handlers() -> list[AsyncRetryHandler]:
    """Return what repeats a call that surely did nothing: one that was answered with a 429.

    Without it, a 429 is an error at once (https://docs.slack.dev/tools/python-slack-sdk/web#retryhandler).
    """
    return [_RateLimits(max_retry_count=_RATE_TRIES)]


class _RateLimits(AsyncRateLimitErrorRetryHandler):
    """slack_sdk's handler, which waits an hour when it is told to, and everybody in the channel behind it."""

    async def can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        again = await super().can_retry_async(state=state, request=request, response=response, error=error)
        if not again or response is None:
            return again
        waited = state.custom_values = state.custom_values or {"seconds": 0}
        waited["seconds"] += _retry_after(response)
        if waited["seconds"] > LONGEST_RATE_LIMIT:
            _logger.warning("rate_limit_too_long", seconds=waited["seconds"])
            return False
        return True


def _retry_after(response: HttpResponse) -> int:
    """Return the seconds Slack asks to wait; slack_sdk itself waits one where it names none."""
    named = [value for name, value in response.headers.items() if name.lower() == "retry-after"]
    first = named[0][0] if named else ""
    return int(first) if first.isdecimal() else 1


async def send_first_taken(payload: Payload, place: Place, ways: Sequence[Send]) -> None:
    """Send a reply once, the first way that Slack takes it.

    Args:
        payload: The reply.
        place: Where it belongs.
        ways: Best first.

    Raises:
        DeliveryError: No way was taken, with the first refusal; or it may have arrived.
    """
    refusal = None
    for send in ways:
        try:
            await send(payload)
        except DeliveryError as error:
            if not error.is_refusal:
                raise
            refusal = refusal or error
        else:
            if refusal:
                _logger.warning("shown_otherwise", error=str(refusal), channel=place.channel)
            return
    if refusal:
        raise refusal


async def post_message(client: AsyncWebClient, place: Place, marked: dict[str, Any]) -> None:
    """Post a reply in a channel or direct message; where Slack takes no thread or no blocks, without them.

    Args:
        client: The Web API client.
        place: Where.
        marked: The reply, with its mark.

    Raises:
        DeliveryError: Slack refused it, or it could not be brought in `TRIES` tries.
    """
    try:
        await _post(client, place, marked)
    except DeliveryError as error:
        if str(error) in _THREAD_REFUSED and place.thread:
            place = replace(place, thread=None)
        elif str(error) in _BLOCKS_REFUSED and "blocks" in marked:
            marked = {key: value for key, value in marked.items() if key != "blocks"} | {"mrkdwn": False}
        else:
            raise
        # Without what was refused, so that this ends: once for the thread, and once for the blocks.
        await post_message(client, place, marked)
        _logger.warning("shown_otherwise", error=str(error), channel=place.channel)


async def post_alone(client: AsyncWebClient, place: Place, payload: Payload) -> None:
    """Show a reply in a channel to whom it is for alone.

    Nothing tells afterwards whether it was shown, so it is tried once, a closed port aside. Slack shows such
    a message in a thread only where there is one (https://docs.slack.dev/reference/methods/chat.postEphemeral).

    Raises:
        DeliveryError: Slack refused it, or nobody knows.
    """
    thread = place.thread if place.thread != place.after else None
    said = {key: payload[key] for key in ("text", "blocks")}
    where: dict[str, Any] = {"channel": place.channel, "user": place.person, "thread_ts": thread}
    try:
        await once_reachable(partial(client.chat_postEphemeral, **where, **said))
    except SlackApiError as error:
        raise DeliveryError(_code(error) or OUTCOME_UNKNOWN) from None
    except (aiohttp.ClientError, TimeoutError, OSError):
        raise DeliveryError(OUTCOME_UNKNOWN) from None


async def _post(client: AsyncWebClient, place: Place, marked: dict[str, Any]) -> None:
    where: dict[str, Any] = {"channel": place.channel, "thread_ts": place.thread}
    for tried in range(TRIES):
        if tried:
            await asyncio.sleep(pause(PAUSE, tried))
            # After the pause, not before it: what was taken may be shown a moment later.
            if await _is_posted(client, place, marked["metadata"]["event_payload"]):
                return
        try:
            await once_reachable(partial(client.chat_postMessage, **where, **marked))
        except SlackApiError as error:
            # Without a code it was a server error, after which the message may be there.
            if code := _code(error):
                raise DeliveryError(code) from None
        except (aiohttp.ClientError, TimeoutError):
            pass
        else:
            return
        _logger.warning("delivery_unsure", tried=tried + 1)
    if not await _is_posted(client, place, marked["metadata"]["event_payload"]):
        raise DeliveryError(OUTCOME_UNKNOWN)


async def post_response(url: str, sent: dict[str, Any], session: aiohttp.ClientSession | None = None) -> None:
    """Send a reply to a response URL; nothing can be read back there.

    Args:
        url: The response URL.
        sent: The reply, or what is to become of the one that is there.
        session: Whose connections to use; None: a new one.

    Raises:
        DeliveryError: Slack refused it, or it could not be brought in `TRIES` tries.
    """
    if not url:
        raise DeliveryError("no response URL")
    client = AsyncWebhookClient(url, session=session)
    client.retry_handlers = _retry_handlers()
    for tried in range(TRIES):
        if tried:
            await asyncio.sleep(pause(PAUSE, tried))
        try:
            response = await once_reachable(partial(client.send_dict, sent))
            status, code = response.status_code, _CODE.search(response.body.replace(" ", ""))
        except (aiohttp.ClientError, TimeoutError):
            status, code = HTTPStatus.BAD_GATEWAY, None
        if status == HTTPStatus.OK:
            return
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise DeliveryError(code[0] if code else str(status))
        _logger.warning("delivery_unsure", tried=tried + 1)
    raise DeliveryError(OUTCOME_UNKNOWN)


async def look_up(look: Callable[[], Awaitable[AsyncSlackResponse]]) -> AsyncSlackResponse:
    """Return what Slack says when it is asked something, which may be repeated however often.

    Raises:
        DeliveryError: It refused, or gave no answer in `TRIES` tries.
    """
    for tried in range(TRIES):
        if tried:
            await asyncio.sleep(pause(PAUSE, tried))
        try:
            return await once_reachable(look)
        except SlackApiError as error:
            if code := _code(error):
                raise DeliveryError(code) from None
        except (aiohttp.ClientError, TimeoutError):
            pass
    raise DeliveryError(OUTCOME_UNKNOWN)


def _code(error: SlackApiError) -> str:
    """Return Slack's error code; "" when the response was no answer of the API: broken, or a server error."""
    response: Any = error.response
    data = getattr(response, "data", response)
    status = getattr(response, "status_code", HTTPStatus.OK)
    if not isinstance(data, dict) or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ""
    return str(data.get("error", ""))


async def _is_posted(client: AsyncWebClient, place: Place, mark: dict[str, str]) -> bool:
    """Tell whether a post is there, by its mark; False also when the app may not look, or cannot.

    Not by its text, which Slack keeps otherwise than it was sent: `<https://…>`, `:name:` for an emoji
    (https://docs.slack.dev/messaging/formatting-message-text). And two posts may say the same.
    """
    window: dict[str, Any] = {"channel": place.channel, "oldest": place.after, "limit": _LOOKED_AT}
    window["include_all_metadata"] = True
    try:
        # A thread's replies are no part of the channel's history.
        if place.thread:
            found = await once_reachable(partial(client.conversations_replies, ts=place.thread, **window))
        else:
            found = await once_reachable(partial(client.conversations_history, **window))
    except (SlackApiError, DeliveryError, aiohttp.ClientError, TimeoutError):
        return False
    messages: list[dict[str, Any]] = found.get("messages") or []
    return any(fields(each, "metadata").get("event_payload") == mark for each in messages)
