"""A crash between acknowledgement and reply on Slack: answered where it can be read back, else told once."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from replicas import Replica

from adapters.assembly.kept import Kept
from adapters.assembly.local_service import slack_settings
from adapters.assembly.services import slack_service
from adapters.ops import supervise
from adapters.standins.slack import Settings, SlackStandIn
from botcore import Interrupted
from botcore import Services as BotServices
from botcore.composing import Composer, Notices
from botcore.trace import Because, Trace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from adapters.incoming import Respond
    from adapters.settings import Settings as Current
    from botcore import Faq, Message, Reply

MANIFEST = Settings(scopes=("app_mentions:read", "chat:write", "commands", "im:history"))


def answering(faq: Faq) -> Respond:
    """Return what answers every question with the first entry."""
    services = BotServices("112")

    async def answer(message: Message) -> Reply:
        if isinstance(message, Interrupted):
            return Notices(faq, services).interrupted()
        return Composer(faq, services).answer(faq.entries[0], Trace(Because.LIKELY))

    return answer


async def silent(_: Message) -> Reply:
    await asyncio.Event().wait()
    raise AssertionError


@contextlib.asynccontextmanager
async def serving(
    slack: SlackStandIn,
    replica: Replica,
    answer: Respond,
    changed: Callable[[Current], Current] = lambda current: current,
) -> AsyncIterator[None]:
    stop = asyncio.Event()
    settings = changed(replace(slack_settings(slack), stop_grace=0.0))
    service = asyncio.create_task(
        supervise(*slack_service(settings, answer, kept=Kept(ledger=replica.ledger)), stop)
    )
    await slack.wait_connected()
    try:
        yield
    finally:
        stop.set()
        await service


async def acknowledged(slack: SlackStandIn, count: int) -> None:
    def all_are() -> bool | None:
        return (len(slack.deliveries) >= count and all(each.acknowledged for each in slack.deliveries)) or None

    await slack.changes.until(all_are, 60)


@pytest.mark.parametrize("ends", ["leaves", "crashes"])
async def test_each_door_is_answered_or_its_asker_told_once(faq: Faq, database: str, ends: str) -> None:
    async with SlackStandIn(MANIFEST) as slack:
        async with Replica(database) as first:
            async with serving(slack, first, silent):
                asked = slack.dm("ada", "what do they inject")
                mentioned = slack.say("grace", "general", f"{slack.mention} what do they inject")
                commanded = slack.command("linus", "general", "/prolo", "what do they inject")
                await acknowledged(slack, 3)
                if ends == "crashes":
                    first.cut()
        async with Replica(database) as second, serving(slack, second, answering(faq)):
            await asyncio.sleep(30.0)
            (reply,) = slack.replies_to(asked)
            assert faq.entries[0].question in reply.text
            (told,) = slack.replies_to(mentioned)
            assert "interrupted" in told.text
            assert "call 112 now" in told.text
            assert faq.disclaimer in told.text
            assert not slack.replies_to(commanded)
            (privately,) = [each for each in slack.visible_to("linus", slack.im("linus")) if each.bot_id]
            assert privately.text == told.text
        async with Replica(database) as third, serving(slack, third, answering(faq)):
            await asyncio.sleep(30.0)
            assert [len(slack.replies_to(each)) for each in (asked, mentioned)] == [1, 1]


async def test_a_direct_message_whose_reply_had_arrived_is_not_answered_again(faq: Faq, database: str) -> None:
    async with SlackStandIn(MANIFEST) as slack:
        async with Replica(database) as first, serving(slack, first, answering(faq)):
            settle, first.ledger.settle = first.ledger.settle, forgets  # type: ignore[method-assign]
            asked = slack.dm("ada", "what do they inject")
            await slack.wait_for_reply(asked)
            first.ledger.settle = settle  # type: ignore[method-assign]
        async with Replica(database) as second, serving(slack, second, answering(faq)):
            await asyncio.sleep(30.0)
            assert len(slack.replies_to(asked)) == 1
            assert await second.ledger.left("slack") == []


async def forgets(_: object) -> None:
    """Crash between the reply and its word in the ledger."""


async def test_after_a_quarter_of_an_hour_whoever_asked_is_told_and_not_answered(faq: Faq, database: str) -> None:
    async with SlackStandIn(MANIFEST) as slack:
        async with Replica(database) as first, serving(slack, first, silent):
            asked = slack.dm("ada", "what do they inject")
            await acknowledged(slack, 1)
        await asyncio.sleep(901.0)
        async with Replica(database) as second, serving(slack, second, answering(faq)):
            assert "interrupted" in (await slack.wait_for_reply(asked)).text


async def test_an_event_brought_again_to_another_process_is_answered_once(faq: Faq, database: str) -> None:
    async with SlackStandIn(replace(MANIFEST, retry_delays=(0.5,))) as slack:
        async with Replica(database) as one, Replica(database) as other:
            async with serving(slack, one, answering(faq)):
                slack.faults.arm("drop", "socket ack", times=1)
                asked = slack.dm("ada", "what do they inject")
                await slack.wait_for_reply(asked)
            async with serving(slack, other, answering(faq)):
                await asyncio.sleep(30.0)
                assert len(slack.replies_to(asked)) == 1


async def test_while_the_database_is_away_people_are_answered(faq: Faq, database: str) -> None:
    async with SlackStandIn(MANIFEST) as slack, Replica(database) as only:
        async with serving(slack, only, answering(faq)):
            only.cut()
            for name in ("ada", "grace"):
                assert faq.entries[0].question in (await slack.wait_for_reply(slack.dm(name, "what"))).text
            assert only.store.state.is_away
            only.mend()
            await asyncio.sleep(10.0)
            assert only.store.is_there
            assert await slack.wait_for_reply(slack.dm("linus", "what do they inject"))


async def test_a_reply_that_has_to_wait_for_an_hour_holds_nobody_up_and_comes_after_it(faq: Faq) -> None:
    async with SlackStandIn(MANIFEST) as slack:
        stop = asyncio.Event()
        service = asyncio.create_task(supervise(*slack_service(slack_settings(slack), answering(faq)), stop))
        await slack.wait_connected()
        slack.faults.arm("429", "api chat.postMessage", times=1, seconds=3600.0)
        first = slack.dm("ada", "what do they inject")
        await acknowledged(slack, 1)
        second = slack.dm("ada", "what do they inject")
        began = asyncio.get_running_loop().time()
        await slack.wait_for_reply(second)
        assert asyncio.get_running_loop().time() - began < 60
        assert faq.entries[0].question in (await slack.wait_for_reply(first, seconds=600)).text
        stop.set()
        await service
