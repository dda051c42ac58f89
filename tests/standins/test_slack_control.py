"""The control interface, over HTTP as another process uses it, and the log that pages follow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from slack_bots import echo_app, over_socket_mode

from adapters.standins.slack import Settings, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Control:
    """A process that has nothing but the address."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def __call__(self, action: str, **body: object) -> dict[str, Any]:
        async with self._session.post(f"{self._url}/control/{action}", json=body) as response:
            return {"status": response.status, **await response.json()}


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    settings = Settings(ack_seconds=0.3, retry_delays=(0.0,), refresh_grace=0.05)
    async with SlackStandIn(settings) as standin:
        yield standin


@pytest.fixture
async def control(slack: SlackStandIn) -> AsyncIterator[Control]:
    async with aiohttp.ClientSession() as session:
        yield Control(session, slack.url)


async def test_a_conversation_can_be_held_over_http(slack: SlackStandIn, control: Control) -> None:
    async with over_socket_mode(echo_app(slack), slack):
        asked = (await control("say", user="ada", channel="general", text="@bot hello"))["message"]
        (reply,) = (await control("wait", message=asked["ts"]))["replies"]
        assert reply["thread_ts"] == asked["ts"]
        answer = (await control("command", user="ada", channel="general", command="/echo", text="x", wait=2))[
            "reply"
        ]
        assert answer["ephemeral"]
        pressed = await control("press", user="ada", message=answer["ts"], action_id="again", wait=2)
        assert pressed["reply"]["text"] == "again: x"
        direct = (await control("dm", user="grace", text="hi"))["message"]
        assert (await control("wait", message=direct["ts"]))["replies"][0]["text"] == "you said: hi"
        assert (await control("wait"))["status"] == 200
    seen = (await control("visible", user="ada", channel="general"))["messages"]
    assert [message["ephemeral"] for message in seen] == [False, False, True]
    deliveries = (await control("deliveries"))["deliveries"]
    assert all(delivery["acknowledged"] for delivery in deliveries)


async def test_people_and_channels_can_be_added(control: Control) -> None:
    person = (await control("people", name="eve", channels=["general"]))["person"]
    channel = (await control("channels", name="club", members=["eve", "bot"], private=True))["channel"]
    state = await control("state")
    assert person["id"] in [p["id"] for p in state["people"]]
    assert next(c for c in state["channels"] if c["id"] == channel["id"])["members"][0] == person["id"]
    assert channel["is_private"]


async def test_faults_and_the_recorder_are_reachable(slack: SlackStandIn, control: Control) -> None:
    armed = await control("faults", kind="429", where="api auth.test", seconds=3)
    assert armed["faults"][0]["where"] == "api auth.test"
    async with aiohttp.ClientSession() as session, session.post(f"{slack.api_url}auth.test") as response:
        assert response.headers["Retry-After"] == "3"
    assert (await control("faults", clear=True))["struck"] == 1
    await control("say", user="ada", channel="general", text="hello")
    frames = (await control("recorder"))["frames"]
    assert slack.settings.bot_token not in json.dumps(frames)


async def test_connections_can_be_warned_refreshed_and_cut(slack: SlackStandIn, control: Control) -> None:
    async with over_socket_mode(echo_app(slack), slack):
        for action in ("warn", "refresh", "disconnect"):
            assert (await control(action))["status"] == 200
            await slack.wait_connected()
    assert slack.recorder.named("disconnect")


@pytest.mark.parametrize(
    ("action", "body", "status", "words"),
    [
        ("say", {"user": "eve", "channel": "general", "text": "x"}, 400, "nobody is called 'eve'"),
        ("say", {"user": "ada", "channel": "nowhere", "text": "x"}, 400, "no channel 'nowhere'"),
        ("say", {"user": "ada"}, 400, "missing 'channel'"),
        ("press", {"user": "ada", "message": "1.2", "action_id": "x"}, 400, "no message 1.2"),
        ("faults", {"kind": "rain"}, 400, "rain"),
        ("wait", {"message": {"ts": "1.2"}}, 400, "message: found dict; expected a string: its ts on Slack"),
        ("dance", {}, 404, "actions are"),
    ],
)
async def test_what_cannot_be_done_is_said_in_words(
    control: Control, action: str, body: dict[str, object], status: int, words: str
) -> None:
    answer = await control(action, **body)
    assert answer["status"] == status
    assert words in answer["error"]


async def test_a_body_that_is_no_object_is_refused(slack: SlackStandIn) -> None:
    url = f"{slack.url}/control/say"
    async with aiohttp.ClientSession() as session, session.post(url, json=["ada"]) as response:
        assert (response.status, await response.json()) == (
            400,
            {"error": "found list; expected a JSON object"},
        )


async def test_a_wait_in_vain_ends(control: Control) -> None:
    asked = (await control("say", user="ada", channel="general", text="hello"))["message"]
    assert (await control("wait", message=asked["ts"], seconds=0.1))["status"] == 408


async def test_changes_stream_to_a_page(slack: SlackStandIn, control: Control) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{slack.url}/control/changes") as stream:
        await control("say", user="ada", channel="general", text="hello")
        lines = [(await stream.content.readline()).decode() for _ in range(2)]
    change = json.loads(lines[1].removeprefix("data: "))
    assert lines[0] == f"id: {change['seq']}\n"
    assert (change["kind"], change["body"]["message"]["text"]) == ("message", "hello")


async def test_changes_can_be_followed_in_process(slack: SlackStandIn) -> None:
    heard: list[str] = []
    stop = slack.changes.listen(lambda change: heard.append(change.kind))
    async with slack.changes.subscribe() as changes:
        message = slack.say("ada", "general", "hello")
        first = await anext(changes)
    stop()
    slack.say("ada", "general", "unheard")
    assert (first.kind, first.message, first.seq) == ("message", message.ts, message.seq)
    assert heard == ["message"]


async def test_people_edit_delete_and_join_over_http(control: Control) -> None:
    said = (await control("say", user="ada", channel="general", text="hello"))["message"]
    edited = await control("edit", user="ada", message=said["ts"], text="hullo")
    assert edited["message"]["text"] == "hullo"
    assert (await control("delete", user="ada", message=said["ts"]))["status"] == 200
    await control("people", name="eve")
    assert (await control("join", user="eve", channel="general"))["message"]["subtype"] == "channel_join"
    assert (await control("open_home", user="eve"))["deliveries"] == 1


async def test_what_comes_along_with_a_message_can_be_asked_for(control: Control) -> None:
    asked = (await control("say", user="ada", channel="general", text="look", files=["a.png"]))["message"]
    shared = (await control("dm", user="ada", text="", shares=asked["ts"]))["message"]
    done = (await control("me", user="ada", channel="general", text="waves"))["message"]
    posted = (await control("workflow", name="intake", channel="general", text="hello"))["message"]
    subtypes = [each.get("subtype") for each in (asked, shared, done, posted)]
    assert subtypes == ["file_share", None, "me_message", "bot_message"]
    assert shared["attachments"][0]["text"] == "look"


async def test_a_channel_can_be_made_to_refuse(slack: SlackStandIn, control: Control) -> None:
    await control("refuse", channel="general", code="restricted_action")
    assert slack.workspace.channel("general").refuses == "restricted_action"
