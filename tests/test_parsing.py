"""What reached the bot, taken apart: the same kinds of thing on both platforms."""

from __future__ import annotations

from copy import copy
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from discord.app_commands import AppCommandContext

from adapters.discord import parsing as discord_parsing
from adapters.discord import presses as discord_presses
from adapters.slack import parsing as slack_parsing
from adapters.slack import presses as slack_presses
from adapters.slack.places import Place
from botcore import Asked, Picked, Rated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adapters.incoming import Incoming


def event(**more: Any) -> dict[str, Any]:
    said = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.5", "text": "is it safe?"}
    return {"team_id": "T1", "event_id": "Ev1", "event": said | more}


def action(action_id: str, value: str = "neck", **more: Any) -> dict[str, Any]:
    pressed = {"action_id": action_id, "value": value, "action_ts": "2.5"}
    return {"team": {"id": "T1"}, "user": {"id": "U1"}, "channel": {"id": "C1"}, "actions": [pressed]} | more


def pick(container: dict[str, Any] | None, *, asker: str = "U1", **more: Any) -> dict[str, Any]:
    pressed = action(f"{slack_presses.PICK}_1", container=container, **more)
    pressed["actions"][0]["block_id"] = f"{slack_presses.PICK}_1:{asker}"
    return pressed


def component(custom_id: str, *, ephemeral: bool = False, **more: Any) -> Any:
    """Return a press by user 1, or what of a command is read."""
    lived = SimpleNamespace(flags=SimpleNamespace(ephemeral=ephemeral))
    pressed = {"id": 7, "user": SimpleNamespace(id=1), "channel_id": 2, "guild_id": 3, "message": lived}
    pressed |= {"context": AppCommandContext(guild=True)}
    return SimpleNamespace(**(pressed | {"data": {"custom_id": custom_id}} | more))


def test_a_message_that_comes_again_shares_a_key_whether_its_event_id_is_the_same_or_not() -> None:
    first, again = (
        slack_parsing.read_message(event() | {"event_id": each}, "U0", at=0) for each in ("Ev1", "Ev2")
    )
    assert first
    assert again
    assert set(first.keys) & set(again.keys) == {"message:T1:C1:1.5"}


def test_an_event_without_an_id_is_known_by_its_message_alone() -> None:
    incoming = slack_parsing.read_message(event() | {"event_id": None}, "U0", at=0)
    assert incoming
    assert incoming.keys == ("message:T1:C1:1.5",)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({}, Place("C1", "1.5", "1.5", "U1")),
        ({"thread_ts": "1.0"}, Place("C1", "1.0", "1.5", "U1")),
        ({"channel": "D1", "channel_type": "im"}, Place("D1", None, "1.5", "U1")),
        ({"channel": "D1", "thread_ts": "1.0"}, Place("D1", "1.0", "1.5", "U1")),
        ({"bot_id": "B1"}, Place("C1", "1.5", "1.5")),
    ],
    ids=["channel", "thread", "direct message", "thread of a direct message", "of an app"],
)
def test_a_reply_goes_to_the_thread_or_begins_one_but_in_a_direct_message(
    more: dict[str, Any], place: Place
) -> None:
    assert slack_parsing.message_place(event(**more)) == place


def read(payload: dict[str, Any], *apps: str) -> Asked | None:
    incoming = slack_parsing.read_message(payload, "U0", apps=frozenset(apps), at=0)
    if incoming is None:
        return None
    assert isinstance(incoming.message, Asked)
    return incoming.message


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message", "something_new"])
@pytest.mark.parametrize("more", [{}, {"type": "message", "channel": "D1", "channel_type": "im"}])
def test_people_are_read_in_whatever_way_they_speak(subtype: str, more: dict[str, Any]) -> None:
    message = read(event(subtype=subtype, **more))
    assert message
    assert (message.text, message.person) == ("is it safe?", "slack:T1:U1")


