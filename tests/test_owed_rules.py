"""What becomes of what is owed as it is sent, refused, postponed and taken up again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import structlog

from adapters.delivery import OUTCOME_UNKNOWN, DeliveryError
from adapters.owed import MOST_TRIES, READ_BACK_WITHIN, Door, InMemory, Owed, bring, pause_before, postponed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OWED = Owed("message:1", "slack", Door.MESSAGE, "C1", "U1", age=7.0)


@pytest.mark.parametrize(
    ("door", "age", "readable"),
    [
        (Door.MESSAGE, 0.0, True),
        (Door.MESSAGE, READ_BACK_WITHIN, True),
        (Door.MESSAGE, READ_BACK_WITHIN + 0.1, False),
        (Door.COMMAND, 0.0, False),
        (Door.PRESS, 0.0, False),
    ],
)
def test_only_a_message_that_is_not_old_is_read_back(door: Door, age: float, readable: bool) -> None:
    assert replace(OWED, door=door, age=age).is_readable is readable


@pytest.mark.parametrize(
    ("tries", "pause"), [(1, 60.0), (2, 120.0), (3, 240.0), (6, 1920.0), (7, 3600.0), (MOST_TRIES, 3600.0)]
)
def test_pauses_double_up_to_an_hour(tries: int, pause: float) -> None:
    assert pause_before(replace(OWED, tries=tries)) == pause


@pytest.mark.parametrize("unsure", [True, False])
def test_what_is_tried_again_counts_its_tries_and_is_given_up_with_a_line_after_the_last(unsure: bool) -> None:
    last = replace(OWED, tries=MOST_TRIES - 1)
    assert postponed(OWED, unsure=unsure) == replace(OWED, sending=unsure, tries=1)
    assert postponed(last, unsure=unsure) == replace(OWED, sending=unsure, tries=MOST_TRIES)
    with structlog.testing.capture_logs() as logs:
        assert postponed(replace(OWED, tries=MOST_TRIES), unsure=unsure) is None
    line = {"event": "given_up", "log_level": "error", "platform": "slack", "channel": "C1", "tries": MOST_TRIES}
    assert logs == [line]


class Notes:
    """A ledger that notes what it is told; `ours`: whether a reply is still this process's to send."""

    def __init__(self, *, ours: bool = True) -> None:
        self.told: list[tuple[object, ...]] = []
        self._ours = ours

    async def take(self, keys: Iterable[str], owed: Owed | None) -> bool:
        raise AssertionError((keys, owed))

    async def knows(self, keys: Iterable[str]) -> bool:
        raise AssertionError(keys)

    async def sends(self, owed: Owed) -> bool:
        self.told.append(("sends", owed))
        return self._ours

    async def settle(self, owed: Owed) -> None:
        self.told.append(("settle", owed))

    async def postpone(self, owed: Owed, *, unsure: bool) -> None:
        self.told.append(("postpone", owed, unsure))

    async def left(self, platform: str) -> Sequence[Owed]:
        raise AssertionError(platform)


@pytest.mark.parametrize(
    ("error", "then"),
    [
        (None, ("settle", OWED)),
        (DeliveryError("429"), ("postpone", OWED, False)),
        (DeliveryError(OUTCOME_UNKNOWN), ("postpone", OWED, True)),
        (DeliveryError("channel_not_found"), ("settle", OWED)),
        (KeyError("broken"), ("settle", OWED)),
    ],
)
async def test_a_reply_is_settled_or_postponed_by_how_sending_it_ended(
    error: Exception | None, then: tuple[object, ...]
) -> None:
    ledger, sent = Notes(), []

    async def send() -> None:
        sent.append(list(ledger.told))
        if error:
            raise error

    if error:
        with pytest.raises(type(error)) as raised:
            await bring(ledger, OWED, send)
        assert raised.value is error
    else:
        await bring(ledger, OWED, send)
    assert sent == [[("sends", OWED)]], "asked for first, and sent once"
    assert ledger.told == [("sends", OWED), then]


async def test_what_somebody_else_has_taken_over_is_not_sent() -> None:
    async def send() -> None:
        raise AssertionError("sent twice")

    ledger = Notes(ours=False)
    await bring(ledger, OWED, send)
    assert ledger.told == [("sends", OWED)]


async def test_in_memory_what_was_refused_comes_back_when_it_is_due_older_and_once() -> None:
    ledger = InMemory()
    assert await ledger.take(["a", "b"], OWED)
    assert not await ledger.take(["b"], None)
    assert await ledger.sends(OWED)
    await ledger.postpone(OWED, unsure=False)
    await ledger.postpone(replace(OWED, id="discord", platform="discord"), unsure=False)
    await asyncio.sleep(59.0)
    assert await ledger.left("slack") == []
    await asyncio.sleep(1.0)
    (found,) = await ledger.left("slack")
    assert found == replace(OWED, tries=1, age=found.age)
    assert found.age == pytest.approx(67.0, abs=0.5)
    assert await ledger.left("slack") == []
    assert [each.id for each in await ledger.left("discord")] == ["discord"]


async def test_in_memory_what_may_have_arrived_or_was_tried_too_often_does_not_come_back() -> None:
    ledger = InMemory()
    await ledger.postpone(OWED, unsure=True)
    await ledger.postpone(replace(OWED, tries=MOST_TRIES), unsure=False)
    await asyncio.sleep(10_000.0)
    assert await ledger.left("slack") == []
