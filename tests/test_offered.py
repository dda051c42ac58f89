"""More questions than can be answered, over signed HTTP, to the real program: what becomes of each."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import statistics
import string
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import web
from proving import WHOLE, proof, size
from slack_sdk.signature import SignatureVerifier

from adapters.benchmarks.chaos.programs import free_port
from adapters.slack.receiving import PATH

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from botcore import Faq

ROOT = Path(__file__).parent.parent
SECRET = "0123456789abcdef" * 2
RATE, SECONDS = size(40, 200), size(3, 60)
FLOOD = size(5, 40)
QUESTIONS = ("what do they inject", "does it hurt", "how long does it take to work", "how much does it cost")
RED_FLAG = "i cannot breathe"
QUIET = 300.0
"""Seconds for what was accepted to be answered once nothing more is offered."""


@dataclass
class Said:
    """A message, and what became of it."""

    text: str
    due: float
    status: int = 0
    acknowledged: float = 0.0
    replies: list[tuple[float, str]] = field(default_factory=list)

    @property
    def waited(self) -> float:
        """Seconds from when it was due until its reply; from then, so that a late load hides no delay."""
        return self.replies[0][0] - self.due


@dataclass
class Offer:
    """A workspace in which everybody writes once, in a direct message, but one who floods."""

    said: dict[str, Said] = field(default_factory=dict)
    memory: list[int] = field(default_factory=list)

    async def api(self, request: web.Request) -> web.Response:
        """Answer as Slack's Web API does; note each post."""
        if request.match_info["method"] == "auth.test":
            return web.json_response({"ok": True, "user_id": "UBOT", "bot_id": "B1", "team_id": "T1"})
        posted = await request.json()
        self.said[str(posted["channel"])].replies.append((time.monotonic(), str(posted["text"])))
        return web.json_response({"ok": True, "ts": "1.000200", "channel": posted["channel"], "message": {}})

    async def say(self, session: aiohttp.ClientSession, url: str, text: str, due: float, person: str = "") -> None:
        """Bring one message as Slack does, when it is due."""
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        number = len(self.said)
        said = self.said[f"D{number}"] = Said(text, due)
        event = {"type": "message", "channel_type": "im", "user": person or f"U{number}", "channel": f"D{number}"}
        event |= {"text": text, "ts": f"{number}.000100"}
        body = json.dumps({"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "event": event})
        stamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body) or "",
        }
        async with session.post(url, data=body, headers=headers) as response:
            said.status = response.status
        said.acknowledged = time.monotonic() - due

    async def all(self, url: str, process: int) -> None:
        """Offer everything, then wait until what was accepted is answered."""
        dice = random.Random(13)  # noqa: S311 - the same every time
        began = time.monotonic() + 1.0
        connections, patience = aiohttp.TCPConnector(limit=150), aiohttp.ClientTimeout(total=None)
        async with (
            aiohttp.ClientSession(connector=connections, timeout=patience) as session,
            asyncio.TaskGroup() as offering,
        ):
            for n in range(RATE * SECONDS):
                text = RED_FLAG if n % RATE == RATE // 2 else QUESTIONS[n % len(QUESTIONS)]
                offering.create_task(self.say(session, url, text, began + n / RATE))
            for n in range(FLOOD):
                words = ("".join(dice.choices(string.ascii_lowercase, k=8)) for _ in range(444))
                due = began + SECONDS / 3 + n / 20
                offering.create_task(self.say(session, url, " ".join(words), due, person="UFLOOD"))
            for second in range(SECONDS):
                await asyncio.sleep(max(0.0, began + second - time.monotonic()))
                self.memory.append(resident(process))
        async with asyncio.timeout(QUIET):
            while any(each.status == 200 and not each.replies for each in self.said.values()):  # noqa: ASYNC110 - what another process does
                await asyncio.sleep(0.1)
        await asyncio.sleep(0.5)