NOTICES = """
assistant_app_thread bot_add bot_disable bot_enable bot_message bot_remove channel_archive channel_canvas_updated
channel_convert_to_private channel_join channel_leave channel_name channel_posting_permissions channel_purpose
channel_topic channel_unarchive document_mention ekm_access_denied file_comment file_mention group_archive
group_join group_leave group_name group_purpose group_topic huddle_thread message_changed message_deleted
message_replied pinned_item reminder_add reply_broadcast sh_room_created sh_room_shared tombstone unpinned_item
"""


@pytest.mark.parametrize("subtype", NOTICES.split())
def test_notices_are_not_read(subtype: str) -> None:
    assert read(event(subtype=subtype)) is None
    assert read(event(subtype=subtype, type="message", channel="D1", channel_type="im")) is None


@pytest.mark.parametrize("more", [{"hidden": True}, {"user": "USLACKBOT"}, {"user": "U0"}, {"bot_id": "B1"}])
def test_what_no_person_says_is_not_read(more: dict[str, Any]) -> None:
    assert read(event(**more)) is None


WORKFLOW = {"user": None, "bot_id": "B9", "app_id": "A9", "subtype": "bot_message"}


@pytest.mark.parametrize("named", ["A9", "B9"])
def test_a_workflow_is_read_where_it_is_named_and_mentions_us(named: str) -> None:
    message = read(event(**WORKFLOW), named)
    assert message
    assert message.person == "slack:T1:B9"
    assert read(event(**WORKFLOW), "A8", "B8") is None
    assert read(event(**WORKFLOW, type="message", channel="D1"), named) is None


def test_an_app_is_known_by_its_profile_and_we_never_answer_ourselves() -> None:
    profile = {key: value for key, value in WORKFLOW.items() if key != "app_id"} | {
        "bot_profile": {"app_id": "A9"}
    }
    assert read(event(**profile), "A9")
    assert read(event(**profile) | {"api_app_id": "A9"}, "A9", "B9") is None


SHARED = {"is_share": True, "text": "he fainted", "fallback": "[1.5] Ben: he fainted"}


@pytest.mark.parametrize(
    ("more", "quoted"),
    [
        ({}, ""),
        ({"attachments": None, "files": None}, ""),
        ({"attachments": [SHARED, {"is_msg_unfurl": True, "text": "and then"}]}, "he fainted\nand then"),
        ({"attachments": [{"is_share": True, "fallback": "[1.5] Ben: he fainted"}]}, "[1.5] Ben: he fainted"),
        ({"attachments": [{"text": "a page somebody linked to", "title_link": "https://a.b"}]}, ""),
        ({"files": [{"preview": "a long letter, pasted"}]}, "a long letter, pasted"),
        ({"files": [{"transcription": {"preview": {"content": "I can't breathe"}}}]}, "I can't breathe"),
        ({"files": [{"transcription": {"status": "processing"}}, {}]}, ""),
        ({"attachments": [SHARED | {"files": [{"preview": "a letter"}]}]}, "he fainted\na letter"),
    ],
)
def test_what_stands_beside_the_text_is_quoted(more: dict[str, Any], quoted: str) -> None:
    message = read(event(**more))
    assert message
    assert (message.text, message.quoted) == ("is it safe?", quoted)
    assert message.attached is bool(more.get("files"))


TOLD = "I can't breathe"
FULL = event(
    text=TOLD,
    subtype="file_share",
    edited={"user": "U1", "ts": "2.5"},
    attachments=[SHARED | {"files": [{"preview": "a letter"}]}],
    files=[{"preview": "a letter", "transcription": {"status": "complete", "preview": {"content": "hm"}}}],
    bot_profile={"app_id": "A9"},
    blocks=[{"type": "rich_text", "elements": []}],
)
EDITED = event(
    type="message",
    subtype="message_changed",
    message={"user": "U1", "ts": "1.5", "text": f"<@U0> {TOLD}", "edited": {"ts": "2.5"}, "files": [{}]},
    previous_message={"user": "U1", "ts": "1.5", "text": "hi", "edited": {"ts": "2.0"}},
)
ABOUT = action("about", message={"text": TOLD, "ts": "1.5", "attachments": [SHARED], "files": [{"preview": "x"}]})
STRANGE = [None, 0, 1.5, True, "", "x", [], [None], ["x"], [[]], {}, {"x": 1}, [{}], "\ud83d"]
SAYS = {"event", "message", "text"}
"""What holds the words themselves."""


