"""Signed HTTP: what Slack sends is answered once, and nothing else is."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.parse
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from slack_sdk.signature import SignatureVerifier

from adapters.answering import Answerer
from adapters.slack.app import SlackBot
from adapters.slack.delivering import build_client
from adapters.slack.serving import LARGEST_BODY, PATH, build_web_app, serve_http
from adapters.standins.slack import Settings, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from botcore import Bot, Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"
SECRET = Settings().signing_secret


@pytest.fixture
def answer(bot: Bot) -> Iterator[Answerer]:
    bot.forget()
    answerer = Answerer(bot)
    yield answerer
    answerer.close()


def signed(body: str, *, timestamp: str | None = None, **more: str) -> dict[str, str]:
    timestamp = timestamp or str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body) or ""
    headers = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}
    return headers | {"Content-Type": "application/json"} | more


def event(slack: SlackStandIn, text: str = QUESTION) -> str:
    person = slack.workspace.person("ada").id
    channel = slack.workspace.im(person).id
    said = {"type": "message", "channel_type": "im", "user": person, "channel": channel, "text": text}
    whole = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": said | {"ts": "1.000100"}}
    return json.dumps(whole)


@asynccontextmanager
async def serving(answer: Answerer) -> AsyncIterator[tuple[TestClient[Any, Any], SlackStandIn, SlackBot]]:
    async with SlackStandIn() as slack:
        bot = SlackBot(answer, client=build_client(slack.settings.bot_token, base_url=slack.api_url))
        async with TestClient(TestServer(build_web_app(bot, SECRET))) as client:
            yield client, slack, bot
            await bot.drain()


def posted(slack: SlackStandIn) -> int:
    return len(slack.recorder.named("chat.postMessage")) // 2


async def test_a_signed_event_is_answered(answer: Answerer) -> None:
    async with serving(answer) as (client, slack, bot):
        body = event(slack)
        response = await client.post(PATH, data=body, headers=signed(body))
        await bot.drain()
        assert (response.status, posted(slack)) == (200, 1)


async def test_a_signed_command_is_answered_in_the_response(answer: Answerer) -> None:
    form = {"command": "/prolo", "text": QUESTION, "team_id": "T1", "channel_id": "C1", "user_id": "U1"}
    body = urllib.parse.urlencode(form | {"trigger_id": "1.2", "response_url": "http://127.0.0.1:1/"})
    headers = signed(body, **{"Content-Type": "application/x-www-form-urlencoded"})
    async with serving(answer) as (client, *_):
        response = await client.post(PATH, data=body, headers=headers)
        shown = await response.json()
    assert (response.status, shown["response_type"]) == (200, "ephemeral")
    assert "dextrose" in shown["text"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": str(int(time.time()) - 3600)},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": ""},
    ],
    ids=["bad signature", "no signature", "another timestamp", "timestamp no number", "no timestamp"],
)
async def test_what_slack_has_not_signed_is_refused_before_it_is_read(
    answer: Answerer, wrong: dict[str, str]
) -> None:
    async with serving(answer) as (client, slack, bot):
        body = event(slack)
        response = await client.post(PATH, data=body, headers=signed(body) | wrong)
        await bot.drain()
        assert (response.status, posted(slack)) == (401, 0)


async def test_a_well_signed_request_of_an_hour_ago_is_refused(answer: Answerer) -> None:
    async with serving(answer) as (client, slack, bot):
        body = event(slack)
        headers = signed(body, timestamp=str(int(time.time()) - 3600))
        response = await client.post(PATH, data=body, headers=headers)
        await bot.drain()
        assert (response.status, posted(slack)) == (401, 0)


async def test_a_request_played_again_is_acknowledged_and_answered_no_second_time(answer: Answerer) -> None:
    async with serving(answer) as (client, slack, bot):
        body = event(slack)
        headers = signed(body)
        statuses = [(await client.post(PATH, data=body, headers=headers)).status for _ in range(3)]
        await bot.drain()
        assert (statuses, posted(slack)) == ([200, 200, 200], 1)


@pytest.mark.parametrize("body", ["{", "[1", "nonsense"])
async def test_signed_nonsense_is_a_bad_request(answer: Answerer, body: str) -> None:
    async with serving(answer) as (client, *_):
        response = await client.post(PATH, data=body, headers=signed(body))
        assert response.status == 400


async def test_bytes_that_are_no_text_do_not_fit_their_signature(answer: Answerer) -> None:
    async with serving(answer) as (client, *_):
        response = await client.post(PATH, data=b"\xff\xfe", headers=signed("\xff\xfe"))
        assert response.status == 401


async def test_an_oversized_body_is_refused_unread(answer: Answerer) -> None:
    async with serving(answer) as (client, *_):
        body = "x" * (LARGEST_BODY + 1)
        response = await client.post(PATH, data=body, headers=signed(body))
        assert response.status == 413


@pytest.mark.parametrize(("method", "path", "status"), [("GET", PATH, 405), ("POST", "/", 404)])
async def test_nothing_else_is_served(answer: Answerer, method: str, path: str, status: int) -> None:
    async with serving(answer) as (client, *_):
        assert (await client.request(method, path)).status == status


async def test_leaving_takes_no_more_and_finishes_the_reply_in_the_making(answer: Answerer) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(message: Message) -> Reply:
        begun.set()
        await go_on.wait()
        return await answer(message)

    async with SlackStandIn() as slack:
        bot = SlackBot(slow, client=build_client(slack.settings.bot_token, base_url=slack.api_url))
        url = asyncio.get_running_loop().create_future()
        service = asyncio.create_task(serve_http(bot, SECRET, 0, host="127.0.0.1", listening=url.set_result))
        assert await slack.use_request_url(await url)
        asked = slack.dm("ada", QUESTION)
        await begun.wait()
        service.cancel()
        go_on.set()
        await asyncio.gather(service, return_exceptions=True)
        assert len(slack.replies_to(asked)) == 1
        late = slack.command("ada", "general", "/prolo", QUESTION)
        await late.task
        assert late.delivery.outcome
        assert late.delivery.outcome.failure == "connection_failed"