def resident(process: int) -> int:
    """Return the memory of a process, in MB."""
    with open(f"/proc/{process}/status", encoding="ascii") as status:  # noqa: PTH123 - no file of ours
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))


@contextlib.asynccontextmanager
async def served(offer: Offer, tmp_path: Path) -> AsyncIterator[tuple[str, int]]:
    """Run `prolobot slack` over signed HTTP while the block lasts; yield its request URL and process."""
    app = web.Application()
    app.router.add_post("/api/{method}", offer.api)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    api, port, ops = free_port(), free_port(), free_port()
    await web.TCPSite(runner, "127.0.0.1", api).start()
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-1111111111-abcdEFGH",
        "SLACK_SIGNING_SECRET": SECRET,
        "PROLOBOT_SLACK_MODE": "http",
        "PROLOBOT_SLACK_HOST": "127.0.0.1",
        "PROLOBOT_SLACK_PORT": str(port),
        "PROLOBOT_SLACK_URL": f"http://127.0.0.1:{api}/api/",
        "PROLOBOT_OPS_PORT": str(ops),
        "PROLOBOT_STOP_GRACE": "5",
        "PROLOBOT_LOG_LEVEL": "WARNING",
    }
    log = (tmp_path / "log").open("wb")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters", "slack", cwd=ROOT, env=os.environ | settings, stdout=log, stderr=log
    )
    try:
        async with asyncio.timeout(QUIET), aiohttp.ClientSession() as session:
            while not await is_ready(session, f"http://127.0.0.1:{ops}/readyz"):  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.2)
        yield f"http://127.0.0.1:{port}{PATH}", process.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        await runner.cleanup()
        log.close()


async def is_ready(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


def percentile(values: list[float], hundredths: int) -> float:
    return statistics.quantiles(values, n=100)[hundredths - 1]


@pytest.mark.real_clock
@proof(f"{RATE} a second for {SECONDS} s", "200 a second for 60 s")
async def test_whatever_is_offered_is_answered_or_refused_and_a_red_flag_always_answered(
    faq: Faq, tmp_path: Path
) -> None:
    offer = Offer()
    async with served(offer, tmp_path) as (url, process):
        await offer.all(url, process)
    said = list(offer.said.values())
    taken = [each for each in said if each.status == 200]
    busy = [each for each in taken if any(lead(faq, key) in each.replies[0][1] for key in ("busy", "enough"))]
    red_flags = [each for each in said if each.text == RED_FLAG]
    acknowledged = [each.acknowledged for each in said]
    figures = {
        "statuses": dict(Counter(each.status for each in said)),
        "answered": len(taken) - len(busy),
        "told": len(busy),
        "acknowledged, p50 and p99": [round(percentile(acknowledged, each), 3) for each in (50, 99)],
        "red flags, worst": round(max(each.waited for each in red_flags if each.replies), 2),
        "told, worst": round(max((each.waited for each in busy), default=0.0), 2),
        "memory": [offer.memory[0], offer.memory[len(offer.memory) // 4], offer.memory[-1]],
    }
    print(figures)  # noqa: T201 - what was measured, shown by pytest -s
    assert {each.status for each in said} <= {200, 503}
    assert [len(each.replies) for each in taken] == [1] * len(taken)
    assert not any(each.replies for each in said if each.status == 503)
    assert all(each.status == 200 and each.replies[0][1].startswith("Call ") for each in red_flags)
    if WHOLE:  # how fast it is, is the machine's
        assert percentile(acknowledged, 99) < 0.5, figures
        assert max(each.waited for each in red_flags) < 2, figures
        assert max((each.waited for each in busy), default=0.0) < 3, figures
        assert offer.memory[-1] - offer.memory[len(offer.memory) // 4] < 30, figures


def lead(faq: Faq, key: str) -> str:
    """Return the first sentence of a message of the file."""
    return str(getattr(faq.messages, key)).partition(".")[0]
