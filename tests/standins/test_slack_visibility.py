"""Who sees what, what becomes live, and which events tell the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_bots import button, section, web_client
from slack_sdk.errors import SlackApiError

from adapters.standins.slack import Live, NotPossible, Settings, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import Awaitable


SETTINGS = Settings(ack_seconds=0.01, retry_delays=())


def events(slack: SlackStandIn) -> list[dict[str, Any]]:
    return [d.payload["event"] for d in slack.deliveries if d.kind == "events_api"]


async def test_an_ephemeral_message_is_seen_by_one_person_in_its_place(slack: SlackStandIn) -> None:
    client = web_client(slack)
    ada = slack.workspace.person("ada").id
    slack.say("ada", "general", "one")
    await client.chat_postEphemeral(channel="general", user=ada, text="two")
    slack.say("grace", "general", "three")
    assert [m.text for m in slack.visible_to("ada", "general")] == ["one", "two", "three"]
    assert [m.text for m in slack.visible_to("grace", "general")] == ["one", "three"]
    assert [event["text"] for event in events(slack)] == ["one", "three"]


async def test_only_members_see_a_channel_and_speak_in_it(slack: SlackStandIn) -> None:
    slack.workspace.add_channel("club", [slack.workspace.person("ada").id], "group")
    slack.say("ada", "club", "@bot psst")
    assert slack.visible_to("grace", "club") == []
    assert events(slack) == []
    with pytest.raises(NotPossible, match="grace is not in #club"):
        slack.say("grace", "club", "hello")


async def test_a_direct_message_is_seen_by_its_person_and_sends_no_app_mention(slack: SlackStandIn) -> None:
    message = slack.dm("ada", "@bot hello")
    assert slack.visible_to("grace", message.channel) == []
    assert [(event["type"], event["channel_type"]) for event in events(slack)] == [("message", "im")]


async def test_a_reply_carries_its_thread_and_the_parents_author(slack: SlackStandIn) -> None:
    root = slack.say("ada", "general", "root")
    slack.say("grace", "general", "@bot reply", thread_ts=root.ts)
    reply, mention = events(slack)[1:]
    assert reply["thread_ts"] == mention["thread_ts"] == root.ts
    assert reply["parent_user_id"] == root.user
    assert (mention["type"], mention["ts"]) == ("app_mention", reply["ts"])


async def test_edits_and_deletions_are_events_of_their_own(slack: SlackStandIn) -> None:
    client = web_client(slack)
    ts = (await client.chat_postMessage(channel="general", text="before"))["ts"]
    channel = slack.workspace.channel("general").id
    await client.chat_update(channel=channel, ts=ts, text="after")
    await client.chat_delete(channel=channel, ts=ts)
    posted, changed, deleted = events(slack)
    assert posted["bot_id"] == slack.workspace.bot.bot_id
    assert "subtype" not in posted
    assert changed["subtype"] == "message_changed"
    assert changed["message"]["text"] == "after"  # type: ignore[index]
    assert changed["previous_message"]["text"] == "before"  # type: ignore[index]
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


async def test_unsubscribed_events_are_not_sent() -> None:
    settings = Settings(events=("app_mention",), ack_seconds=0.01, retry_delays=())
    async with SlackStandIn(settings) as slack:
        slack.say("ada", "general", "@bot hello")
        slack.dm("ada", "hello")
        assert slack.open_home("ada") == []
        assert [event["type"] for event in events(slack)] == ["app_mention"]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U404>", "&lt;@U404&gt;"),
        ("@channel look", "<!channel> look"),
        ("@nobody", "@nobody"),
        ("see https://x.y/?a=1&b=2", "see <https://x.y/?a=1&amp;b=2>"),
    ],
)
async def test_what_a_person_types_is_sent_as_slacks_client_sends_it(
    slack: SlackStandIn, typed: str, sent: str
) -> None:
    assert slack.say("ada", "general", typed).text == sent


async def test_a_typed_handle_or_a_known_id_is_a_mention(slack: SlackStandIn) -> None:
    handle = slack.say("ada", "general", "@bot hi")
    by_id = slack.say("ada", "general", f"{slack.mention} hi")
    assert handle.text == by_id.text == f"{slack.mention} hi"
    user, text = handle.blocks[0]["elements"][0]["elements"]
    assert (user, text["text"]) == ({"type": "user", "user_id": slack.workspace.bot.id}, " hi")


async def test_what_a_bots_message_makes_live_is_recorded(slack: SlackStandIn) -> None:
    client = web_client(slack)
    await client.chat_postMessage(
        channel="general",
        text="<!channel> &lt;!here&gt; <@U1|you>",
        blocks=[section("<https://x.y|here> http://a.b <#C1>"), button("a", "<!here>")],
        unfurl_links=False,
        unfurl_media=False,
    )
    (message,) = slack.visible_to("ada", "general")
    assert message.live == (
        Live("broadcast", "channel"),
        Live("user", "U1", "you"),
        Live("link", "https://x.y", "here"),
        Live("link", "http://a.b"),
        Live("channel", "C1"),
    )
    assert message.unfurl_links is message.unfurl_media is False


async def test_only_what_is_there_and_seen_can_be_pressed(slack: SlackStandIn) -> None:
    client = web_client(slack)
    ada = slack.workspace.person("ada").id
    answer = await client.chat_postEphemeral(
        channel="general", user=ada, text="x", blocks=[button("go", "Go", "7")]
    )
    message = slack.message(answer["message_ts"])
    with pytest.raises(NotPossible, match="grace does not see"):
        slack.press("grace", message, "go")
    with pytest.raises(NotPossible, match="no element 'stop'"):
        slack.press("ada", message, "stop")
    assert slack.press("ada", message, "go", "7").delivery.payload["actions"][0]["value"] == "7"


@pytest.mark.parametrize("kind", ["static_select", "overflow"])
async def test_an_option_is_chosen_by_value_or_by_its_text(slack: SlackStandIn, kind: str) -> None:
    options = [{"text": {"type": "plain_text", "text": word}, "value": word[0]} for word in ("one", "two")]
    element = {"type": kind, "action_id": "pick", "options": options}
    await web_client(slack).chat_postMessage(
        channel="general", text="x", blocks=[{**section("x"), "accessory": element}]
    )
    (message,) = slack.visible_to("ada", "general")
    for wanted in ("t", "two"):
        action = slack.press("ada", message, "pick", option=wanted).delivery.payload["actions"][0]
        assert action["selected_option"] == options[1]
        assert action["type"] == kind
    with pytest.raises(NotPossible, match="no option 'three'"):
        slack.press("ada", message, "pick", option="three")


async def test_a_press_in_the_home_tab_has_a_view_and_no_response_url(slack: SlackStandIn) -> None:
    ada = slack.workspace.person("ada").id
    view = {"type": "home", "blocks": [button("go", "Go")]}
    await web_client(slack).views_publish(user_id=ada, view=view)
    payload = slack.press_home("ada", "go").delivery.payload
    assert payload["container"] == {"type": "view", "view_id": payload["view"]["id"]}
    assert "response_url" not in payload
    with pytest.raises(NotPossible, match="nothing is published"):
        slack.press_home("grace", "go")


async def test_people_edit_delete_and_join(slack: SlackStandIn) -> None:
    message = slack.say("ada", "general", "befor")
    with pytest.raises(NotPossible, match="not by grace"):
        slack.edit("grace", message, "mine")
    slack.edit("ada", message, "before")
    slack.delete("ada", message)
    slack.workspace.add_person("eve")
    slack.join("eve", "general")
    with pytest.raises(NotPossible, match="already"):
        slack.join("eve", "general")
    said, changed, deleted, joined = events(slack)
    subtypes = [event.get("subtype") for event in (said, changed, deleted, joined)]
    assert subtypes == [None, "message_changed", "message_deleted", "channel_join"]
    assert changed["message"]["edited"]["user"] == message.user  # type: ignore[index]
    assert [m.subtype for m in slack.visible_to("eve", "general")] == ["channel_join"]


async def test_another_apps_bot_talks_and_mentions_but_what_it_says_is_no_reply_of_this_one(
    slack: SlackStandIn,
) -> None:
    other = slack.workspace.add_bot("helper", channels=("general",))
    asked = slack.say("ada", "general", "anybody?")
    said = slack.say("helper", "general", "@bot hello")
    seen = {event["type"]: event for event in events(slack) if event.get("bot_id")}
    assert set(seen) == {"message", "app_mention"}
    assert seen["app_mention"]["bot_id"] == other.bot_id
    assert seen["app_mention"]["bot_profile"]["name"] == "helper"  # type: ignore[index]
    assert said in slack.visible_to("ada", "general")
    assert slack.replies_to(asked) == []


async def test_a_file_comes_with_its_message_and_a_mention_of_it_has_no_subtype(slack: SlackStandIn) -> None:
    slack.say("ada", "general", "@bot look", files=["knee.png"])
    message, mention = events(slack)
    assert (message["subtype"], message["upload"], message["text"]) == ("file_share", False, mention["text"])
    assert "subtype" not in mention
    (file,) = mention["files"]
    assert (file["name"], file["mimetype"], file["user"]) == ("knee.png", "image/png", message["user"])


async def test_a_file_alone_is_a_message_without_words(slack: SlackStandIn) -> None:
    slack.dm("ada", "", files=["voice.m4a"])
    (event,) = events(slack)
    assert (event["subtype"], event["text"], event.get("blocks")) == ("file_share", "", None)


async def test_a_reply_that_is_also_sent_to_the_channel_says_so_and_brings_the_thread_s_first_message(
    slack: SlackStandIn,
) -> None:
    root = slack.dm("ada", "root")
    slack.dm("ada", "reply", thread_ts=root.ts, broadcast=True)
    event = events(slack)[-1]
    assert (event["subtype"], event["thread_ts"], event["root"]["text"]) == ("thread_broadcast", root.ts, "root")


async def test_what_somebody_does_is_a_message_without_blocks(slack: SlackStandIn) -> None:
    slack.me("ada", slack.im("ada"), "is dizzy")
    (event,) = events(slack)
    assert (event["subtype"], event["text"], event.get("blocks")) == ("me_message", "is dizzy", None)


async def test_a_shared_message_stands_in_an_attachment(slack: SlackStandIn) -> None:
    original = slack.say("grace", "general", "he fainted")
    slack.dm("ada", "what now?", shares=original)
    event = events(slack)[-1]
    (share,) = event["attachments"]
    assert (event["text"], share["text"], share["author_id"]) == ("what now?", "he fainted", original.user)
    assert share["is_share"]


async def test_a_workflow_speaks_by_its_app_and_is_no_user(slack: SlackStandIn) -> None:
    slack.workflow("intake", "general", "@bot is it safe?")
    message, mention = events(slack)
    for event in (message, mention):
        assert event["subtype"] == "bot_message"
        assert "user" not in event
        assert event["app_id"] == event["bot_profile"]["app_id"] != slack.settings.app_id


@pytest.mark.parametrize("code", ["restricted_action", "restricted_action_non_threadable_channel"])
async def test_a_channel_may_refuse_what_apps_post(slack: SlackStandIn, code: str) -> None:
    root = slack.say("ada", "general", "root")
    slack.workspace.channel("general").refuses = code
    client = web_client(slack)
    refused = {
        each: (await _code(client.chat_postMessage(channel="general", text="x", **more)))
        for each, more in {"message": {}, "reply": {"thread_ts": root.ts}}.items()
    }
    assert refused == {"message": "" if "threadable" in code else code, "reply": code}


async def test_nobody_writes_in_an_archived_channel(slack: SlackStandIn) -> None:
    slack.workspace.channel("general").archived = True
    with pytest.raises(NotPossible, match="#general is archived"):
        slack.say("ada", "general", "hello")
    assert await _code(web_client(slack).chat_postMessage(channel="general", text="x")) == "is_archived"


async def _code(call: Awaitable[Any]) -> str:
    try:
        await call
    except SlackApiError as error:
        return str(error.response["error"])
    return ""