def reshaped(payload: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield a payload with each of its values in turn of a strange shape, and where that is."""
    places = (
        payload if isinstance(payload, dict) else dict(enumerate(payload)) if isinstance(payload, list) else {}
    )
    for name, value in places.items():
        for strange in STRANGE:
            other = copy(payload)
            other[name] = strange
            yield (name,), other
        for where, changed in reshaped(value):
            other = copy(payload)
            other[name] = changed
            yield (name, *where), other


def as_read(payload: dict[str, Any]) -> Incoming | None:
    said = slack_parsing.as_said(payload, "U0")
    return slack_parsing.read_message(said, "U0", at=0) if said else None


@pytest.mark.parametrize(
    ("payload", "read_it"),
    [
        (FULL, as_read),
        (EDITED, as_read),
        (ABOUT, partial(slack_parsing.read_shortcut, at=0)),
        (pick({"is_ephemeral": False}), partial(slack_presses.read_press, at=0)),
    ],
    ids=["said", "edited", "asked about", "pressed"],
)
def test_nothing_of_a_strange_shape_keeps_what_stands_beside_it_from_being_read(
    payload: dict[str, Any], read_it: Callable[[dict[str, Any]], Incoming | None]
) -> None:
    assert read_it(payload)
    for where, strange in reshaped(payload):
        found = read_it(strange)
        if found and isinstance(found.message, Asked) and where[-1] not in SAYS:
            assert TOLD in found.message.text, where
        # Whose it is, and where: without these there is nobody to reply to.
        assert found or {"event", "actions"} & {where[0]}, where
        assert found or where[-1] not in {"files", "attachments", "bot_profile", "blocks", "preview"}, where


@pytest.mark.parametrize("helpful", [True, False])
def test_a_thumb_says_whether_the_reply_helped_on_both_platforms(*, helpful: bool) -> None:
    words = ("HELPFUL", "UNHELPFUL")[not helpful]
    value = slack_presses.rating_value("neck", helpful=helpful)
    on_slack = slack_presses.read_press(action(slack_presses.FEEDBACK, value=value), at=0)
    before = slack_presses.read_press(action(getattr(slack_presses, words), value="neck"), at=0)
    on_discord = discord_presses.read_press(component(getattr(discord_presses, words) + "neck"), at=0)
    for incoming in (on_slack, before, on_discord):
        assert incoming
        assert isinstance(incoming.message, Rated)
        found = (incoming.message.helpful, incoming.message.entry, incoming.private)
        assert found == (helpful, "neck", True)


@pytest.mark.parametrize("ephemeral", [True, False])
def test_a_pick_is_as_private_as_the_list_it_was_picked_from_on_both_platforms(*, ephemeral: bool) -> None:
    pressed = pick({"is_ephemeral": ephemeral})
    on_slack = slack_presses.read_press(pressed, at=0)
    on_discord = discord_presses.read_press(component(f"{discord_presses.PICK}neck:1", ephemeral=ephemeral), at=0)
    for incoming in (on_slack, on_discord):
        assert incoming
        assert isinstance(incoming.message, Picked)
        assert (incoming.message.entry, incoming.private) == ("neck", ephemeral)
        assert incoming.message.public is not ephemeral


@pytest.mark.parametrize(
    "container", [None, {}, {"is_ephemeral": None}, {"is_ephemeral": "?"}, {"channel_id": "C1"}]
)
@pytest.mark.parametrize("channel", ["C1", "D1"])
def test_a_pick_counts_as_private_where_slack_does_not_say_where_it_lived(
    container: dict[str, Any] | None, channel: str
) -> None:
    pressed = pick(container, channel={"id": channel})
    incoming = slack_presses.read_press(pressed, at=0)
    assert incoming
    assert incoming.private
    assert not slack_presses.is_shown_to_one(pressed)


@pytest.mark.parametrize(
    ("asker", "channel", "private"),
    [("U1", "C1", False), ("U2", "C1", True), ("", "C1", True), ("U2", "D1", False), ("XU1", "C1", True)],
)
def test_a_pick_from_somebody_elses_list_in_a_channel_is_private(
    asker: str, channel: str, *, private: bool
) -> None:
    incoming = slack_presses.read_press(pick({"is_ephemeral": False}, asker=asker, channel={"id": channel}), at=0)
    assert incoming
    assert incoming.private is private


def test_a_list_from_before_it_said_whose_it_is_is_picked_from_in_private() -> None:
    incoming = slack_presses.read_press(action(f"{slack_presses.PICK}_1", container={"is_ephemeral": False}), at=0)
    assert incoming
    assert incoming.private


def test_other_buttons_are_not_for_us_on_either_platform() -> None:
    assert slack_presses.read_press(action("somebody_elses"), at=0) is None
    assert discord_presses.read_press(component("somebody elses"), at=0) is None


@pytest.mark.parametrize(("typed", "text"), [("Help ", ""), ("is it safe?", "is it safe?"), ("", "")])
def test_help_after_the_command_reads_as_nothing_on_both_platforms(typed: str, text: str) -> None:
    on_slack = slack_parsing.read_command({"text": typed, "trigger_id": "1"}, private=True, at=0)
    on_discord = discord_parsing.read_command(component(""), typed, private=True, at=0)
    for incoming in (on_slack, on_discord):
        assert isinstance(incoming.message, Asked)
        assert (incoming.message.text, incoming.private, len(incoming.keys)) == (text, True, 1)


@pytest.mark.parametrize(
    ("channel", "private", "shown_in"),
    [("C1", False, "C1"), ("C1", True, ""), ("G1", False, "G1"), ("D1", False, "D1")],
)
def test_a_command_on_slack_says_who_sees_the_reply_and_so_does_a_mention(
    channel: str, private: bool, shown_in: str
) -> None:
    body = {"team_id": "T1", "channel_id": channel, "user_id": "U1", "text": "is it safe?", "trigger_id": "1"}
    commanded = slack_parsing.read_command(body, private=private, at=0).message
    said = slack_parsing.read_message(event(channel=channel), "U0", at=0)
    assert isinstance(commanded, Asked)
    assert said
    assert isinstance(said.message, Asked)
    assert commanded.shown_in == (shown_in and f"slack:T1:{shown_in}")
    # Of direct messages only the bot's own bring a message; a command may be called in those of two people.
    assert private or said.message.shown_in == ("" if channel == "D1" else commanded.shown_in)
    assert not commanded.public


@pytest.mark.parametrize(
    ("context", "private", "shown"),
    [
        ("guild", False, True),
        ("guild", True, False),
        ("private_channel", False, True),
        ("dm_channel", False, False),
    ],
)
def test_a_command_on_discord_says_who_sees_the_reply(context: str, private: bool, shown: bool) -> None:
    where = AppCommandContext(**{context: True})
    commanded = discord_parsing.read_command(component("", context=where), "is it safe?", private=private, at=0)
    assert isinstance(commanded.message, Asked)
    assert commanded.message.shown_in == (commanded.message.thread if shown else "")


@pytest.mark.parametrize(
    ("custom_id", "more", "private"),
    [
        ("neck:1", {}, False),
        ("neck:2", {}, True),
        ("neck", {}, True),
        ("neck:", {"guild_id": None}, False),
        ("neck:1", {"message": None}, True),
        ("neck:1", {"message": None, "guild_id": None}, True),
    ],
    ids=["who asked", "another", "before a change", "direct message", "nowhere", "nowhere, direct"],
)
def test_on_discord_a_list_in_a_channel_is_answered_there_to_who_asked_alone(
    custom_id: str, more: dict[str, Any], private: bool
) -> None:
    incoming = discord_presses.read_press(component(f"{discord_presses.PICK}{custom_id}", **more), at=0)
    assert incoming
    assert isinstance(incoming.message, Picked)
    assert (incoming.message.entry, incoming.private) == ("neck", private)
    assert incoming.message.public is (not private and "guild_id" not in more)
