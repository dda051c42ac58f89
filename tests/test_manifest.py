"""The manifest is pasted to create the app: it must ask for what the app uses, and for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from on_standins import on_slack
from typer.testing import CliRunner

from adapters.cli.app import app
from adapters.slack import delivering
from adapters.standins.slack import Settings, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.answering import Answerer
    from adapters.standins.slack import Interaction, Message

QUESTION = "what is the most common agent used in prolotherapy?"


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    shown = CliRunner().invoke(app, ["slack", "--manifest"])
    assert shown.exit_code == 0
    return dict(yaml.safe_load(shown.output))


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "PAUSE", 0.01)


def granted(manifest: dict[str, Any], *, without: str = "") -> Settings:
    scopes, events = manifest["oauth_config"]["scopes"]["bot"], manifest["settings"]["event_subscriptions"]
    return Settings(
        scopes=tuple(scope for scope in scopes if scope != without),
        events=tuple(event for event in events["bot_events"] if event != without),
        messages_per_second=None,
    )


def mention(slack: SlackStandIn) -> Message:
    return slack.say("ada", "general", f"{slack.mention} {QUESTION}")


def direct(slack: SlackStandIn) -> Message:
    return slack.dm("ada", QUESTION)


def broken_direct(slack: SlackStandIn) -> Message:
    """The first post arrives and its answer is lost, so the bot must look before it repeats."""
    slack.faults.arm("close", "api chat.postMessage")
    return slack.dm("ada", QUESTION)


def command(slack: SlackStandIn) -> Interaction:
    return slack.command("ada", "general", "/prolo", QUESTION)


@pytest.mark.parametrize("ask", [mention, direct, broken_direct, command])
async def test_with_what_the_manifest_asks_for_every_way_of_asking_is_answered_once(
    answer: Answerer, manifest: dict[str, Any], ask: Callable[[SlackStandIn], Message | Interaction]
) -> None:
    async with on_slack(answer, granted(manifest)) as slack:
        asked = ask(slack)
        await slack.wait_for_reply(asked)
        await slack.settle(0.3)
        assert ["dextrose" in reply.text for reply in slack.replies_to(asked)] == [True]


async def test_with_what_it_asks_for_a_reply_that_a_channel_refuses_comes_as_a_direct_message(
    answer: Answerer, manifest: dict[str, Any]
) -> None:
    async with on_slack(answer, granted(manifest)) as slack:
        slack.workspace.channel("general").refuses = "restricted_action"
        mention(slack)
        await slack.settle(0.3)
        said = slack.visible_to("ada", slack.im("ada"))
        assert ["dextrose" in each.text for each in said] == [True]


@pytest.mark.parametrize(
    ("without", "ask"), [("app_mention", mention), ("message.im", direct), ("chat:write", mention)]
)
async def test_without_it_a_way_of_asking_stays_unanswered(
    answer: Answerer,
    manifest: dict[str, Any],
    without: str,
    ask: Callable[[SlackStandIn], Message | Interaction],
) -> None:
    async with on_slack(answer, granted(manifest, without=without)) as slack:
        asked = ask(slack)
        await slack.settle(0.3)
        assert slack.replies_to(asked) == []


def test_every_scope_and_event_has_its_use(manifest: dict[str, Any]) -> None:
    # https://docs.slack.dev/reference/events/app_mention and …/message.im name the scope each event needs;
    # slash commands and shortcuts need `commands`, chat.postMessage `chat:write`; app_home_opened none.
    assert manifest["settings"]["event_subscriptions"]["bot_events"] == [
        "app_home_opened",
        "app_mention",
        "message.im",
    ]
    assert manifest["oauth_config"]["scopes"] == {
        "bot": ["app_mentions:read", "chat:write", "commands", "im:history"]
    }


def test_socket_mode_and_buttons_are_on_and_no_address_is_needed(manifest: dict[str, Any]) -> None:
    settings, features = manifest["settings"], manifest["features"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"] == {"is_enabled": True}
    assert [each["command"] for each in features["slash_commands"]] == ["/prolo"]
    assert [(each["callback_id"], each["type"]) for each in features["shortcuts"]] == [("prolo_answer", "message")]
    assert features["app_home"]["home_tab_enabled"] is True
    assert features["app_home"]["messages_tab_enabled"] is True
    assert features["app_home"]["messages_tab_read_only_enabled"] is False
    assert "request_url" not in str(manifest)


def test_its_texts_are_inside_slack_s_limits(manifest: dict[str, Any]) -> None:
    # https://docs.slack.dev/reference/app-manifest
    shown = manifest["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 < len(shown["long_description"]) <= 4_000
    assert len(manifest["features"]["bot_user"]["display_name"]) <= 80
    for shortcut in manifest["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
