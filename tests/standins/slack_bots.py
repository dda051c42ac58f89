"""Bots as their quick-starts write them, and the two ways slack_bolt connects them."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp.test_utils import TestServer
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.respond.async_respond import AsyncRespond
    from slack_bolt.context.say.async_say import AsyncSay
    from slack_sdk.http_retry.async_handler import AsyncRetryHandler

    from adapters.standins.slack import SlackStandIn

_QUIET = logging.getLogger("tests.slack")
_QUIET.setLevel(logging.CRITICAL)


def web_client(slack: SlackStandIn, *handlers: AsyncRetryHandler) -> AsyncWebClient:
    return AsyncWebClient(
        token=slack.settings.bot_token, base_url=slack.api_url, logger=_QUIET, retry_handlers=list(handlers)
    )


def new_app(slack: SlackStandIn) -> AsyncApp:
    """Return a bolt app whose only difference from one for Slack is the address of its client."""
    return AsyncApp(client=web_client(slack), signing_secret=slack.settings.signing_secret, logger=_QUIET)


def echo_app(slack: SlackStandIn) -> AsyncApp:
    """The echo bot of slack_bolt's guides: mentions, direct messages, a command, a button."""
    app = new_app(slack)

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], say: AsyncSay) -> None:
        await say(f"you said: {event['text']}", thread_ts=event["ts"])

    @app.event("message")
    async def direct_message(event: dict[str, Any], say: AsyncSay) -> None:
        if event["channel_type"] == "im" and "subtype" not in event:
            await say(f"you said: {event['text']}")

    @app.command("/echo")
    async def command(ack: AsyncAck, respond: AsyncRespond, command: dict[str, Any]) -> None:
        await ack()
        await respond(text=command["text"], blocks=[button("again", "Again", command["text"])])

    @app.action("again")
    async def pressed(ack: AsyncAck, respond: AsyncRespond, action: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"again: {action['value']}", replace_original=True)

    return app


def form_app(slack: SlackStandIn) -> AsyncApp:
    """The modal of slack_bolt's examples: opened from a shortcut, its menus ask the app, and it is checked."""
    app = new_app(slack)

    @app.shortcut("open_form")
    async def from_anywhere(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form("form"))

    @app.shortcut({"callback_id": "about_this", "type": "message_action"})
    async def from_a_message(ack: AsyncAck, shortcut: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await respond(f"about: {shortcut['message']['text']}")

    @app.options("one")
    async def one(ack: AsyncAck, payload: dict[str, Any]) -> None:
        await ack(options=[option(f"{payload['value']} 1", "1")])

    @app.options("many")
    async def many(ack: AsyncAck) -> None:
        label = {"type": "plain_text", "text": "Group"}
        await ack(option_groups=[{"label": label, "options": [option("A", "a"), option("B", "b")]}])

    @app.view("form")
    async def submitted(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient) -> None:
        values = view["state"]["values"]
        (name,) = (each["value"] for block in values.values() for each in block.values() if "value" in each)
        if name == "?":
            await ack(response_action="errors", errors={"many_block": "who is that?"})
            return
        if name == "more":
            await ack(response_action="push", view=form("form"))
            return
        await ack()
        chosen = [each["value"] for each in values["many_block"]["many"]["selected_options"]]
        text = f"{name}: {values['one_block']['one']['selected_option']['value']}, {chosen}"
        await client.chat_postMessage(channel=body["user"]["id"], text=text)

    return app


def form(callback_id: str) -> dict[str, Any]:
    """A modal with a text, a menu and a menu that takes several; the text's ids are made up by Slack."""

    def asked(label: str, element: dict[str, Any], **more: str) -> dict[str, Any]:
        return {"type": "input", "label": {"type": "plain_text", "text": label}, "element": element, **more}

    menu = {"placeholder": {"type": "plain_text", "text": "Choose"}, "min_query_length": 0}
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": {"type": "plain_text", "text": "Form"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            asked("Name", {"type": "plain_text_input"}),
            asked("One", {"type": "external_select", "action_id": "one", **menu}, block_id="one_block"),
            asked("Many", {"type": "multi_external_select", "action_id": "many", **menu}, block_id="many_block"),
        ],
    }


def option(text: str, value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


def button(action_id: str, label: str, value: str = "1") -> dict[str, Any]:
    text = {"type": "plain_text", "text": label}
    element = {"type": "button", "action_id": action_id, "text": text, "value": value}
    return {"type": "actions", "elements": [element]}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@asynccontextmanager
async def over_socket_mode(
    app: AsyncApp, slack: SlackStandIn, ping_interval: float = 0.2
) -> AsyncIterator[AsyncSocketModeHandler]:
    """Connect as a bot does; it looks after its connection every `ping_interval` seconds."""
    handler = AsyncSocketModeHandler(app, slack.settings.app_token, ping_interval=ping_interval)
    before = len(slack.backend.socket_mode.connections)
    try:
        await handler.connect_async()
        await slack.wait_connected(before + 1)
        yield handler
    finally:
        await handler.close_async()


@asynccontextmanager
async def over_http(app: AsyncApp, slack: SlackStandIn) -> AsyncIterator[str]:
    server = TestServer(app.web_app(path="/slack/events"), host="127.0.0.1")
    await server.start_server()
    try:
        url = str(server.make_url("/slack/events"))
        assert await slack.use_request_url(url)
        yield url
    finally:
        await server.close()


@asynccontextmanager
async def unread_socket(slack: SlackStandIn) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A bare Socket Mode connection that answers nothing by itself."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(await socket_address(session, slack), autoping=False) as socket,
    ):
        yield socket


@asynccontextmanager
async def raw_socket(slack: SlackStandIn) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A bare Socket Mode connection, after its hello."""
    async with unread_socket(slack) as socket:
        assert (await socket.receive_json(timeout=2))["type"] == "hello"
        yield socket


async def socket_address(session: aiohttp.ClientSession, slack: SlackStandIn) -> str:
    headers = {"Authorization": f"Bearer {slack.settings.app_token}"}
    async with session.post(f"{slack.api_url}apps.connections.open", headers=headers) as response:
        return str((await response.json())["url"])


async def acknowledge(
    socket: aiohttp.ClientWebSocketResponse, envelope: dict[str, Any], payload: dict[str, Any] | None = None
) -> None:
    await socket.send_json({"envelope_id": envelope["envelope_id"], **({"payload": payload} if payload else {})})
