"""Shortcuts, modals and menus that ask their app: slack_bolt is the judge, over both transports."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import aiohttp
import pytest
from slack_bots import form, form_app, new_app, option, over_socket_mode, section, web_client
from slack_sdk.errors import SlackApiError

from adapters.standins.slack import NotPossible, SlackError, SlackStandIn, views

Transport = Callable[..., AbstractAsyncContextManager[Any]]


async def filled(slack: SlackStandIn, name: str) -> dict[str, Any]:
    """Return what ada fills in: a name, and what the menus give her."""
    modal = await slack.wait_for_modal("ada")
    one = (await slack.suggestions("ada", "one", "x"))[0]
    return {modal.view["blocks"][0]["block_id"]: name, "one": one, "many": await slack.suggestions("ada", "many")}


async def test_a_form_is_opened_from_a_shortcut_filled_in_from_its_menus_and_submitted(
    slack: SlackStandIn, connected: Transport
) -> None:
    async with connected(form_app(slack), slack):
        slack.shortcut("ada", "open_form")
        answers = await filled(slack, "Ada")
        assert (answers["one"]["text"]["text"], len(answers["many"])) == ("x 1", 2)
        done = slack.submit("ada", answers)
        reply = await slack.wait_for_reply(done)
        await done.task
    assert reply.text == "Ada: 1, ['a', 'b']"
    assert slack.modal("ada") is None


async def test_what_the_app_finds_wrong_keeps_the_form_open(slack: SlackStandIn, connected: Transport) -> None:
    async with connected(form_app(slack), slack):
        slack.shortcut("ada", "open_form")
        done = slack.submit("ada", await filled(slack, "?"))
        await done.task
        modal = slack.modal("ada")
    assert done.acknowledged
    assert modal
    assert modal.errors == {"many_block": "who is that?"}


@pytest.mark.parametrize(
    ("value", "reported"),
    [("good", ("feedback_buttons", "good", "Yes")), ("bad", ("feedback_buttons", "bad", "No"))],
)
async def test_a_feedback_button_is_reported_under_the_action_id_of_the_pair(
    slack: SlackStandIn, connected: Transport, value: str, reported: tuple[str, str, str]
) -> None:
    app = new_app(slack)

    @app.event("app_mention")
    async def mentioned(say: Any) -> None:
        pair = [
            {"text": {"type": "plain_text", "text": text}, "value": sent}
            for text, sent in (("Yes", "good"), ("No", "bad"))
        ]
        element = {"type": "feedback_buttons", "action_id": "rate", "positive_button": pair[0]}
        blocks = [{"type": "context_actions", "elements": [element | {"negative_button": pair[1]}]}]
        await say(text="Well?", blocks=blocks)

    @app.action("rate")
    async def rated(ack: Any, action: dict[str, Any], respond: Any) -> None:
        await ack()
        await respond(f"{action['type']} {action['value']} {action['text']['text']}")

    async with connected(app, slack):
        asked = await slack.wait_for_reply(slack.say("ada", "general", slack.mention))
        answer = await slack.wait_for_reply(slack.press("ada", asked, "rate", value))
    assert answer.text == " ".join(reported)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"submit": None}, "missing required field: submit"),
        ({"submit": {"type": "plain_text", "text": "x" * 25}}, "/view/submit"),
        ({"close": {"type": "mrkdwn", "text": "x"}}, "/view/close"),
        ({"private_metadata": "x" * 3001}, "/view/private_metadata"),
        ({"callback_id": "x" * 256}, "/view/callback_id"),
    ],
)
def test_a_modal_slack_would_refuse(changed: dict[str, Any], fault: str) -> None:
    assert views.checked(form("form"), "modal")
    with pytest.raises(SlackError) as refused:
        views.checked(form("form") | changed, "modal")
    assert fault in str(refused.value.messages)


async def test_a_form_can_be_put_upon_a_form(slack: SlackStandIn) -> None:
    async with over_socket_mode(form_app(slack), slack):
        slack.shortcut("ada", "open_form")
        first = await slack.wait_for_modal("ada")
        await slack.submit("ada", await filled(slack, "more")).task
        second = slack.modal("ada")
        assert second
        assert (second.view["root_view_id"], second.view["previous_view_id"]) == (first.view["id"],) * 2
        slack.close_modal("ada")
        assert slack.modal("ada") is first


async def test_what_is_pressed_in_a_form_reaches_the_app_with_the_form(slack: SlackStandIn) -> None:
    app, pressed = form_app(slack), []

    @app.action("one")
    async def chose(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        pressed.append((body["view"]["callback_id"], action["selected_option"]["value"]))

    async with over_socket_mode(app, slack), aiohttp.ClientSession() as session:
        slack.shortcut("ada", "open_form")
        chosen = (await filled(slack, "Ada"))["one"]
        await slack.press_modal("ada", "one", option=chosen).task
        body = {"user": "ada", "action_id": "one", "where": "modal", "option": chosen}
        async with session.post(f"{slack.url}/control/press", json=body) as response:
            assert response.status == 200
        await slack.settle()
    assert pressed == [("form", "1")] * 2


async def test_a_message_has_shortcuts_in_its_context_menu(slack: SlackStandIn, connected: Transport) -> None:
    said = slack.say("grace", "general", "it hurts")
    async with connected(form_app(slack), slack):
        reply = await slack.wait_for_reply(slack.message_shortcut("ada", said, "about_this"))
    assert (reply.text, reply.ephemeral) == ("about: it hurts", True)
    with pytest.raises(NotPossible, match="no context menu"):
        slack.message_shortcut("ada", reply, "about_this")


async def test_a_menu_in_a_message_asks_its_app_and_takes_what_it_gave(slack: SlackStandIn) -> None:
    app, chosen = new_app(slack), []

    @app.options("many")
    async def many(ack: Any) -> None:
        await ack(options=[option("A", "a"), option("B", "b")])

    @app.action("many")
    async def chose(ack: Any, action: dict[str, Any]) -> None:
        await ack()
        chosen.extend(each["value"] for each in action["selected_options"])

    menu = {
        "type": "multi_external_select",
        "action_id": "many",
        "placeholder": section("x")["text"] | {"type": "plain_text"},
    }
    async with over_socket_mode(app, slack):
        posted = await web_client(slack).chat_postMessage(
            channel="general", text="choose", blocks=[section("choose") | {"accessory": menu}]
        )
        with pytest.raises(NotPossible, match="asks from 3 characters on"):
            await slack.suggestions("ada", "many", "ab", message=posted["ts"])
        options = await slack.suggestions("ada", "many", "abc", message=posted["ts"])
        await slack.press("ada", posted["ts"], "many", option=options[1:]).task
        await slack.settle()
    assert chosen == ["b"]


async def test_an_app_that_does_not_answer_a_menu_shows_no_options(slack: SlackStandIn) -> None:
    app = new_app(slack)

    @app.shortcut("open_form")
    async def opened(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        await web_client(slack).views_open(trigger_id=body["trigger_id"], view=form("form"))

    @app.options("many")
    async def none(ack: Any) -> None:
        await ack()

    async with over_socket_mode(app, slack):
        slack.shortcut("ada", "open_form")
        await slack.wait_for_modal("ada")
        with pytest.raises(NotPossible, match="no options to show"):
            await slack.suggestions("ada", "many")


@pytest.mark.parametrize(
    ("answers", "told"),
    [({}, "'Name' has to be filled in"), ({"Name": "x", "two": "y"}, "has no input 'two'")],
)
async def test_a_form_is_submitted_with_all_it_asks_for_and_nothing_else(
    slack: SlackStandIn, answers: dict[str, str], told: str
) -> None:
    async with over_socket_mode(form_app(slack), slack):
        slack.shortcut("ada", "open_form")
        good = await filled(slack, "Ada")
        block, *others = good
        with pytest.raises(NotPossible, match=told):
            slack.submit("ada", {block if key == "Name" else key: each for key, each in answers.items()}
                         | {key: good[key] for key in others})  # fmt: skip


async def test_an_app_that_is_gone_leaves_the_form_open(slack: SlackStandIn) -> None:
    async with over_socket_mode(form_app(slack), slack):
        slack.shortcut("ada", "open_form")
        answers = await filled(slack, "Ada")
    done = slack.submit("ada", answers)
    await done.task
    assert not done.acknowledged
    assert slack.modal("ada")


async def test_views_are_updated_by_either_id_and_pushed_three_high(slack: SlackStandIn) -> None:
    client = web_client(slack)
    triggers = (each.delivery.payload["trigger_id"] for each in (slack.shortcut("ada", "x") for _ in range(4)))
    opened = (await client.views_open(trigger_id=next(triggers), view=form("a") | {"external_id": "mine"}))["view"]
    for key in ({"view_id": opened["id"]}, {"external_id": "mine"}):
        updated = (await client.views_update(view=form("b") | {"external_id": "mine"}, **key))["view"]
        assert (updated["id"], updated["callback_id"]) == (opened["id"], "b")
    for _ in range(2):
        await client.views_push(trigger_id=next(triggers), view=form("c"))
    refused = []
    for call in (
        client.views_push(trigger_id=next(triggers), view=form("d")),
        client.views_update(view_id="V404", view=form("d")),
        client.views_update(view_id=opened["id"], hash="old", view=form("d")),
    ):
        with pytest.raises(SlackApiError) as caught:
            await call
        refused.append(caught.value.response["error"])
    assert refused == ["push_limit_reached", "not_found", "hash_conflict"]


async def test_all_that_can_be_done_over_http_as_well(slack: SlackStandIn) -> None:
    said = slack.say("grace", "general", "it hurts")
    async with over_socket_mode(form_app(slack), slack), aiohttp.ClientSession() as session:

        async def control(action: str, **body: object) -> dict[str, Any]:
            async with session.post(f"{slack.url}/control/{action}", json=body) as response:
                return dict(await response.json())

        about = await control("shortcut", user="ada", callback_id="about_this", message=said.ts, wait=2)
        assert about["reply"]["text"] == "about: it hurts"
        await control("shortcut", user="ada", callback_id="open_form")
        view = (await control("modal", user="ada", seconds=2))["view"]
        (one,) = (await control("suggestions", user="ada", action_id="one", typed="x"))["options"]
        answers = {view["blocks"][0]["block_id"]: "?", "one": one, "many": []}
        done = await control("submit", user="ada", answers=answers)
    assert (done["acknowledged"], done["errors"]) == (True, {"many_block": "who is that?"})
