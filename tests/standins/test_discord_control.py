"""The control interface as another process uses it, and what people see."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from discord_bots import Impatient, command_client, echo_client, menu_client, running

from adapters.standins.discord import Change, DiscordStandIn, NotPossible, Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    Control = Callable[..., Coroutine[Any, Any, tuple[int, dict[str, Any]]]]


@pytest.fixture
async def control(stand_in: DiscordStandIn) -> AsyncIterator[Control]:
    async with aiohttp.ClientSession() as session:

        async def do(action: str, **body: object) -> tuple[int, dict[str, Any]]:
            async with session.post(f"{stand_in.url}/control/{action}", json=body) as response:
                return response.status, await response.json()

        yield do


@pytest.fixture
async def client(stand_in: DiscordStandIn) -> AsyncIterator[Impatient]:
    async with running(command_client(), stand_in) as running_client:
        yield running_client


async def test_a_whole_conversation_over_http(stand_in: DiscordStandIn, control: Control) -> None:
    async with running(echo_client(), stand_in):
        _, state = await control("state")
        mention = state["bot"]["mention"]
        _, said = await control("say", user="ada", channel="general", text=f"{mention} hello")
        status, waited = await control("wait", message=said["message"]["id"])
        assert status == 200
        assert [reply["content"] for reply in waited["replies"]] == ["you said: @bot hello"]
        status, refused = await control("wait", message=said["message"])
        assert (status, "its id on Discord" in refused["error"]) == (400, True)
        _, seen = await control("visible", user="grace", channel="general")
        assert [message["content"] for message in seen["messages"]] == [
            f"{mention} hello",
            "you said: @bot hello",
        ]
        _, direct = await control("dm", user="linus", text="psst")
        assert (await control("wait", message=direct["message"]["id"]))[0] == 200


@pytest.mark.usefixtures("client")
async def test_commands_buttons_and_modals_over_http(control: Control) -> None:
    where = {"user": "ada", "channel": "general", "command": "ask"}
    _, offered = await control("autocomplete", **where, option="question", partial="why")
    assert offered["choices"] == [{"name": "why", "value": "why"}]
    _, asked = await control("command", **where, options={"question": "why"}, wait=2)
    assert asked["reply"]["content"] == "answer to why"
    message = asked["reply"]["id"]
    _, pressed = await control("press", user="ada", message=message, custom_id="more", wait=2)
    assert (pressed["reply"]["content"], pressed["reply"]["ephemeral"]) == ("more of it", True)
    _, menu = await control("press", user="ada", message=message, custom_id="colour", values=["red"], wait=2)
    assert menu["reply"]["content"] == "you chose red"
    _, opened = await control("press", user="ada", message=message, custom_id="tell")
    number = opened["interaction"]["id"]
    _, shown = await control("modal", interaction=number)
    assert shown["modal"]["title"] == "Tell us"
    _, told = await control("submit", user="ada", interaction=number, values={"about": "it"}, wait=2)
    assert told["reply"]["content"] == "noted: it"


async def test_forwards_files_and_menus_over_http(stand_in: DiscordStandIn, control: Control) -> None:
    log = stand_in.state.add_channel("log")
    async with running(menu_client(log.id), stand_in):
        _, said = await control("say", user="ada", channel="general", text="look", files=["knee.jpg"])
        number = said["message"]["id"]
        assert [each["filename"] for each in said["message"]["attachments"]] == ["knee.jpg"]
        _, forwarded = await control("forward", user="grace", message=number, channel="log")
        assert forwarded["message"]["message_snapshots"][0]["message"]["content"] == "look"
        _, direct = await control("dm", user="ada", text="", files=["voice-message.ogg"])
        assert direct["message"]["flags"] == 1 << 13
        menu = {"user": "grace", "channel": "general", "wait": 2}
        _, joined = await control("context_menu", **menu, command="Show Join Date", person="ada")
        assert joined["reply"]["content"] == "ada joined in 2024"
        _, reported = await control("context_menu", **menu, command="Report to Moderators", message=number)
        assert reported["reply"]["ephemeral"]


@pytest.mark.parametrize(
    ("action", "body", "status", "error"),
    [
        ("nothing", {}, 404, "actions are state, "),
        ("say", {"user": "ada"}, 400, "missing 'channel'"),
        ("say", {"user": "eve", "channel": "general", "text": "x"}, 400, "nobody is called 'eve'"),
        ("say", {"user": "ada", "channel": "elsewhere", "text": "x"}, 400, "there is no channel 'elsewhere'"),
        ("press", {"user": "ada", "message": "1", "custom_id": "x"}, 400, "there is no message 1"),
        ("faults", {"kind": "earthquake"}, 400, "'earthquake' is not a valid FaultKind"),
        ("modal", {"interaction": "1"}, 400, "there is no interaction 1"),
    ],
)
async def test_what_cannot_be_done_says_why(
    control: Control, action: str, body: dict[str, object], status: int, error: str
) -> None:
    answer = await control(action, **body)
    assert answer[0] == status
    assert error in answer[1]["error"]


async def test_waiting_in_vain_times_out(stand_in: DiscordStandIn, control: Control) -> None:
    said = stand_in.say("ada", "general", "anyone?")
    assert (await control("wait", message=said.id, seconds=0.05))[0] == 408


async def test_faults_and_the_recorder_over_http(stand_in: DiscordStandIn, control: Control) -> None:
    _, armed = await control("faults", kind="500", where="rest GET /gateway", times=2)
    assert armed["faults"][0]["times"] == 2
    async with aiohttp.ClientSession() as session:
        assert (await session.get(f"{stand_in.api_url}/gateway")).status == 500
        assert (await session.get(f"{stand_in.api_url}/users/@me")).status == 401
    _, state = await control("faults", clear=True)
    assert (state["faults"], state["struck"]) == ([], 1)
    _, recorded = await control("recorder", last=1)
    assert recorded["frames"][0]["name"] == "GET /users/@me"


async def test_the_world_can_be_changed_over_http(stand_in: DiscordStandIn, control: Control) -> None:
    async with running(echo_client(), stand_in) as client:
        await control("people", name="eve")
        await control("channels", name="help")
        _, said = await control("say", user="eve", channel="help", text=f"{stand_in.mention} hi")
        assert (await control("wait", message=said["message"]["id"]))[0] == 200
        assert {channel.name for channel in client.guilds[0].text_channels} == {"general", "help"}
        await control("deny", user="bot", channel="help", permissions=["SEND_MESSAGES"])
        await control("react", user="eve", message=said["message"]["id"], emoji="👍")
        await control("edit", user="eve", message=said["message"]["id"], text="never mind")
        await control("delete", user="eve", message=said["message"]["id"])
        _, seen = await control("visible", user="eve", channel="help")
        assert [message["content"] for message in seen["messages"]] == ["you said: @bot hi"]


@pytest.mark.parametrize("action", ["reconnect", "invalidate", "close", "disconnect", "freeze"])
async def test_the_gateway_can_be_disturbed_over_http(
    stand_in: DiscordStandIn, control: Control, action: str
) -> None:
    async with running(echo_client(), stand_in):
        assert await control(action) == (200, {})


async def test_changes_are_streamed_to_a_page(stand_in: DiscordStandIn) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{stand_in.url}/control/changes") as response,
    ):
        assert response.headers["Content-Type"] == "text/event-stream"
        stand_in.say("ada", "general", "hello")
        number, data = [(await response.content.readline()).decode().strip() for _ in range(2)]
        change = json.loads(data.removeprefix("data: "))
        assert (number, change["kind"]) == (f"id: {stand_in.changes.seq}", "message")
        assert change["body"]["message"]["content"] == "hello"


async def test_a_listener_hears_every_change_in_order(stand_in: DiscordStandIn) -> None:
    heard: list[Change] = []
    stop = stand_in.changes.listen(heard.append)
    said = stand_in.say("ada", "general", "frist")
    stand_in.edit("ada", said, "first")
    stand_in.react("grace", said, "👍")
    stand_in.delete("ada", said)
    stop()
    stand_in.say("ada", "general", "unheard")
    assert [change.kind for change in heard] == ["message", "message_changed", "reaction", "message_deleted"]
    assert [change.seq for change in heard] == list(range(heard[0].seq, heard[0].seq + 4))


@pytest.mark.usefixtures("client")
async def test_settle_waits_for_an_answer_under_way(stand_in: DiscordStandIn) -> None:
    asked = stand_in.command("ada", "general", "slow")
    await stand_in.settle(0.05)
    assert len(stand_in.replies_to(asked)) == 2


async def test_settle_gives_up_on_what_never_rests(stand_in: DiscordStandIn) -> None:
    async def chatter() -> None:
        while True:
            stand_in.say("ada", "general", "and another thing")
            await asyncio.sleep(0.01)

    talking = asyncio.create_task(chatter())
    with pytest.raises(TimeoutError):
        await stand_in.settle(0.05, seconds=0.2)
    talking.cancel()


async def test_people_see_only_what_they_may(stand_in: DiscordStandIn) -> None:
    stand_in.state.add_channel("staff")
    stand_in.deny("linus", "staff", "VIEW_CHANNEL")
    stand_in.say("ada", "staff", "secret")
    assert len(stand_in.visible_to("grace", "staff")) == 1
    assert stand_in.visible_to("linus", "staff") == []
    with pytest.raises(NotPossible, match="linus has no SEND_MESSAGES in #staff"):
        stand_in.say("linus", "staff", "let me in")


async def test_ids_grow_even_when_the_clock_stands_still() -> None:
    async with DiscordStandIn(Settings(clock=lambda: 1_700_000_000.0)) as stand_in:
        ids = [int(stand_in.say("ada", "general", str(number)).id) for number in range(5)]
        assert ids == sorted(set(ids))
        assert ids[0] >> 22 == 1_700_000_000_000 - 1_420_070_400_000
