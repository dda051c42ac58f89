"""Signed HTTP delivery: what a request URL receives and what Slack makes of its answers."""

from __future__ import annotations

import asyncio
import json
import urllib.parse
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bots import echo_app, over_http
from slack_sdk.signature import SignatureVerifier

from adapters.standins.slack import Settings, SlackStandIn

SETTINGS = Settings(ack_seconds=0.15, retry_delays=(0.0, 0.02, 0.04))
Answer = Callable[[web.Request, bytes], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def request_url(slack: SlackStandIn, answer: Answer) -> AsyncIterator[list[tuple[web.Request, bytes]]]:
    """A request URL that keeps what it gets, passes verification and answers the rest with `answer`."""
    received: list[tuple[web.Request, bytes]] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        if b"url_verification" in body:
            return web.json_response({"challenge": json.loads(body)["challenge"]})
        received.append((request, body))
        return await answer(request, body)

    app = web.Application()
    app.router.add_post("/slack/events", handle)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    try:
        assert await slack.use_request_url(str(server.make_url("/slack/events")))
        yield received
    finally:
        await server.close()


async def fine(_request: web.Request, _body: bytes) -> web.StreamResponse:
    return web.Response()


async def test_every_request_is_signed_as_the_sdk_verifies(slack: SlackStandIn) -> None:
    verifier = SignatureVerifier(slack.settings.signing_secret)
    async with request_url(slack, fine) as received:
        slack.dm("ada", "grüß dich")
        slack.command("ada", "general", "/echo", "a&b=ü")
        await slack.settle()
    assert len(received) == 2
    for request, body in received:
        assert verifier.is_valid_request(body, dict(request.headers))
        assert not verifier.is_valid_request(body + b" ", dict(request.headers))


async def test_a_command_is_a_form_and_an_interaction_is_json_in_a_form(slack: SlackStandIn) -> None:
    async with slack_with_button(slack) as (received, message):
        slack.command("ada", "general", "/echo", "a&b=ü")
        slack.press("ada", message, "go")
        await slack.settle()
    forms = [urllib.parse.parse_qs(body.decode()) for request, body in received]
    command = next(form for form in forms if "command" in form)
    action = next(json.loads(form["payload"][0]) for form in forms if "payload" in form)
    assert command["text"] == ["a&b=ü"]
    assert command["response_url"][0].startswith(slack.url)
    assert action["type"] == "block_actions"
    assert action["actions"][0]["value"] == "1"
    assert action["message"]["ts"] == message.ts


@asynccontextmanager
async def slack_with_button(slack: SlackStandIn) -> AsyncIterator[tuple[list, object]]:  # type: ignore[type-arg]
    button = {"type": "button", "action_id": "go", "value": "1"}
    button["text"] = {"type": "plain_text", "text": "Go"}  # type: ignore[assignment]
    message = slack.workspace.add_message(
        slack.workspace.channel("general").id,
        user=slack.workspace.bot.id,
        text="press",
        blocks=[{"type": "actions", "elements": [button]}],
    )
    async with request_url(slack, fine) as received:
        yield received, message


async def test_a_url_that_does_not_return_the_challenge_is_not_verified(slack: SlackStandIn) -> None:
    app = web.Application()

    async def silent(_request: web.Request) -> web.Response:
        return web.Response()

    app.router.add_post("/", silent)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    assert not await slack.use_request_url(str(server.make_url("/")))
    await server.close()


@pytest.mark.parametrize(
    ("status", "headers", "attempts"),
    [(200, {}, 1), (500, {}, 4), (404, {}, 4), (500, {"X-Slack-No-Retry": "1"}, 1)],
    ids=["ok", "server error", "client error", "no retry wanted"],
)
async def test_an_event_is_sent_again_until_a_success_or_a_refusal_of_retries(
    slack: SlackStandIn, status: int, headers: dict[str, str], attempts: int
) -> None:
    async def answer(_request: web.Request, _body: bytes) -> web.StreamResponse:
        return web.Response(status=status, headers=headers)

    async with request_url(slack, answer) as received:
        slack.dm("ada", "hello")
        await slack.settle()
    assert len(received) == attempts
    numbers = [request.headers.get("X-Slack-Retry-Num") for request, _ in received]
    assert numbers == [None, "1", "2", "3"][:attempts]
    assert len({json.loads(body)["event_id"] for _, body in received}) == 1


async def test_a_slow_answer_is_a_timeout_and_the_retry_says_so(slack: SlackStandIn) -> None:
    async def slow_once(request: web.Request, _body: bytes) -> web.StreamResponse:
        if "X-Slack-Retry-Num" not in request.headers:
            await asyncio.sleep(SETTINGS.ack_seconds * 2)
        return web.Response()

    async with request_url(slack, slow_once) as received:
        slack.dm("ada", "hello")
        await slack.settle(0.2)
    assert [r.headers.get("X-Slack-Retry-Reason") for r, _ in received] == [None, "http_timeout"]
    assert slack.deliveries[0].acknowledged


async def test_nobody_listening_is_a_failed_connection(slack: SlackStandIn) -> None:
    async with request_url(slack, fine):
        pass
    slack.dm("ada", "hello")
    await slack.settle()
    assert {attempt.failure for attempt in slack.deliveries[0].attempts} == {"connection_failed"}
    assert len(slack.deliveries[0].attempts) == 4


@pytest.mark.parametrize(
    ("status", "word"), [(404, "http_client_error"), (500, "http_service_error")], ids=["404", "500"]
)
async def test_a_command_that_fails_is_not_retried_and_its_person_is_told(
    slack: SlackStandIn, status: int, word: str
) -> None:
    async def answer(_request: web.Request, _body: bytes) -> web.StreamResponse:
        return web.Response(status=status)

    async with request_url(slack, answer) as received:
        await slack.command("ada", "general", "/echo").task
    assert len(received) == 1
    assert slack.visible_to("ada", "general")[-1].text == f'/echo failed with the error "{word}"'


@pytest.mark.parametrize(
    ("answer", "text", "everybody"),
    [
        (web.Response, "plain words", False),
        (web.json_response, {"text": "as json"}, False),
        (web.json_response, {"text": "for all", "response_type": "in_channel"}, True),
    ],
    ids=["text", "json", "in_channel"],
)
async def test_a_commands_body_is_shown(
    slack: SlackStandIn, answer: Callable[..., web.Response], text: object, *, everybody: bool
) -> None:
    async def respond(_request: web.Request, _body: bytes) -> web.StreamResponse:
        return answer(text=text) if isinstance(text, str) else answer(text)

    async with request_url(slack, respond):
        done = slack.command("ada", "general", "/echo")
        reply = await slack.wait_for_reply(done)
    assert reply.text in ("plain words", "as json", "for all")
    assert (reply in slack.visible_to("grace", "general")) is everybody


async def test_blocks_slack_would_refuse_make_an_invalid_command_response(slack: SlackStandIn) -> None:
    async def respond(_request: web.Request, _body: bytes) -> web.StreamResponse:
        return web.json_response({"blocks": [{"type": "nonsense"}]})

    async with request_url(slack, respond):
        await slack.command("ada", "general", "/echo").task
    assert "invalid_command_response" in slack.visible_to("ada", "general")[-1].text


async def test_bolt_refuses_a_wrong_signature(slack: SlackStandIn) -> None:
    forged = SlackStandIn(Settings(signing_secret="another", retry_delays=()))
    async with forged, over_http(echo_app(slack), slack) as url:
        assert not await forged.use_request_url(url)
        forged.dm("ada", "hello")
        await forged.settle()
        assert forged.deliveries[0].attempts[0].failure == "http_error"
