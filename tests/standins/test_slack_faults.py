"""Each bad day, on deliveries to the bot and on its requests, and what a stock bot makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import aiohttp
import pytest
from slack_bots import echo_app, over_socket_mode, raw_socket, socket_address, web_client
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)

from adapters.standins.slack import Settings, SlackStandIn

SETTINGS = Settings(ack_seconds=0.3, retry_delays=(0.0, 0.05, 0.1), messages_per_second=None)
Transport = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.mark.parametrize(
    ("kind", "attempts", "replies"),
    [
        ("drop", 2, 1),
        ("delay", 1, 1),
        ("duplicate", 1, 2),
        ("freeze", 1, 1),
        ("close", 2, 1),
        ("malformed", 1, 1),
    ],
)
async def test_an_event_survives_each_fault_and_only_a_duplicate_doubles_a_stock_bots_reply(
    slack: SlackStandIn, connected: Transport, kind: str, attempts: int, replies: int
) -> None:
    async with connected(echo_app(slack), slack):
        slack.faults.arm(kind, "event app_mention", seconds=0.1)
        asked = slack.say("ada", "general", "@bot hello")
        await slack.wait_for_replies(asked, replies)
        await slack.settle(0.4)
    mention = next(d for d in slack.deliveries if d.name == "app_mention")
    assert len(mention.attempts) == attempts
    assert mention.acknowledged
    assert len(slack.replies_to(asked)) == replies
    assert slack.faults.struck == 1


async def test_a_freeze_beyond_the_deadline_redelivers_and_the_frozen_frame_arrives_too(
    slack: SlackStandIn,
) -> None:
    async with raw_socket(slack) as socket:
        slack.faults.arm("freeze", "event message", seconds=0.4)
        slack.dm("ada", "hello")
        received = [await socket.receive_json(timeout=2) for _ in range(2)]
    assert [frame["retry_attempt"] for frame in received] == [0, 1]
    assert received[0]["payload"] == received[1]["payload"]


async def test_a_duplicate_is_the_same_envelope_with_retry_number_zero(slack: SlackStandIn) -> None:
    async with raw_socket(slack) as socket:
        slack.faults.arm("duplicate", "event message")
        slack.dm("ada", "hello")
        first, second = [await socket.receive_json(timeout=2) for _ in range(2)]
    assert first == second
    assert first["retry_attempt"] == 0


async def test_a_malformed_frame_comes_before_the_good_one(slack: SlackStandIn) -> None:
    async with raw_socket(slack) as socket:
        slack.faults.arm("malformed", "event message")
        slack.dm("ada", "hello")
        broken = await socket.receive_str(timeout=2)
        with pytest.raises(ValueError, match="line 1"):
            json.loads(broken)
        assert (await socket.receive_json(timeout=2))["type"] == "events_api"


@pytest.mark.parametrize("kind", ["drop", "close"])
async def test_a_lost_command_is_reported_to_its_person_and_not_sent_again(
    slack: SlackStandIn, connected: Transport, kind: str
) -> None:
    async with connected(echo_app(slack), slack):
        slack.faults.arm(kind, "command /echo")
        done = slack.command("ada", "general", "/echo", "x")
        await done.task
    assert len(done.delivery.attempts) == 1
    (told,) = slack.visible_to("ada", "general")
    assert told.text.startswith("/echo failed with the error")


async def test_without_a_retry_handler_a_429_loses_the_post(slack: SlackStandIn) -> None:
    slack.faults.arm("429", "api chat.postMessage", seconds=7)
    with pytest.raises(SlackApiError) as caught:
        await web_client(slack).chat_postMessage(channel="general", text="x")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert slack.visible_to("ada", "general") == []


@pytest.mark.parametrize(
    ("kind", "handler"), [("429", AsyncRateLimitErrorRetryHandler()), ("500", AsyncServerErrorRetryHandler())]
)
async def test_the_sdks_retry_handlers_get_past_a_refusal(
    slack: SlackStandIn, kind: str, handler: AsyncRateLimitErrorRetryHandler | AsyncServerErrorRetryHandler
) -> None:
    slack.faults.arm(kind, "api chat.postMessage", seconds=1)
    await web_client(slack, handler).chat_postMessage(channel="general", text="x")
    assert [m.text for m in slack.visible_to("ada", "general")] == ["x"]


@pytest.mark.parametrize(
    ("kind", "posted"), [("drop", True), ("close", False), ("malformed", True), ("500", False)]
)
async def test_a_failed_request_may_or_may_not_have_done_its_work(
    slack: SlackStandIn, kind: str, *, posted: bool
) -> None:
    slack.faults.arm(kind, "api chat.postMessage")
    with pytest.raises((aiohttp.ClientError, SlackApiError)):
        await web_client(slack).chat_postMessage(channel="general", text="x")
    assert bool(slack.visible_to("ada", "general")) is posted


@pytest.mark.parametrize("kind", ["delay", "freeze"])
async def test_a_late_answer_can_outlast_the_bots_patience(slack: SlackStandIn, kind: str) -> None:
    slack.faults.arm(kind, "api chat.postMessage", seconds=0.3)
    client = web_client(slack)
    client.timeout = 0.1  # type: ignore[assignment]
    with pytest.raises(TimeoutError):
        await client.chat_postMessage(channel="general", text="x")
    assert bool(slack.visible_to("ada", "general")) is (kind == "freeze")


async def test_a_response_url_has_its_faults_too(slack: SlackStandIn) -> None:
    done = slack.command("ada", "general", "/echo")
    slack.faults.arm("500", "response_url")
    async with aiohttp.ClientSession() as session:
        statuses = []
        for _ in range(2):
            async with session.post(done.response_url, json={"text": "x"}) as response:
                statuses.append(response.status)
    assert statuses == [500, 200]


@pytest.mark.parametrize("kind", ["500", "429", "close"])
async def test_connecting_can_fail(slack: SlackStandIn, kind: str) -> None:
    # aiohttp tries once more when a connection it kept alive is cut
    slack.faults.arm(kind, "socket connect", times=2 if kind == "close" else 1)
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError):
            await session.ws_connect(await socket_address(session, slack))
        await (await session.ws_connect(await socket_address(session, slack))).close()


async def test_bolt_notices_missing_pongs_and_reconnects(slack: SlackStandIn) -> None:
    async with over_socket_mode(echo_app(slack), slack):
        first = slack.backend.socket_mode.connections[0]
        slack.faults.arm("drop", "socket ping", times=1000)
        await slack.changes.until(lambda: first not in slack.backend.socket_mode.connections or None, 5)
        slack.faults.clear()
        asked = slack.say("ada", "general", "@bot hello")
        await slack.wait_for_reply(asked)
