"""The Web API's refusals and answers, asked through slack_sdk and, where it would not ask, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from slack_bots import section, web_client
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from adapters.standins.slack import Settings, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from slack_sdk.web.async_client import AsyncWebClient


SETTINGS = Settings(messages_per_second=None, retry_delays=(), ack_seconds=0.01)


@pytest.fixture
def client(slack: SlackStandIn) -> AsyncWebClient:
    return web_client(slack)


@pytest.fixture
def general(slack: SlackStandIn) -> str:
    return slack.workspace.channel("general").id


async def refused(awaitable: Awaitable[object]) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await awaitable
    data: dict[str, Any] = caught.value.response.data
    return data


async def asked(slack: SlackStandIn, method: str, call: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session, session.post(slack.api_url + method, **call) as answer:
        return answer.status, await answer.json()


async def test_auth_test_names_the_bot(slack: SlackStandIn, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    bot = slack.workspace.bot
    assert (answer["user_id"], answer["bot_id"], answer["user"]) == (bot.id, bot.bot_id, bot.name)
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-wrong", "invalid_auth"), ("app", "not_allowed_token_type")],
)
async def test_tokens_are_judged(slack: SlackStandIn, token: str | None, error: str) -> None:
    sent = slack.settings.app_token if token == "app" else token
    headers = {"Authorization": f"Bearer {sent}"} if sent else {}
    assert await asked(slack, "auth.test", {"headers": headers}) == (200, {"ok": False, "error": error})


async def test_a_token_may_come_as_a_parameter(slack: SlackStandIn) -> None:
    _, answer = await asked(slack, "auth.test", {"data": {"token": slack.settings.bot_token}})
    assert answer["ok"]


async def test_an_unknown_method_is_named_back(slack: SlackStandIn) -> None:
    _, answer = await asked(slack, "chat.shout", {})
    assert answer == {"ok": False, "error": "unknown_method", "req_method": "chat.shout"}


async def test_a_missing_scope_says_what_is_needed_and_provided() -> None:
    async with SlackStandIn(Settings(scopes=("commands", "channels:read"))) as slack:
        client = web_client(slack)
        answer = await refused(client.chat_postMessage(channel="general", text="x"))
        assert (answer["needed"], answer["provided"]) == ("chat:write", "commands,channels:read")
        history = await refused(client.conversations_history(channel="general"))
        assert history["needed"] == "channels:history"
        assert (await client.conversations_info(channel="general"))["channel"]["name"] == "general"


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"json": [1]}, "json_not_object"),
        ({"data": b"x", "headers": {"Content-Type": "text/csv"}}, "invalid_post_type"),
    ],
)
async def test_broken_bodies_are_refused(slack: SlackStandIn, call: dict[str, Any], error: str) -> None:
    headers = call.get("headers", {}) | {"Authorization": f"Bearer {slack.settings.bot_token}"}
    _, answer = await asked(slack, "chat.postMessage", {**call, "headers": headers})
    assert answer["error"] == error


async def test_form_and_json_bodies_post_the_same(slack: SlackStandIn, general: str) -> None:
    headers = {"Authorization": f"Bearer {slack.settings.bot_token}"}
    form = {"channel": general, "text": "x", "unfurl_links": "false", "blocks": '[{"type": "divider"}]'}
    body = {"channel": general, "text": "x", "unfurl_links": False, "blocks": [{"type": "divider"}]}
    await asked(slack, "chat.postMessage", {"headers": headers, "data": form})
    await asked(slack, "chat.postMessage", {"headers": headers, "json": body})
    first, second = slack.visible_to("ada", "general")
    assert first.unfurl_links is second.unfurl_links is False
    assert [b["type"] for b in first.blocks] == [b["type"] for b in second.blocks] == ["divider"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"channel": "general"}, "no_text"),
        ({"channel": "general", "text": "  "}, "no_text"),
        ({"channel": "general", "blocks": "{"}, "invalid_blocks_format"),
        ({"channel": "general", "blocks": [1]}, "invalid_blocks_format"),
        ({"channel": "general", "blocks": [{"type": "no"}]}, "invalid_blocks"),
        ({"channel": "general", "blocks": [section("x" * 2990)] * 5}, "msg_blocks_too_long"),
        ({"channel": "general", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"channel": "general", "markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"channel": "general", "text": "x", "thread_ts": "yesterday"}, "invalid_arguments"),
        ({"channel": "elsewhere", "text": "x"}, "not_in_channel"),
        ({"channel": "secret", "text": "x"}, "channel_not_found"),
        ({"channel": "closed", "text": "x"}, "is_archived"),
        ({"channel": "general", "attachments": "{"}, "invalid_attachments"),
        ({"channel": "general", "attachments": [1]}, "invalid_attachments"),
        ({"channel": "general", "text": "x", "metadata": "{"}, "invalid_metadata_format"),
        ({"channel": "general", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
    ],
)
async def test_posts_slack_would_refuse(
    slack: SlackStandIn, client: AsyncWebClient, arguments: dict[str, Any], error: str
) -> None:
    ada = slack.workspace.person("ada").id
    slack.workspace.add_channel("elsewhere", [ada])
    slack.workspace.add_channel("secret", [ada], "group")
    slack.workspace.add_channel("closed", [ada, slack.workspace.bot.id]).archived = True
    assert (await refused(client.api_call("chat.postMessage", json=arguments)))["error"] == error
    assert slack.visible_to("ada", "general") == []


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.update", {"channel": "general", "ts": "1.000001"}, "message_not_found"),
        ("chat.update", {"channel": "general"}, "invalid_arguments"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "U1,U2"}, "method_not_supported_for_channel_type"),
        ("conversations.open", {"users": "U404"}, "user_not_found"),
        ("conversations.info", {}, "invalid_arguments"),
        ("conversations.history", {"channel": "general", "cursor": "odd"}, "invalid_cursor"),
        ("conversations.history", {"channel": "general", "limit": "many"}, "invalid_arguments"),
        ("reactions.add", {"channel": "general", "name": "Two words"}, "invalid_name"),
        ("reactions.add", {"channel": "general", "name": "eyes"}, "no_item_specified"),
        ("views.publish", {"user_id": "U404", "view": {}}, "user_not_found"),
        ("views.publish", {"user_id": "U00000001", "view": "{"}, "invalid_arguments"),
        ("views.publish", {"user_id": "U00000001", "view": {"type": "modal"}}, "invalid_arguments"),
    ],
)
async def test_calls_slack_would_refuse(
    client: AsyncWebClient, method: str, arguments: dict[str, Any], error: str
) -> None:
    assert (await refused(client.api_call(method, json=arguments)))["error"] == error


async def test_an_update_needs_something_new(slack: SlackStandIn, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="general", text="x")
    same = {"channel": posted["channel"], "ts": posted["ts"]}
    assert (await refused(client.api_call("chat.update", json=same)))["error"] == "no_text"
    assert slack.message(posted["ts"]).text == "x"


async def test_text_beyond_40000_characters_is_cut(slack: SlackStandIn, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="general", text="x" * 40_001)
    assert len(slack.visible_to("ada", "general")[0].text) == 40_000


async def test_a_member_id_as_channel_is_their_direct_message(slack: SlackStandIn, client: AsyncWebClient) -> None:
    ada = slack.workspace.person("ada").id
    answer = await client.chat_postMessage(channel=ada, text="x")
    opened = await client.conversations_open(users=ada)
    assert answer["channel"] == opened["channel"]["id"]
    assert opened["already_open"]


async def test_only_own_messages_can_be_updated_or_deleted(slack: SlackStandIn, client: AsyncWebClient) -> None:
    theirs = slack.say("ada", "general", "mine")
    mine = (await client.chat_postMessage(channel="general", text="x", blocks=[section("x")]))["ts"]
    at = {"channel": theirs.channel}
    assert (await refused(client.chat_update(**at, ts=theirs.ts, text="y")))["error"] == "cant_update_message"
    assert (await refused(client.chat_delete(**at, ts=theirs.ts)))["error"] == "cant_delete_message"
    assert (await refused(client.chat_update(**at, ts="1.000001", text="y")))["error"] == "message_not_found"
    too_long = await refused(client.chat_update(**at, ts=mine, text="y" * 4_001))
    assert too_long["error"] == "msg_too_long"
    await client.chat_update(**at, ts=mine, text="y")
    updated = slack.message(mine)
    assert (updated.text, updated.blocks[0]["text"]["text"]) == ("y", "x")
    assert updated.edited_ts is not None
    await client.chat_update(**at, ts=mine, text="y", blocks=[])
    assert updated.blocks == []
    await client.chat_delete(**at, ts=mine)
    assert [m.ts for m in slack.visible_to("ada", "general")] == [theirs.ts]


async def test_an_ephemeral_message_needs_a_member_and_cannot_be_found_again(
    slack: SlackStandIn, client: AsyncWebClient, general: str
) -> None:
    outsider = slack.workspace.add_person("eve")
    answer = await refused(client.chat_postEphemeral(channel=general, user=outsider.id, text="x"))
    assert answer["error"] == "user_not_in_channel"
    ada = slack.workspace.person("ada").id
    ts = (await client.chat_postEphemeral(channel=general, user=ada, text="x"))["message_ts"]
    assert (await refused(client.chat_update(channel=general, ts=ts, text="y")))["error"] == "message_not_found"
    assert (await client.conversations_history(channel=general))["messages"] == []


async def test_history_is_newest_first_and_pages(slack: SlackStandIn, client: AsyncWebClient) -> None:
    said = [slack.say("ada", "general", word).ts for word in ("a", "b", "c")]
    slack.say("ada", "general", "reply", thread_ts=said[0])
    first = await client.conversations_history(channel="general", limit=2)
    rest = await client.conversations_history(
        channel="general", limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [m["ts"] for m in (*first["messages"], *rest["messages"])] == said[::-1]
    assert first["has_more"]
    assert not rest["has_more"]
    assert rest["messages"][-1]["reply_count"] == 1
    since = await client.conversations_history(channel="general", oldest=said[1], inclusive=True)
    assert [m["text"] for m in since["messages"]] == ["c", "b"]


async def test_replies_begin_with_the_threads_first_message(slack: SlackStandIn, client: AsyncWebClient) -> None:
    root = slack.say("ada", "general", "root")
    reply = slack.say("grace", "general", "reply", thread_ts=root.ts)
    slack.say("grace", "general", "reply to the reply", thread_ts=reply.ts)
    answer = await client.conversations_replies(channel="general", ts=root.ts)
    assert [m["text"] for m in answer["messages"]] == ["root", "reply", "reply to the reply"]
    assert {m["thread_ts"] for m in answer["messages"]} == {root.ts}
    missing = await refused(client.conversations_replies(channel="general", ts="1.000001"))
    assert missing["error"] == "thread_not_found"


async def test_people_bots_and_reactions(slack: SlackStandIn, client: AsyncWebClient, general: str) -> None:
    said = slack.say("ada", "general", "hello")
    assert (await client.users_info(user=str(said.user)))["user"]["name"] == "ada"
    assert (await refused(client.users_info(user="U404")))["error"] == "user_not_found"
    assert (await client.bots_info(bot=slack.workspace.bot.bot_id))["bot"]["user_id"] == slack.workspace.bot.id
    assert (await refused(client.bots_info(bot="B404")))["error"] == "bot_not_found"
    await client.reactions_add(channel=general, timestamp=said.ts, name="eyes")
    again = await refused(client.reactions_add(channel=general, timestamp=said.ts, name="eyes"))
    assert again["error"] == "already_reacted"
    assert said.reactions == {"eyes": [slack.workspace.bot.id]}


async def test_api_test_echoes_and_fails_on_demand(client: AsyncWebClient) -> None:
    assert (await client.api_test(foo="bar"))["args"] == {"foo": "bar"}
    assert (await refused(client.api_test(error="my_error")))["error"] == "my_error"


async def test_a_members_id_is_a_place_to_post_and_none_to_read(
    slack: SlackStandIn, client: AsyncWebClient
) -> None:
    ada = slack.workspace.person("ada").id
    posted = await client.chat_postMessage(channel=ada, text="hi")
    assert posted["channel"] == slack.im("ada")
    assert (await refused(client.conversations_history(channel=ada)))["error"] == "channel_not_found"
    assert (await client.conversations_history(channel=posted["channel"]))["messages"][0]["text"] == "hi"


async def test_home_views_are_published_opened_and_pressed(slack: SlackStandIn, client: AsyncWebClient) -> None:
    ada = slack.workspace.person("ada").id
    bad = await refused(client.views_publish(user_id=ada, view={"type": "home", "blocks": [{"type": "x"}]}))
    assert bad["error"] == "invalid_arguments"
    assert "[json-pointer:/view/blocks/0/type]" in bad["response_metadata"]["messages"][0]
    await client.views_publish(user_id=ada, view={"type": "home", "blocks": [section("hi")]})
    home = slack.home("ada")
    assert home is not None
    assert home["blocks"][0]["text"]["text"] == "hi"
    (opened,) = slack.open_home("ada")
    assert opened.payload["event"]["view"]["id"] == home["id"]
    stale = await refused(client.views_publish(user_id=ada, hash="old", view={"type": "home", "blocks": []}))
    assert stale["error"] == "hash_conflict"


async def test_a_trigger_opens_one_modal_within_three_seconds() -> None:
    now = [1_000_000.0]
    settings = Settings(clock=lambda: now[0], retry_delays=(), ack_seconds=0.01)
    async with SlackStandIn(settings) as slack:
        client = web_client(slack)
        view = {"type": "modal", "title": {"type": "plain_text", "text": "Hi"}, "blocks": [section("x")]}
        first, second = (slack.command("ada", "general", "/echo").delivery.payload["trigger_id"] for _ in range(2))
        assert (await client.views_open(trigger_id=first, view=view))["view"]["type"] == "modal"
        errors = [(await refused(client.views_open(trigger_id=first, view=view)))["error"]]
        now[0] += 3.1
        errors += [(await refused(client.views_open(trigger_id=t, view=view)))["error"] for t in (second, "x")]
    assert errors == ["exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id"]


async def test_a_channel_takes_a_burst_then_one_message_a_second() -> None:
    now = [1_000_000.0]
    async with SlackStandIn(Settings(clock=lambda: now[0], burst=2, retry_delays=())) as slack:
        client = web_client(slack)
        for _ in range(2):
            await client.chat_postMessage(channel="general", text="x")
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel="general", text="x")
        response = caught.value.response
        assert (response.status_code, response["error"]) == (429, "ratelimited")
        assert response.headers["Retry-After"] == "1"
        await client.chat_postMessage(channel=slack.workspace.person("ada").id, text="elsewhere")
        now[0] += 1
        await client.chat_postMessage(channel="general", text="x")
    assert len(slack.visible_to("ada", "general")) == 3


async def test_the_sdks_rate_limit_handler_waits_and_gets_through() -> None:
    async with SlackStandIn(Settings(messages_per_second=4, burst=1, retry_delays=())) as slack:
        retrying = web_client(slack, AsyncRateLimitErrorRetryHandler(max_retry_count=2))
        await retrying.chat_postMessage(channel="general", text="one")
        await retrying.chat_postMessage(channel="general", text="two")
    assert [m.text for m in slack.visible_to("ada", "general")] == ["one", "two"]
