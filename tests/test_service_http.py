"""Signed HTTP: what Slack sends is answered once, and nothing else is."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import random
import time
import urllib.parse
from collections import Counter
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from proving import proof, size
from slack_sdk.signature import SignatureVerifier

from adapters.backing import Backing
from adapters.incoming import never
from adapters.slack import turning_away
from adapters.slack.app import SlackBot
from adapters.slack.delivering import build_client
from adapters.slack.door import MOST
from adapters.slack.hearing import Admission
from adapters.slack.receiving import LARGEST_BODY, PATH, build_web_app
from adapters.slack.serving import serve_http
from adapters.standins.slack import Settings, SlackStandIn
from adapters.turns import Room, Turns

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.answering import Answerer
    from adapters.incoming import Refuse
    from botcore import Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"
SECRET = Settings().signing_secret


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
async def serving(
    answer: Answerer, refuse: Refuse = never
) -> AsyncIterator[tuple[TestClient[Any, Any], SlackStandIn, SlackBot]]:
    async with SlackStandIn() as slack:
        client = build_client(slack.settings.bot_token, base_url=slack.api_url)
        bot = SlackBot(client, Backing(answer), admission=Admission(refuse=refuse))
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


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave no room for anybody."""
    monkeypatch.setattr(Turns, "expect", lambda *_: Room.FULL)


@pytest.mark.usefixtures("crowd")
async def test_whom_there_is_no_room_for_is_told_so_once_and_a_red_flag_is_answered(answer: Answerer) -> None:
    async with serving(answer, answer.refusal) as (client, slack, bot):
        ada = slack.workspace.im(slack.workspace.person("ada").id)
        for text in (QUESTION, QUESTION, "i cannot breathe"):
            body = event(slack, text)
            response = await client.post(PATH, data=body, headers=signed(body))
            assert response.status == 200
        await bot.drain()
        busy, urgent = [each.text for each in ada.messages]
        assert "So many people are asking" in busy
        assert "call your local emergency number now" in busy
        assert busy.endswith(answer._bot.faq.disclaimer)
        assert "So many people" not in urgent
        assert answer.turns.counts[Room.FULL] == 2


