"""A follow-up in a thread without a mention: heard from whom the bot replied to there last alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from settings_on import with_slack

from adapters.assembly.local_service import local_slack
from adapters.following import SECONDS, Following
from adapters.incoming import SilentError
from adapters.manners import Heeding, Manner, Manners, Spot
from adapters.slack.manifest import manifest_text, scopes
from adapters.slack.parsing import names_somebody, read_thread_reply
from adapters.standins.slack import Settings
from botcore import Asked, Because, Kind

if TYPE_CHECKING:
    from adapters.answering import Answerer
    from adapters.assembly.local_service import Local
    from adapters.settings import Settings as Configured
    from adapters.standins.slack import SlackStandIn
    from botcore import Bot, Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"
FOLLOW_UP = "and why that one?"
URGENT = "since the injection I can't breathe"


def said(person: str, at: float = 0.0, thread: str = "t") -> Asked:
    return Asked(FOLLOW_UP, person=person, thread=thread, at=at)


async def meant(following: Following, message: Asked, *, for_others: bool = False) -> bool:
    return await following.is_meant(message, for_others=for_others)


async def test_whom_it_replied_to_last_goes_on_and_nobody_else() -> None:
    following = Following()
    following.replies_to(said("ada"))
    assert await meant(following, said("ada", 1.0))
    assert not await meant(following, said("ada", 2.0, thread="another"))
    assert not await meant(following, said("bob", 3.0))
    assert not await meant(following, said("ada", 4.0)), "it is people's talk by now"
    following.replies_to(said("ada", 5.0))
    assert await meant(following, said("ada", 6.0))


async def test_who_names_somebody_else_turns_to_them() -> None:
    following = Following()
    following.replies_to(said("ada"))
    assert not await meant(following, said("ada", 1.0), for_others=True)
    assert not await meant(following, said("ada", 2.0))


async def test_minutes_later_it_takes_a_mention() -> None:
    following = Following()
    following.replies_to(said("ada"))
    assert await meant(following, said("ada", SECONDS))
    assert not await meant(following, said("ada", SECONDS + 1.0))


async def test_what_another_process_replied_is_followed_until_somebody_else_speaks() -> None:
    async def recalls(message: Asked) -> float | None:
        return 100.0 if message.person == "ada" else None

    assert await meant(Following(recalls), said("ada"))
    following = Following(recalls)
    assert not await meant(following, said("bob"))
    assert not await meant(following, said("ada", 1.0))


@pytest.mark.parametrize(("ago", "is_meant"), [(5.0, True), (15.0, False), (None, False)])
async def test_what_another_process_replied_after_somebody_else_spoke_is_followed(
    ago: float | None, *, is_meant: bool
) -> None:
    async def recalls(_: Asked) -> float | None:
        return ago

    following = Following(recalls)
    following.replies_to(said("ada"))
    assert not await meant(following, said("bob", 1.0), for_others=True)
    assert await meant(following, said("ada", 11.0)) is is_meant


@pytest.mark.parametrize(("ago", "is_meant"), [(60.0, True), (SECONDS + 60.0, False)])
async def test_who_was_replied_to_here_long_ago_and_lately_by_another_process_goes_on(
    ago: float, *, is_meant: bool
) -> None:
    async def recalls(_: Asked) -> float | None:
        return ago

    following = Following(recalls)
    following.replies_to(said("ada"))
    assert await meant(following, said("ada", SECONDS + 120.0)) is is_meant


def event(**more: Any) -> dict[str, Any]:
    base = {"type": "message", "channel": "C1", "user": "U1", "ts": "2.0", "thread_ts": "1.0", "text": FOLLOW_UP}
    return {"team_id": "T1", "event_id": "E1", "event": base | more}


def test_a_thread_reply_has_the_key_of_the_mention_that_may_come_beside_it() -> None:
    found = read_thread_reply(event(), "UBOT", at=1.0)
    assert found
    assert (found.keys[1], found.unnamed) == ("message:T1:C1:2.0", True)
    assert (found.message.thread, found.message.person) == ("slack:T1:C1:1.0", "slack:T1:U1")


@pytest.mark.parametrize(
    "more",
    [
        {"thread_ts": None},
        {"thread_ts": "2.0"},
        {"text": f"<@UBOT> {FOLLOW_UP}"},
        {"bot_id": "B1"},
        {"user": "UBOT"},
        {"subtype": "message_changed"},
        {"subtype": "channel_join"},
        {"channel": "D1"},
        {"type": "app_mention"},
    ],
)
def test_nothing_else_is_one(more: dict[str, Any]) -> None:
    assert read_thread_reply(event(**more), "UBOT", at=1.0) is None


@pytest.mark.parametrize("text", ["<@U2> what do you say", "ask <!subteam^S1>", "<!here> anybody?"])
def test_whoever_is_named_is_meant(text: str) -> None:
    assert names_somebody(Asked(text, person="p"))
    assert not names_somebody(Asked(FOLLOW_UP, person="p"))


@pytest.mark.parametrize("manner", [Manner.MENTIONS, Manner.PRIVATE, Manner.OFF])
async def test_where_it_does_not_behave_as_usual_only_what_is_urgent_is_answered(bot: Bot, manner: Manner) -> None:
    async def answer(message: Message) -> Reply:
        return bot.reply(message)

    async def link(_: str) -> str:
        return ""

    heeding = Heeding(answer, Manners({"C1": {"manner": manner}}))
    spot = Spot("T1", ("C1",), "1.0", link, unnamed=True)
    asked = Asked(QUESTION, person="p", thread="t", public=True)
    with pytest.raises(SilentError):
        await heeding.heed(asked, bot.reply(asked), spot)
    urgent = replace(asked, text=URGENT)
    heeded = await heeding.heed(urgent, bot.reply(urgent), spot)
    assert heeded.reply.kind is Kind.URGENT
    assert heeded.reply.trace.because is not Because.HELD


def test_the_manifest_with_threads_is_the_plain_one_and_that() -> None:
    plain, more = (yaml.safe_load(manifest_text(threads=threads)) for threads in (False, True))
    assert scopes(threads=True) == [*scopes(), "channels:history", "groups:history"]
    del more["oauth_config"]["scopes"]["bot"][-2:]
    events = more["settings"]["event_subscriptions"]["bot_events"]
    assert events[-2:] == ["message.channels", "message.groups"]
    del events[-2:]
    assert more == plain


def granted() -> Settings:
    manifest = yaml.safe_load(manifest_text(threads=True))
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    return Settings(scopes=tuple(scopes(threads=True)), events=tuple(events), messages_per_second=None)


def following_threads(current: Configured) -> Configured:
    return with_slack(current, threads=True)


THREAD = [
    ("ada", FOLLOW_UP, 1),
    ("ada", URGENT, 1),
    ("grace", "it was fine when I had it", 0),
    ("ada", FOLLOW_UP, 0),
    ("ada", f"{{mention}} {QUESTION}", 1),
    ("ada", FOLLOW_UP, 1),
]
"""What is said in a thread of the bot's, and how many replies that gets where threads are followed."""


