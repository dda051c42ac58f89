"""Three replicas on one PostgreSQL: what is delivered again to another is answered once, also where one is killed.

The replicas are the program, over signed HTTP; Slack is `BareSlack`, which signs, delivers and takes posts. Nine
questions in ten are small talk, which costs little to judge, for what is proved is once.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import random
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from proving import WHOLE, proof
from sqlalchemy import func, select

from adapters.benchmarks.bare_slack import BareSlack
from adapters.benchmarks.chaos.programs import Program, free_port
from adapters.benchmarks.chaos.small import SMALL_FILE
from adapters.store.engine import build_engine
from adapters.store.tables import outbox
from botcore import load_faq

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

COUNT = int(os.environ.get("DELIVERIES", "100000"))
REPLICAS, AT_ONCE, AGAIN = 3, 60, 0.1
"""Questions without a reply at a time, in all; and the share that is delivered to another replica, too."""

KILLED_AT = (0.25, 0.5, 0.75)
MADE_UP_WITHIN = 120.0
SMALL_TALK = (
    "hello",
    "thanks",
    "good morning",
    "thank you very much",
    "bye",
    "help",
    "hi there",
    "what can you do",
    "ok",
)
QUESTIONS = [entry.question for entry in load_faq(SMALL_FILE).entries]


@contextlib.asynccontextmanager
async def replicas_of(slack: BareSlack, folder: Path, address: str, ports: list[int]) -> Any:
    (folder / "faq.yaml").write_text(SMALL_FILE)
    async with contextlib.AsyncExitStack() as up:
        replicas = []
        for number, port in enumerate(ports):
            environment = {
                "PATH": os.environ["PATH"],
                **slack.environment(port),
                "PROLOBOT_DATABASE": address,
                "PROLOBOT_FAQ": str(folder / "faq.yaml"),
                "PROLOBOT_CACHE": str(folder / "cache"),
                "PROLOBOT_LOG_JSON": "1",
            }
            each = Program(f"replica {number}", ["adapters", "slack"], environment, folder / f"log-{number}")
            up.push_async_callback(each.kill)
            await each.start()
            await until(lambda each=each: each.has_been_ready, 300.0)  # type: ignore[misc]
            replicas.append(each)
        yield replicas


async def until(holds: Callable[[], bool], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - processes, a database and counts have no event
            await asyncio.sleep(0.005)


async def ask_all(slack: BareSlack, kill: Callable[[], Awaitable[None]]) -> None:
    chance, deaths = random.Random(13), {int(share * COUNT) for share in KILLED_AT}  # noqa: S311 - no secret
    talk, questions = itertools.cycle(SMALL_TALK), itertools.cycle(QUESTIONS)
    for number in range(COUNT):
        await until(lambda: len(slack.sent) - slack.replied < AT_ONCE, MADE_UP_WITHIN)
        if number in deaths:
            await kill()
        text = next(questions) if number % 10 == 0 else next(talk)
        slack.ask(f"U{number}", text, time.monotonic(), again=chance.random() < AGAIN)


@pytest.mark.skipif(not WHOLE, reason="minutes of two cores: make prove; a small one stands in test_kill.py")
@pytest.mark.real_clock
@proof("none", f"{COUNT:,} deliveries, one in ten again elsewhere; a process killed three times")
async def test_three_replicas_on_one_postgresql_answer_every_delivery_once(address: str, tmp_path: Path) -> None:
    ports = [free_port() for _ in range(REPLICAS)]
    async with (
        BareSlack(*(f"http://127.0.0.1:{port}/slack/events" for port in ports)) as slack,
        replicas_of(slack, tmp_path, address, ports) as replicas,
    ):
        killed = replicas[-1]

        async def kill() -> None:
            # One that still starts has nothing to lose: the next death waits until it serves again.
            await until(lambda: killed.has_been_ready, 300.0)
            await killed.kill()
            await killed.start()

        began = time.monotonic()
        await ask_all(slack, kill)
        await until(lambda: slack.replied == COUNT, MADE_UP_WITHIN)
        seconds = time.monotonic() - began
        engine = build_engine(address)
        with engine.connect() as connection:
            left = select(func.count()).select_from(outbox)
            await until(lambda: not connection.scalar(left), MADE_UP_WITHIN)
        engine.dispose()
        delivered = sum(len(each.statuses) for each in slack.sent)
    logs = "".join((tmp_path / f"log-{number}").read_text() for number in range(REPLICAS))
    print(  # noqa: T201
        f"{delivered} deliveries of {COUNT} questions in {seconds:.0f} s, {COUNT / seconds:.0f} a second; "
        f"{logs.count('repetition_ignored')} known as repetitions, {logs.count('made_up')} made up for"
    )
    assert "database_away" not in logs, "a replica went on without its database, which another proof is about"
    assert Counter(len(each.shown) for each in slack.sent) == {1: COUNT}
