"""Response URLs: five uses, thirty minutes, and who sees what they post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_bots import button, section, web_client
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.standins.slack import Interaction, Message, Settings, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_sdk.webhook.webhook_response import WebhookResponse


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[SlackStandIn]:
    settings = Settings(clock=clock, ack_seconds=0.01, retry_delays=(), messages_per_second=None)
    async with SlackStandIn(settings) as standin:
        yield standin


async def respond(done: Interaction, body: dict[str, Any]) -> WebhookResponse:
    return await AsyncWebhookClient(done.response_url).send_dict(body)


async def with_button(slack: SlackStandIn, **where: str) -> Message:
    client = web_client(slack)
    target = {"channel": slack.workspace.channel("general").id, **where}
    method = client.chat_postEphemeral if "user" in where else client.chat_postMessage
    answer = await method(text="press", blocks=[button("go", "Go")], **target)  # type: ignore[arg-type]
    return slack.message(str(answer.get("ts") or answer["message_ts"]))


async def test_the_sixth_use_is_refused(slack: SlackStandIn) -> None:
    done = slack.command("ada", "general", "/echo")
    answers = [await respond(done, {"text": str(n)}) for n in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[0].body == "ok"
    assert answers[5].body == '{"ok": false, "error": "used_url"}'
    assert [m.text for m in slack.replies_to(done)] == ["0", "1", "2", "3", "4"]


async def test_after_thirty_minutes_it_has_expired(slack: SlackStandIn, clock: Clock) -> None:
    done = slack.command("ada", "general", "/echo")
    clock.now += 30 * 60
    assert (await respond(done, {"text": "just in time"})).status_code == 200
    clock.now += 1
    late = await respond(done, {"text": "late"})
    assert (late.status_code, late.body) == (404, '{"ok": false, "error": "expired_url"}')


async def test_a_refused_body_is_no_use(slack: SlackStandIn) -> None:
    done = slack.command("ada", "general", "/echo")
    for body in ({}, {"blocks": [{"type": "nonsense"}]}):
        assert (await respond(done, body)).status_code == 400
    for n in range(5):
        assert (await respond(done, {"text": str(n)})).status_code == 200


async def test_an_unknown_url_is_not_found(slack: SlackStandIn) -> None:
    answer = await AsyncWebhookClient(f"{slack.url}/commands/T/1/x").send_dict({"text": "x"})
    assert answer.status_code == 404


async def test_it_posts_to_one_person_unless_told_otherwise(slack: SlackStandIn) -> None:
    done = slack.command("ada", "general", "/echo")
    await respond(done, {"text": "mine"})
    await respond(done, {"text": "ours", "response_type": "in_channel"})
    assert [m.text for m in slack.visible_to("ada", "general")] == ["mine", "ours"]
    assert [m.text for m in slack.visible_to("grace", "general")] == ["ours"]


@pytest.mark.parametrize("ephemeral", [False, True])
async def test_a_press_replaces_or_deletes_its_message(slack: SlackStandIn, *, ephemeral: bool) -> None:
    where = {"user": slack.workspace.person("ada").id} if ephemeral else {}
    message = await with_button(slack, **where)
    done = slack.press("ada", message, "go")
    assert done.delivery.payload["container"]["is_ephemeral"] is ephemeral
    assert ("message" in done.delivery.payload) is not ephemeral
    await respond(done, {"text": "pressed", "blocks": [section("pressed")], "replace_original": True})
    assert (message.text, message.blocks[0]["type"]) == ("pressed", "section")
    assert slack.replies_to(done) == [message]
    await respond(done, {"delete_original": True})
    assert slack.visible_to("ada", "general") == []


async def test_a_press_may_post_beside_its_message(slack: SlackStandIn) -> None:
    message = await with_button(slack)
    done = slack.press("grace", message, "go")
    await respond(done, {"text": "beside", "replace_original": False})
    await respond(done, {"text": "threaded", "response_type": "in_channel", "thread_ts": message.ts})
    assert message.text == "press"
    assert [m.text for m in slack.visible_to("ada", "general")] == ["press", "threaded"]
    assert [m.text for m in slack.visible_to("grace", "general")] == ["press", "beside", "threaded"]
    assert slack.visible_to("ada", "general")[1].thread_ts == message.ts


async def test_a_command_has_no_message_to_replace(slack: SlackStandIn) -> None:
    done = slack.command("ada", "general", "/echo")
    await respond(done, {"text": "one", "replace_original": True})
    await respond(done, {"text": "two", "replace_original": True})
    assert [m.text for m in slack.visible_to("ada", "general")] == ["one", "two"]
