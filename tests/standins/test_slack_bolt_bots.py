"""slack_bolt is the judge: its echo bot works over both transports, unchanged but for the address."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from proving import proof, size
from slack_bots import echo_app, new_app, over_socket_mode

from adapters.standins.slack import Settings, SlackStandIn

PEOPLE = size(50, 500)
Transport = Callable[..., AbstractAsyncContextManager[Any]]


async def test_a_mention_is_answered_in_its_thread(slack: SlackStandIn, connected: Transport) -> None:
    async with connected(echo_app(slack), slack):
        asked = slack.say("ada", "general", "@bot hello")
        reply = await slack.wait_for_reply(asked)
    assert reply.text == f"you said: {slack.mention} hello"
    assert reply.thread_ts == asked.ts
    assert reply.user == slack.workspace.bot.id


async def test_a_direct_message_is_answered(slack: SlackStandIn, connected: Transport) -> None:
    async with connected(echo_app(slack), slack):
        reply = await slack.wait_for_reply(slack.dm("grace", "hello"))
    assert reply.text == "you said: hello"
    assert slack.workspace.channels[reply.channel].kind == "im"


async def test_a_command_is_answered_to_its_person_alone_and_its_button_rewrites_the_answer(
    slack: SlackStandIn, connected: Transport
) -> None:
    async with connected(echo_app(slack), slack):
        reply = await slack.wait_for_reply(slack.command("ada", "general", "/echo", "one"))
        assert reply.visible_to == slack.workspace.person("ada").id
        assert reply not in slack.visible_to("grace", "general")
        rewritten = await slack.wait_for_reply(slack.press("ada", reply, "again"))
    assert rewritten is reply
    assert rewritten.text == "again: one"


async def test_one_mention_arrives_as_message_and_as_app_mention(
    slack: SlackStandIn, connected: Transport
) -> None:
    async with connected(echo_app(slack), slack):
        asked = slack.say("ada", "general", "@bot hello")
        await slack.wait_for_reply(asked)
        await slack.settle()
    first, second = (d.payload for d in slack.deliveries if d.payload["event"]["ts"] == asked.ts)
    assert {first["event"]["type"], second["event"]["type"]} == {"message", "app_mention"}
    assert first["event_id"] != second["event_id"]
    assert len(slack.replies_to(asked)) == 1


async def test_the_bots_own_message_comes_back_as_an_event_with_its_bot_id(
    slack: SlackStandIn, connected: Transport
) -> None:
    async with connected(echo_app(slack), slack):
        reply = await slack.wait_for_reply(slack.say("ada", "general", "@bot hello"))
        await slack.settle()
    echo = next(d for d in slack.deliveries if d.payload["event"]["ts"] == reply.ts)
    assert echo.payload["event"]["bot_id"] == slack.workspace.bot.bot_id
    assert echo.acknowledged


async def test_bolt_hears_whatever_way_people_and_workflows_speak(
    slack: SlackStandIn, connected: Transport
) -> None:
    app, heard = new_app(slack), []

    @app.event("message")
    async def said(event: dict[str, Any]) -> None:
        files = [each["name"] for each in event.get("files", ())]
        shared = [each["text"] for each in event.get("attachments", ())]
        heard.append((event.get("subtype"), event.get("user"), files, shared))

    @app.event("app_mention")
    async def mentioned() -> None:
        pass

    async with connected(app, slack):
        root = slack.say("ada", "general", "root")
        slack.say("ada", "general", "look", files=["a.png"])
        slack.say("ada", "general", "all of you", thread_ts=root.ts, broadcast=True)
        slack.me("ada", "general", "waves")
        slack.dm("ada", "", shares=root)
        slack.workflow("intake", "general", "@bot hello")
        await slack.settle()
    ada = slack.workspace.person("ada").id
    assert sorted(heard, key=str) == sorted(
        [
            (None, ada, [], []),
            ("file_share", ada, ["a.png"], []),
            ("thread_broadcast", ada, [], []),
            ("me_message", ada, [], []),
            (None, ada, [], ["root"]),
            ("bot_message", None, [], []),
        ],
        key=str,
    )


@proof("50 people", "500 people")
async def test_many_people_asking_at_once_are_each_answered_once() -> None:
    settings = Settings(messages_per_second=None, ack_seconds=30)
    async with SlackStandIn(settings) as slack, over_socket_mode(echo_app(slack), slack, 10):
        people = [slack.workspace.add_person(f"p{n}", channels=("general",)) for n in range(PEOPLE)]
        asked = [slack.say(person.id, "general", f"@bot {person.name}") for person in people]
        for message in asked:
            await slack.wait_for_reply(message)
        await slack.settle()
        assert [len(slack.workspace.replies(m.channel, m.ts)) for m in asked] == [1] * PEOPLE
        mentions = [d for d in slack.deliveries if d.name == "app_mention"]
        assert len(mentions) == PEOPLE
        assert all(d.acknowledged and len(d.attempts) == 1 for d in mentions)
