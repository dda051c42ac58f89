"""`kill -9` of the real program between acknowledgement and reply; and three replicas on one PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from proving import proof, size
from replicas import Replica
from test_outbox_slack import acknowledged

from adapters.owed import Door, Owed, bring
from adapters.standins.slack import Settings, SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

AT_ONCE = 30
"""Deliveries in the making, in all three replicas."""

LITTLE = """
disclaimer: General information only.
entries:
- {id: agent, question: "What is the most common agent?", answer: Dextrose.}
"""
SLACK = Settings(
    bot_token="xoxb-1111111111-abcdEFGH",
    app_token="xapp-1-A111-222-abcdef0123",
    scopes=("app_mentions:read", "chat:write", "commands", "im:history"),
)


@contextlib.asynccontextmanager
async def program(slack: SlackStandIn, folder: Path, address: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `prolobot slack` in a process of its own until the block ends, then end it at once."""
    (folder / "faq.yaml").write_text(LITTLE)
    environment = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": slack.settings.bot_token,
        "SLACK_APP_TOKEN": slack.settings.app_token,
        "PROLOBOT_SLACK_URL": slack.api_url,
        "PROLOBOT_FAQ": str(folder / "faq.yaml"),
        "PROLOBOT_CACHE": str(folder / "cache"),
        "PROLOBOT_DATABASE": address,
    }
    with (folder / "log").open("ab") as log:
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "adapters", "slack", env=environment, stdout=log, stderr=log
        )
    try:
        await slack.wait_connected(seconds=300)
        yield running
    finally:
        with contextlib.suppress(ProcessLookupError):
            running.send_signal(signal.SIGKILL)
        await running.wait()


@pytest.mark.real_clock
@proof("12 direct messages", "200 direct messages")
async def test_after_kill_9_every_direct_message_that_was_acknowledged_is_answered_once(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'kept.db'}"
    count = size(12, 200)
    async with SlackStandIn(SLACK) as slack:
        async with program(slack, tmp_path, address):
            people = [slack.workspace.add_person(f"person{n}").name for n in range(count)]
            asked = [slack.dm(each, "what is the most common agent") for each in people]
            await acknowledged(slack, count)
        shown = sum(len(slack.replies_to(each)) for each in asked)
        async with program(slack, tmp_path, address):
            await slack.changes.until(lambda: all(slack.replies_to(each) for each in asked) or None, 300)
            await asyncio.sleep(10.0)
        replies = [slack.replies_to(each) for each in asked]
        assert Counter(map(len, replies)) == {1: count}
        assert all("Dextrose" in each[0].text for each in replies)
        print(f"acknowledged {count}, shown at the kill {shown}, answered once after the restart {count - shown}")  # noqa: T201


@proof("300 deliveries, one in ten again elsewhere", "5,000 deliveries, one in ten again elsewhere")
async def test_three_replicas_on_one_postgresql_answer_every_delivery_once(address: str) -> None:
    count, posts = size(300, 5_000), Counter[str]()
    chance = random.Random(13)  # noqa: S311 - no secret

    async def handle(replica: Replica, key: str, *, crashes: bool = False) -> None:
        owed = Owed(key, "slack", Door.MESSAGE, "D1", "U1", message=key)
        if await replica.ledger.take([f"event:{key}", key], owed) and not crashes:
            await bring(replica.ledger, owed, lambda: post(key))

    async def post(key: str) -> None:
        posts[key] += 1

    async with Replica(address) as one, Replica(address) as two:
        third = await Replica(address).__aenter__()
        replicas = [one, two, third]
        for begin in range(0, count, AT_ONCE):
            handled = []
            for number in range(begin, min(begin + AT_ONCE, count)):
                key, first = f"message:{number}", number % 3
                crashes = first == 2 and number >= count - 60
                handled.append(handle(replicas[first], key, crashes=crashes))
                if chance.random() < 0.1:
                    other = (first + 1) % 3
                    handled.append(handle(replicas[other], key, crashes=other == 2 and crashes))
            await asyncio.gather(*handled)
        third.cut()
        await third.__aexit__()
        assert posts.total() == len(posts) < count
        await asyncio.sleep(20.0)
        left = [(each, owed) for each in (one, two) for owed in await each.ledger.left("slack")]
        for replica, owed in left:
            await bring(replica.ledger, owed, lambda key=owed.id: post(key))  # type: ignore[misc]
    assert Counter(posts.values()) == {1: count}
