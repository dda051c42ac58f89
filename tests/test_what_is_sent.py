"""What is fixed about a call before any platform is there to take it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from slack_sdk.errors import SlackApiError

from adapters.backing import Backing
from adapters.discord import presses as discord_presses
from adapters.discord.client import DiscordBot
from adapters.discord.rendering import render as render_discord
from adapters.slack import presses as slack_presses
from adapters.slack.delivering import _is_posted
from adapters.slack.places import Place
from adapters.slack.rendering import render
from botcore import Because, Guidance, Kind, Rated, Reply, Trace, load_faq
from botcore.composing import Calls, Composer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk.web.async_client import AsyncWebClient

TEXT = "Call your local emergency number now."
MARK = {"post": "1", "to": "message:T1:C1:1.5"}
OURS = {"bot_id": "B1", "text": TEXT, "metadata": {"event_payload": MARK}}
OTHERS = {"bot_id": "B2", "text": TEXT}
FILE = load_faq(
    '{"disclaimer": "See www.nhs.uk.", "entries": [{"id": "e", "question": "What is www.nhs.uk?",'
    ' "answer": "A page.", "note": "Not www.nhs.com.", "source": {"title": "www.nhs.uk"}}]}'
)


class Channel:
    """A client that reads back the messages of a channel, or may not."""

    def __init__(self, *messages: dict[str, Any], refused: bool = False) -> None:
        self._messages, self._refused = messages, refused
        self.asked: list[dict[str, Any]] = []

    async def conversations_replies(self, **window: Any) -> dict[str, Any]:
        self.asked.append(window)
        if self._refused:
            raise SlackApiError("refused", {"error": "missing_scope"})
        return {"messages": [*self._messages]}

    conversations_history = conversations_replies


@pytest.mark.parametrize(
    ("messages", "posted"),
    [
        ([OURS], True),
        ([OTHERS, OURS], True),
        ([OURS | {"text": "in other words"}], True),
        ([], False),
        ([OTHERS], False),
        ([OTHERS | {"metadata": {"event_payload": MARK | {"post": "2"}}}], False),
        ([OTHERS | {"metadata": {}}], False),
        ([{"user": "U1", "text": TEXT}], False),
    ],
)
@pytest.mark.parametrize("thread", ["1.0", None])
async def test_a_post_counts_as_there_only_where_its_own_mark_is_whatever_the_words(
    messages: list[dict[str, Any]], posted: bool, thread: str | None
) -> None:
    channel = Channel(*messages)
    place = Place("C1", thread, "1.5")
    assert await _is_posted(cast("AsyncWebClient", channel), place, MARK) is posted
    window = {"channel": "C1", "oldest": "1.5", "limit": 50, "include_all_metadata": True}
    assert channel.asked == [window | ({"ts": thread} if thread else {})]


async def test_where_the_bot_may_not_look_nothing_counts_as_posted() -> None:
    channel = Channel(OURS, refused=True)
    assert not await _is_posted(cast("AsyncWebClient", channel), Place("C1", None, "1.5"), MARK)


async def test_nothing_that_discord_is_sent_pings_anybody_unless_it_says_whom() -> None:
    async def silent(*_: object) -> Reply:
        raise AssertionError("nobody asks")

    pings = DiscordBot(Backing(silent)).allowed_mentions
    assert pings is not None
    assert pings.to_dict() == {"parse": []}


def texts(block: object) -> Iterator[dict[str, Any]]:
    """Yield every text object in a block that Slack reads marks in."""
    if isinstance(block, dict):
        if block.get("type") == "mrkdwn":
            yield block
        for part in block.values():
            yield from texts(part)
    elif isinstance(block, list):
        for part in block:
            yield from texts(part)


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.CLARIFY, Kind.URGENT])
def test_slack_makes_no_link_of_an_address_that_somebody_only_mentions(kind: Kind) -> None:
    composer, trace = Composer(FILE), Trace(Because.LIKELY)
    reply = {
        Kind.ANSWER: composer.answer(FILE.entries[0], trace, public=True),
        Kind.CLARIFY: composer.clarify(FILE.entries, trace),
        Kind.URGENT: Calls(FILE).urgent(Guidance.URGENT, trace),
    }[kind]
    found = list(texts(render(reply)["blocks"]))
    assert found
    assert [each for each in found if each.get("verbatim") is not True] == []


@pytest.mark.parametrize("helpful", [True, False])
def test_the_thumb_that_is_shown_is_the_thumb_that_is_counted_on_both_platforms(helpful: bool) -> None:
    reply = Composer(FILE).answer(FILE.entries[0], Trace(Because.LIKELY))
    label = reply.words.helpful if helpful else reply.words.not_helpful
    (pair,) = next(each for each in render(reply)["blocks"] if each["type"] == "context_actions")["elements"]
    sides = {side["text"]["text"]: side["value"] for side in (pair["positive_button"], pair["negative_button"])}
    assert next(iter(sides)) == reply.words.helpful, "the positive one has a thumb up of Slack's own"
    on_slack = {"action_id": pair["action_id"], "value": sides[label]}
    custom_id = dict(render_discord(reply).buttons)[label]
    on_discord: Any = SimpleNamespace(
        id=7,
        user=SimpleNamespace(id=1),
        channel_id=2,
        guild_id=3,
        message=SimpleNamespace(flags=SimpleNamespace(ephemeral=False)),
        data={"custom_id": custom_id},
    )
    for pressed in (
        slack_presses.read_press({"actions": [on_slack], "trigger_id": "1"}, at=0),
        discord_presses.read_press(on_discord, at=0),
    ):
        assert pressed
        assert isinstance(pressed.message, Rated)
        assert (pressed.message.helpful, pressed.message.entry) == (helpful, "e")
