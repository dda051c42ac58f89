"""An event loop that has more to do than it gets to is let go first, for a while."""

from __future__ import annotations

import asyncio
import itertools
from types import SimpleNamespace

import pytest

from adapters import pulse
from adapters.pulse import Pulse


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Have every look at the clock take a twentieth of a second; return how long was slept each time."""
    now, slept = itertools.count(0.0, 0.05), list[float]()
    clock = SimpleNamespace(monotonic=lambda: next(now), sleep=slept.append)
    monkeypatch.setattr(pulse, "time", clock)
    return slept


def never() -> bool:
    return False


def test_nobody_waits_for_a_loop_beside_which_nobody_works(slept: list[float]) -> None:
    Pulse(lambda: True).let_go_first(never)
    assert slept == []


async def test_a_loop_that_does_not_beat_is_let_go_first_and_not_for_ever(slept: list[float]) -> None:
    beating = Pulse(lambda: True)
    beating.start()
    beating.let_go_first(never)  # the loop stands still meanwhile: this is its own thread
    assert 0 < len(slept) <= 10
    slept.clear()
    beating.let_go_first(lambda: True)
    assert slept == []


async def test_late_beats_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    beating, now = Pulse(lambda: True), itertools.count(0.0, 1.0)
    monkeypatch.setattr(pulse, "time", SimpleNamespace(monotonic=lambda: next(now)))
    beating.start()
    assert not beating.is_tardy
    async with asyncio.timeout(30):
        while not beating.is_tardy:  # noqa: ASYNC110 - only asking tells
            await asyncio.sleep(0.01)
