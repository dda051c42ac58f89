"""The gateway on a bad day: what cannot be read ends no session, and an outage is over soon after it is over."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from discord.http import HTTPClient
from on_standins import on_discord

from adapters.answering import Answerer
from adapters.backing import Backing
from adapters.discord import identifying
from adapters.discord.client import DiscordBot
from adapters.discord.identifying import Identifies
from adapters.discord.serving import verify
from adapters.ops import configure_logging
from adapters.standins.discord import DiscordStandIn, loopback, payloads
from adapters.standins.discord.handshake import Handshake
from adapters.standins.discord.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from botcore import Asked, Bot, Reply

    Reshape = Callable[[dict[str, Any]], Any]

QUESTION = "what is the most common agent used in prolotherapy?"


async def test_asking_discord_whether_a_token_is_good_warns_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("WARNING", as_json=True)
    async with DiscordStandIn() as stand_in:
        with loopback.pointed_at(stand_in.url):
            await verify(stand_in.settings.token)
    assert capsys.readouterr().err == ""


async def test_a_broken_frame_loses_nothing_the_session_is_resumed(answer: Answerer) -> None:
    async with DiscordStandIn() as stand_in, on_discord(answer, stand_in):
        stand_in.faults.arm("malformed", "gateway MESSAGE_CREATE")
        asked = stand_in.ask("ada", "general", QUESTION)
        await stand_in.wait_for_reply(asked)
        await stand_in.settle(0.2)
        assert len(stand_in.replies_to(asked)) == 1
        assert (len(stand_in.recorder.named("IDENTIFY")), len(stand_in.recorder.named("RESUME"))) == (1, 1)


async def test_a_frame_that_stays_broken_ends_the_client_lest_it_resume_for_ever(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "after", lambda *_: [])
    async with DiscordStandIn() as stand_in, on_discord(answer, stand_in) as connection:
        stand_in.faults.arm("malformed", "gateway RESUMED", times=100)
        stand_in.disconnect_all()
        done, _ = await asyncio.wait({connection}, timeout=5)
        assert [type(each.exception()) for each in done] == [json.JSONDecodeError]
        assert len(stand_in.recorder.named("RESUME")) == 2


async def test_an_interaction_that_comes_twice_reaches_the_core_once(bot: Bot) -> None:
    heard = []
    answerer = Answerer(bot)

    async def answer(message: object) -> object:
        heard.append(message)
        return await answerer(message)  # type: ignore[arg-type]

    async with DiscordStandIn() as stand_in, on_discord(answer, stand_in):  # type: ignore[arg-type]
        await stand_in.wait_for_command("prolo")
        stand_in.faults.arm("duplicate", "gateway INTERACTION_CREATE")
        asked = stand_in.command("ada", "general", "prolo", {"question": QUESTION})
        await stand_in.wait_for_reply(asked)
        await stand_in.settle(0.2)
        assert len(stand_in.replies_to(asked)) == 1
    answerer.close()
    assert len(heard) == 1


def without(*fields: str) -> Reshape:
    return lambda event: {key: value for key, value in event.items() if key not in fields}


def with_(**fields: object) -> Reshape:
    return lambda event: event | fields


SHAPES: dict[str, Reshape] = {
    "no author": without("author"),
    "no author's id": with_(author={"username": "ada"}),
    "no channel": without("channel_id"),
    "no id": without("id"),
    "an id that is no number": with_(id="soon"),
    "mentions null": with_(mentions=None),
    "mentions of nobody": with_(mentions=[{}]),
    "attachments null": with_(attachments=None),
    "an attachment without fields": with_(attachments=[{}]),
    "components null": with_(components=None),
    "a component without fields": with_(components=[{}]),
    "embeds null": with_(embeds=None),
    "a poll without fields": with_(poll={}),
    "a sticker without fields": with_(sticker_items=[{}]),
    "an edit at no time": with_(edited_timestamp="soon"),
    "a reference to nothing": with_(message_reference={}),
    "nothing at all": lambda _: {},
    "null": lambda _: None,
    "a list": lambda _: [],
}


async def test_no_event_of_a_strange_shape_ends_the_client_and_the_next_question_is_answered(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    async with DiscordStandIn() as stand_in, on_discord(answer, stand_in) as connection:
        (session,) = stand_in.backend.sessions.by_id.values()
        said = stand_in.say("ada", "general", "my secret sentence")
        body = payloads.message_event(stand_in.backend.state, said)
        for reshape in SHAPES.values():
            for event in ("MESSAGE_CREATE", "MESSAGE_UPDATE", "INTERACTION_CREATE", "GUILD_CREATE"):
                stand_in.backend.dispatcher.send(session, event, reshape(body))
        session.connection.post({"op": 10, "d": None, "s": None, "t": None}, "HELLO")
        asked = stand_in.ask("ada", "general", QUESTION)
        await stand_in.wait_for_reply(asked)
        assert not connection.done()
        assert len(stand_in.recorder.named("IDENTIFY")) == 1
    shown = capsys.readouterr()
    log = shown.out + shown.err
    assert "name=MESSAGE_CREATE" in log
    assert "secret" not in log


TOO_STRANGE = {
    "no author", "no author's id", "no channel", "no id", "an id that is no number", "nothing at all", "null",
    "a list", "mentions of nobody",
}  # fmt: skip
"""Or nothing of which it could be told that it is said to us."""

BESIDE = {each: reshape for each, reshape in SHAPES.items() if each not in TOO_STRANGE} | {
    "a member of no shape": with_(member=[]),
    "a mention beside ours of no shape": lambda event: event | {"mentions": [None, *event["mentions"]]},
    "a poll that ends never": with_(
        poll={
            "question": {"text": "?"},
            "answers": [],
            "expiry": None,
            "allow_multiselect": False,
            "layout_type": 1,
        }
    ),
    "a forward of nothing": with_(message_snapshots=[{"message": None}]),
    "an answer to what nobody wrote": with_(
        message_reference={"message_id": "7", "channel_id": "8"}, referenced_message={"id": "7", "author": {}}
    ),
}


async def test_nothing_of_a_strange_shape_keeps_what_stands_beside_it_from_being_heard(bot: Bot) -> None:
    heard = []

    async def answer(message: Asked) -> Reply:
        heard.append(message.text)
        return bot.apology()

    async with DiscordStandIn() as stand_in, on_discord(answer, stand_in):  # type: ignore[arg-type]
        (session,) = stand_in.backend.sessions.by_id.values()
        said = stand_in.ask("ada", "general", "the first")
        body = payloads.message_event(stand_in.backend.state, said)
        edit = body | {"edited_timestamp": "2030-01-01T00:00:00+00:00"}
        for number, (name, reshape) in enumerate(BESIDE.items(), start=1):
            one = {"id": str(int(said.id) + number), "content": body["content"].replace("the first", name)}
            stand_in.backend.dispatcher.send(session, "MESSAGE_CREATE", reshape(body | one))
            if "edit" not in name:
                another = {"content": body["content"].replace("the first", f"{name}, edited")}
                stand_in.backend.dispatcher.send(session, "MESSAGE_UPDATE", reshape(edit | one | another))
        await stand_in.settle(0.5)
    edited = {f"{name}, edited" for name in BESIDE if "edit" not in name}
    assert sorted(heard) == sorted({"the first", *BESIDE, *edited})


TYPED_BESIDE: dict[str, Reshape] = {
    "a channel of no shape": with_(channel=[]),
    "nothing bought": with_(entitlements=None),
    "permissions of no shape": with_(app_permissions="x"),
    "a member of no shape": lambda event: event | {"member": event["member"] | {"roles": 7}},
    "no limit": without("attachment_size_limit"),
}


async def test_an_argument_is_heard_whatever_discord_says_of_where_it_was_typed(answer: Answerer) -> None:
    async with DiscordStandIn() as stand_in, on_discord(answer, stand_in):
        await stand_in.wait_for_command("prolo")
        send = stand_in.backend.dispatcher.send
        for reshape in TYPED_BESIDE.values():
            # The stand-in's own way, whose events come out of shape.
            stand_in.backend.dispatcher.send = lambda session, event, body, as_=reshape: send(  # type: ignore[method-assign,misc]
                session, event, as_(body) if event == "INTERACTION_CREATE" else body
            )
            asked = stand_in.command("ada", "general", "prolo", {"question": "I can't breathe"})
            assert "Call " in (await stand_in.wait_for_reply(asked)).content


POLL: dict[str, Any] = {
    "question": {"text": "I can't breathe, what now?"},
    "answers": [{"answer_id": 1, "poll_media": {"text": "an ambulance"}}, {"answer_id": 2, "poll_media": {}}],
    "expiry": None,
    "allow_multiselect": False,
    "layout_type": 1,
}
ENDS = "2030-01-01T00:00:00+00:00"


async def test_what_a_poll_asks_and_what_a_post_in_a_forum_is_called_is_heard(bot: Bot) -> None:
    heard = []

    async def answer(message: Asked) -> Reply:
        heard.append((message.text, message.quoted))
        return bot.apology()

    async with DiscordStandIn() as stand_in, on_discord(answer, stand_in):  # type: ignore[arg-type]
        (session,) = stand_in.backend.sessions.by_id.values()
        state, send = stand_in.backend.state, stand_in.backend.dispatcher.send
        post = state.add_thread(state.channel("general"), "he fainted", state.person("ada").id)
        stand_in.backend.dispatcher.everywhere("THREAD_CREATE", post, payloads.channel(state, post))
        later = payloads.message_event(state, stand_in.ask("ada", post.id, "and now?"))
        first = later | {"id": post.id, "content": later["content"].replace("and now?", "what now?")}
        asked = payloads.message_event(state, stand_in.dm("ada", "hello"))
        send(session, "MESSAGE_CREATE", first)
        for number, poll in enumerate((POLL, POLL | {"expiry": ENDS, "answers": POLL["answers"][:1]}), start=1):
            send(session, "MESSAGE_CREATE", asked | {"id": str(number), "content": "", "poll": poll})
        await stand_in.settle(0.5)
    assert sorted(heard) == [
        *[("", "I can't breathe, what now?\nan ambulance")] * 2,
        ("and now?", ""),
        ("hello", ""),
        ("what now?", "he fainted"),
    ]


async def test_what_begins_no_session_ends_the_client_lest_it_identify_for_ever(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handshake, "_start", lambda _, connection, __: connection.post(READY_WITHOUT_ID, "READY"))
    async with DiscordStandIn() as stand_in:
        with loopback.pointed_here(stand_in.url):
            async with DiscordBot(Backing(answer)) as client:
                await client.login(stand_in.settings.token)
                with pytest.raises(KeyError):
                    await client.connect()
        assert len(stand_in.recorder.named("IDENTIFY")) == 1


READY_WITHOUT_ID = {"op": 0, "t": "READY", "s": 1, "d": {}}


async def test_identifies_are_counted_and_kept_far_below_a_thousand_a_day() -> None:
    identifies, clock = Identifies(), asyncio.get_running_loop().time
    began, taken = clock(), 0
    # Half a pause early: the one due as the day ends would fall to this side or that by a rounding.
    while clock() < began + identifying.DAY - identifying.ONE_MORE / 2:
        await identifies.take()
        taken += 1
    assert taken == 500
    assert len(identifies._times) <= 501


async def test_a_few_identifies_wait_for_nothing() -> None:
    identifies, clock = Identifies(), asyncio.get_running_loop().time
    began = clock()
    for _ in range(identifying.AT_ONCE):
        await identifies.take()
    assert clock() - began < 1


async def test_after_an_outage_of_an_hour_discord_is_back_within_thirty_seconds(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with DiscordStandIn() as stand_in, on_discord(answer, stand_in):
        connect = HTTPClient.ws_connect
        monkeypatch.setattr(HTTPClient, "ws_connect", refused)
        stand_in.disconnect_all()
        await asyncio.sleep(3600)
        monkeypatch.setattr(HTTPClient, "ws_connect", connect)
        async with asyncio.timeout(30):
            await stand_in.wait_connected()
            asked = stand_in.ask("ada", "general", QUESTION)
            await stand_in.wait_for_reply(asked)


async def refused(*_: object, **__: object) -> object:
    raise ConnectionRefusedError


async def test_the_command_is_registered_beside_serving_again_until_it_works(answer: Answerer) -> None:
    async with DiscordStandIn() as stand_in:
        stand_in.faults.arm("500", "rest * /applications/*", times=12)
        async with on_discord(answer, stand_in):
            await stand_in.wait_for_reply(stand_in.ask("ada", "general", QUESTION))
            assert stand_in.backend.state.commands == {}
            await stand_in.wait_for_command("prolo", seconds=300)


async def test_a_command_that_has_not_changed_is_not_registered_again(answer: Answerer) -> None:
    async with DiscordStandIn() as stand_in:
        for changed in (None, None, "An older description"):
            before = registrations(stand_in)
            async with on_discord(answer, stand_in):
                await stand_in.wait_for_command("prolo")
                await stand_in.settle(0.3)
            command = next(each for each in stand_in.backend.state.commands[""] if each["name"] == "prolo")
            command["description"] = changed or command["description"]
        assert before == 1
        async with on_discord(answer, stand_in):
            await stand_in.settle(0.3)
        assert registrations(stand_in) == 2


def registrations(stand_in: DiscordStandIn) -> int:
    return sum(frame.direction == "in" and frame.name.startswith("PUT ") for frame in stand_in.recorder.frames)