async def test_what_is_answered_already_is_not_told_that_there_is_no_room_when_slack_brings_it_again(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(answer, answer.refusal) as (client, slack, bot):
        body = event(slack)
        assert (await client.post(PATH, data=body, headers=signed(body))).status == 200
        monkeypatch.setattr(Turns, "expect", lambda *_: Room.FULL)
        assert (await client.post(PATH, data=body, headers=signed(body))).status == 200
        await bot.drain()
        (reply,) = slack.workspace.im(slack.workspace.person("ada").id).messages
        assert ("dextrose" in reply.text, bot.state.repeated) == (True, 1)


@pytest.mark.usefixtures("crowd")
async def test_an_event_whose_sender_cannot_be_told_is_not_acknowledged(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(answer, answer.refusal) as (client, slack, bot):
        body = event(slack)
        with monkeypatch.context() as busy:
            busy.setattr(turning_away, "_AT_ONCE", 0)
            full = await client.post(PATH, data=body, headers=signed(body))
        with monkeypatch.context() as slow:
            slow.setattr(turning_away, "_WITHIN", 0.0)
            late = await client.post(PATH, data=body, headers=signed(body))
        told = await client.post(PATH, data=body, headers=signed(body))
        assert (full.status, late.status, told.status) == (503, 503, 200)
        assert bot.state.refused == {"event while full": 2}


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
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Signature": "v0=" + "0" * 63 + "٣"},
        {"X-Slack-Request-Timestamp": "1" * 4_301},
    ],
    ids=[
        "bad signature",
        "no signature",
        "another timestamp",
        "timestamp no number",
        "no timestamp",
        "signature not ASCII",
        "signature with another digit",
        "timestamp of 4,301 digits",
    ],
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


ODD = [
    "{", "[1", "nonsense", "null", "[]", "[1]", "7", '"text"', "[" * 30_000, '{"a":' * 10_000,
    '{"type": "event_callback", "event": null}', '{"type": "event_callback", "event": [1]}',
    '{"type": "event_callback", "event": {"type": "message", "text": 7, "user": [], "channel": {}}}',
    '{"type": "block_actions"}', '{"type": "block_actions", "actions": "x", "user": 7}', '{"command": "/prolo"}',
]  # fmt: skip


@pytest.mark.parametrize("body", ODD[:9])
async def test_signed_nonsense_is_a_bad_request(answer: Answerer, body: str) -> None:
    async with serving(answer) as (client, *_):
        response = await client.post(PATH, data=body, headers=signed(body))
        assert response.status == 400


@pytest.mark.parametrize("body", ODD)
async def test_nothing_that_is_signed_is_a_fault_of_the_server(answer: Answerer, body: str) -> None:
    async with serving(answer) as (client, *_):
        response = await client.post(PATH, data=body, headers=signed(body))
        assert response.status < 500


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


async def test_leaving_finishes_the_reply_in_the_making_and_then_takes_nothing(answer: Answerer) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(message: Message) -> Reply:
        begun.set()
        await go_on.wait()
        return await answer(message)

    async with SlackStandIn(Settings(signing_secret=SECRET)) as slack:
        bot = SlackBot(build_client(slack.settings.bot_token, base_url=slack.api_url), Backing(slow))
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


async def test_a_wrong_secret_is_one_warning_a_minute(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    async with serving(answer) as (client, slack, bot):
        body = event(slack)
        for _ in range(5):
            await client.post(PATH, data=body, headers=signed(body) | {"X-Slack-Signature": "v0=" + "0" * 64})
        assert bot.state.refused == {"signature": 5}
    shown = capsys.readouterr()
    (line,) = [line for line in (shown.out + shown.err).splitlines() if "requests_refused" in line]
    assert "SLACK_SIGNING_SECRET" in line


@asynccontextmanager
async def at_the_door(answer: Answerer) -> AsyncIterator[tuple[int, SlackStandIn, SlackBot, asyncio.Task[None]]]:
    async with SlackStandIn(Settings(signing_secret=SECRET)) as slack:
        bot = SlackBot(build_client(slack.settings.bot_token, base_url=slack.api_url), Backing(answer))
        url = asyncio.get_running_loop().create_future()
        service = asyncio.create_task(serve_http(bot, SECRET, 0, host="127.0.0.1", listening=url.set_result))
        port = int((await url).split(":")[2].split("/")[0])
        yield port, slack, bot, service
        service.cancel()
        await asyncio.gather(service, return_exceptions=True)


async def stays(port: int, said: bytes) -> float:
    """Return for how many seconds a connection stays on which no more is said."""
    clock = asyncio.get_running_loop().time
    began = clock()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(said)
    with contextlib.suppress(ConnectionError):
        while await reader.read(1000):
            pass
    writer.close()
    return clock() - began


HEAD = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n"


@pytest.mark.parametrize("said", [b"", HEAD, HEAD + b"\r\nabc"], ids=["nothing", "half a head", "half a body"])
async def test_a_connection_without_a_whole_request_is_closed_after_ten_seconds(
    answer: Answerer, said: bytes
) -> None:
    async with at_the_door(answer) as (port, _, bot, _):
        assert 10 <= await stays(port, said) < 11
        assert bot.state.refused["no whole request"] == 1


async def test_an_idle_connection_is_closed_after_thirty_seconds(answer: Answerer) -> None:
    async with at_the_door(answer) as (port, *_):
        assert 30 <= await stays(port, HEAD + b"\r\n" + b"x" * 10) < 31


SILENT = size(MOST + 20, 1_050)


@proof(f"{MOST + 20} silent connections", "1,050 silent connections")
async def test_a_full_house_makes_room_by_closing_who_waited_longest(answer: Answerer) -> None:
    clock = asyncio.get_running_loop().time
    async with at_the_door(answer) as (port, slack, bot, _):
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(SILENT)]
        assert await slack.use_request_url(f"http://127.0.0.1:{port}{PATH}")
        began = clock()
        assert await slack.wait_for_reply(slack.dm("ada", QUESTION))
        assert clock() - began < 1
        assert bot.state.refused["too many"] >= SILENT - MOST
        assert await silent[0][0].read(1) == b""
        for _, writer in silent:
            writer.close()


async def test_slow_connections_do_not_hold_a_stop(answer: Answerer) -> None:
    clock = asyncio.get_running_loop().time
    async with at_the_door(answer) as (port, _, _, service):
        slow = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        for _, writer in slow:
            writer.write(HEAD + b"\r\nabc")
        await asyncio.sleep(0.1)
        began = clock()
        service.cancel()
        await asyncio.gather(service, return_exceptions=True)
        assert clock() - began < 2
        for _, writer in slow:
            writer.close()


FUZZED = size(300, 10_000)


@proof("300 requests", "10,000 requests")
async def test_no_fuzzed_request_is_a_fault_of_the_server(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the library says of each would be sent from worker to worker, half characters and all.
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    dice, counts = random.Random(13), Counter[int]()  # noqa: S311 - the same every time
    async with serving(answer) as (client, slack, bot):
        for number in range(FUZZED):
            body, headers = fuzzed(dice, event(slack, f"question {number}"))
            async with client.post(PATH, data=body, headers=headers) as response:
                counts[response.status] += 1
        await bot.drain()
    assert all(status < 500 for status in counts), counts
    assert {200, 400, 401} <= counts.keys()


def fuzzed(dice: random.Random, sound: str) -> tuple[str, dict[str, str]]:
    """Return a body and headers, signed or not, sound or in some way odd."""
    body = dice.choice([sound, mangled(dice, sound), dice.choice(ODD), odd_values(dice, sound)])
    headers = signed(body)
    if dice.random() < 0.3:
        headers["Content-Type"] = dice.choice(["application/x-www-form-urlencoded", "text/plain", "é/é", ""])
    if dice.random() < 0.3:
        name = dice.choice(["X-Slack-Signature", "X-Slack-Request-Timestamp"])
        headers[name] = dice.choice(["", "v0=é", "9" * 5_000, "-1", "v0=" + "f" * 64, "0x10", "٣"])
    return body, headers


def mangled(dice: random.Random, sound: str) -> str:
    at = dice.randrange(len(sound))
    return sound[:at] + dice.choice(['"', "{", "}", "\\ud800", "\x00", "é", ""]) + sound[at + dice.randrange(3) :]


def odd_values(dice: random.Random, sound: str) -> str:
    whole = json.loads(sound)
    part = dice.choice([whole, whole["event"]])
    part[dice.choice([*part])] = dice.choice([None, 7, [], {}, [None], "", True, 1e300])
    return json.dumps(whole)


@pytest.mark.parametrize("letter", ["a", "ж", "针"])
async def test_the_longest_message_there_is_is_answered_whatever_it_is_written_in(
    answer: Answerer, letter: str
) -> None:
    async with serving(answer) as (client, slack, bot):
        said = json.loads(event(slack, letter * 12_000))
        written = {"type": "text", "text": said["event"]["text"]}
        section = {"type": "rich_text_section", "elements": [written]}
        said["event"]["blocks"] = [{"type": "rich_text", "elements": [section]}]
        body = json.dumps(said)
        response = await client.post(PATH, data=body, headers=signed(body))
        await bot.drain()
        assert (response.status, posted(slack)) == (200, 1)