async def replies_in_thread(local: Local[SlackStandIn], *, disturbed: bool) -> list[int]:
    """Return how many replies each line gets; disturbed: each is posted, and Slack's answer to that is lost."""
    slack, counts = local.standin, []
    first = slack.say("ada", "general", f"{slack.mention} {QUESTION}")
    await slack.wait_for_reply(first)
    for person, text, expected in THREAD:
        before = len(slack.replies_to(first))
        if disturbed and expected:
            slack.faults.arm("close", "api chat.postMessage")
        slack.say(person, "general", text.format(mention=slack.mention), first.ts)
        await slack.settle()
        await local.drain(60.0)
        counts.append(len(slack.replies_to(first)) - before)
    return counts


@pytest.mark.parametrize("disturbed", [False, True])
async def test_on_the_wire_a_thread_goes_on_until_somebody_else_speaks(
    answer: Answerer, *, disturbed: bool
) -> None:
    async with local_slack(answer, granted(), changed=following_threads) as local:
        counts = await replies_in_thread(local, disturbed=disturbed)
    assert counts == [expected for *_, expected in THREAD]


async def test_unless_it_is_set_a_thread_takes_a_mention(answer: Answerer) -> None:
    async with local_slack(answer, granted()) as local:
        assert await replies_in_thread(local, disturbed=False) == [0, 0, 0, 0, 1, 0]
