"""`/prolo` delivered more than once: one task, and its reply in one place."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from adapters.incoming import Incoming
from adapters.once import Once
from adapters.slack import commands
from adapters.slack.commands import Triggers
from botcore import Asked

INCOMING = Incoming(Asked("is it safe?"), ("trigger:1",), private=True)


class Kitchen:
    """Makes replies when it is told to, and counts them."""

    def __init__(self) -> None:
        self.begun = 0
        self.go_on = asyncio.Event()

    async def make(self, incoming: Incoming) -> dict[str, Any]:
        self.begun += 1
        await self.go_on.wait()
        return {"text": str(incoming.message)}


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


async def test_a_reply_in_time_comes_with_every_acknowledgement_and_is_made_once(kitchen: Kitchen) -> None:
    prolo = Triggers(Once(), kitchen.make)
    both = asyncio.gather(prolo.in_time(INCOMING), prolo.in_time(INCOMING))
    await asyncio.sleep(0)
    kitchen.go_on.set()
    (reply, late), again = await both
    assert reply
    assert (late, again) == (None, (reply, None))
    assert kitchen.begun == 1


async def test_a_late_reply_goes_to_the_response_url_of_one_delivery_and_to_no_acknowledgement(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "ANSWER_AT_ONCE", 0.05)
    prolo = Triggers(Once(), kitchen.make)
    reply, late = await prolo.in_time(INCOMING)
    assert reply is None
    assert late
    waiting = asyncio.create_task(prolo.in_time(INCOMING))
    await asyncio.sleep(0)
    kitchen.go_on.set()
    assert await waiting == (None, None)
    assert await late == {"text": str(INCOMING.message)}
    assert kitchen.begun == 1


async def test_a_delivery_after_the_reply_brings_nothing(kitchen: Kitchen) -> None:
    prolo = Triggers(Once(), kitchen.make)
    kitchen.go_on.set()
    first, _ = await prolo.in_time(INCOMING)
    assert first
    await asyncio.sleep(0)
    assert await prolo.in_time(INCOMING) == (None, None)


async def test_another_trigger_id_is_another_reply(kitchen: Kitchen) -> None:
    prolo = Triggers(Once(), kitchen.make)
    kitchen.go_on.set()
    await prolo.in_time(INCOMING)
    reply, _ = await prolo.in_time(Incoming(Asked("again?"), ("trigger:2",)))
    assert reply
    assert kitchen.begun == 2
