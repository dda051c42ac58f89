"""Many at once: each is answered exactly once. How fast, `prolobot bench load` says."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from proving import proof, size
from typer.testing import CliRunner

from adapters.answering import Answerer
from adapters.assembly.load import measure
from adapters.assembly.local_service import local_slack
from adapters.benchmarks import load_table
from adapters.benchmarks.load import Fared
from adapters.benchmarks.load_table import load_rows
from adapters.cli.app import app

if TYPE_CHECKING:
    from botcore import Bot

PEOPLE = size(40, 500)


@proof("40 people on each platform", "500 people on each platform")
async def test_everybody_is_answered_once_and_acknowledged(bot: Bot) -> None:
    fared = await measure(bot, PEOPLE)
    for platform in ("slack", "discord"):
        rows = {row["way"]: row for row in load_rows(platform, fared[platform])}
        assert [rows["all"][name] for name in ("asked", "once", "lost", "doubled")] == [PEOPLE, PEOPLE, 0, 0]
        assert sum(rows[way]["asked"] for way in load_table.NAMES.values()) == PEOPLE
        assert rows["/prolo"]["acknowledged"]
    assert rows["mention"]["acknowledged"] is None


async def test_more_replies_than_a_channel_takes_at_once_wait_for_their_turn(bot: Bot) -> None:
    bot.forget()
    answer = Answerer(bot)
    async with local_slack(answer) as local:
        slack = local.standin
        asked = [slack.say("ada", "general", f"{slack.mention} help") for _ in range(12)]
        await slack.settle(0.3)
        await local.drain(30)
        assert [len(slack.replies_to(each)) for each in asked] == [1] * 12
    answer.close()


def fared(*, replies: int = 1, acknowledged: float | None = 0.1, replied: float | None = 0.2) -> Fared:
    return Fared("command", replies, acknowledged, replied)


@pytest.mark.parametrize(
    ("one", "status"),
    [
        (fared(), 0),
        (fared(replies=0, replied=None), 1),
        (fared(replies=2), 1),
        (fared(acknowledged=3.2), 1),
        (fared(acknowledged=None), 0),
    ],
)
def test_a_lost_a_doubled_and_a_late_one_each_fall_short(
    one: Fared, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def measured(_: object, __: int) -> dict[str, list[Fared]]:
        await asyncio.sleep(0)
        return {"slack": [fared(), one]}

    monkeypatch.setattr("adapters.cli.bench.load.measure", measured)
    monkeypatch.setattr("adapters.cli.bench.load.load_bot", lambda *_, **__: None)
    result = CliRunner().invoke(app, ["bench", "load"])
    assert result.exit_code == status
    assert "asked by" in result.output


def test_times_are_median_99th_percentile_and_maximum() -> None:
    assert load_table.times([None, *(number / 100 for number in range(1, 201))]) == {
        "median": pytest.approx(1.005),
        "p99": 1.98,
        "max": 2.0,
    }
    assert load_table.times([None]) is None
