"""The people of tests/scale_trial.py: they run in a container, on the image's own stand-in."""

from __future__ import annotations

import asyncio
import json
import socket
import statistics
import sys
import time
import urllib.request
from typing import Any

from adapters.standins.slack import Settings, SlackStandIn

WORDS = ("which agent is most common?", "is prolotherapy safe?", "help", "how many injections are needed?")
READY = 3
"""Replicas that the balancer must know before anybody asks."""


async def main(bot_token: str, signing_secret: str, people: int, per_second: int) -> None:
    """Ask at a steady pace whatever comes back, then count."""
    here = socket.gethostbyname(socket.gethostname())
    secrets = Settings(bot_token=bot_token, signing_secret=signing_secret, retry_delays=(0.5, 5.0, 15.0))
    async with SlackStandIn(secrets, host=here, port=8065) as slack:
        tell(listening=True)
        while not await slack.use_request_url("http://127.0.0.1:3000/slack/events") or not all_ready():
            await asyncio.sleep(0.5)
        await asyncio.to_thread(sys.stdin.readline)
        tell(asking=True)
        asked: list[tuple[Any, float]] = []
        began = time.monotonic()
        for number in range(people):
            await asyncio.sleep(max(0.0, began + number / per_second - time.monotonic()))
            who = slack.workspace.add_person(f"person{number}", channels=("general",))
            text = WORDS[number % len(WORDS)]
            if number % 3 == 2:
                asked.append((slack.command(who.id, "general", "/prolo", text), time.time()))
            else:
                asked.append((slack.dm(who.id, text), time.time()))
        await slack.settle(20.0, seconds=300)
        tell(**tally(slack, asked))


def all_ready() -> bool:
    """Tell whether the balancer has every replica."""
    with urllib.request.urlopen("http://127.0.0.1:8404/stats;csv", timeout=2) as page:
        rows = page.read().decode().splitlines()
    return sum(",UP," in row and row.startswith("replicas,replica") for row in rows) >= READY


def tally(slack: SlackStandIn, asked: list[tuple[Any, float]]) -> dict[str, Any]:
    """Return how many were answered once, not at all and more than once, and how soon."""
    found = [slack.replies_to(each) for each, _ in asked]
    waits = sorted(float(replies[0].ts) - at for replies, (_, at) in zip(found, asked, strict=True) if replies)
    kinds: dict[str, int] = {}
    for (each, _), replies in zip(asked, found, strict=True):
        if len(replies) != 1:
            kinds[f"{type(each).__name__} {len(replies)}"] = (
                kinds.get(f"{type(each).__name__} {len(replies)}", 0) + 1
            )
    texts: dict[str, int] = {}
    for replies in found:
        for reply in replies:
            texts[reply.text[:50]] = texts.get(reply.text[:50], 0) + 1
    return {
        "asked": len(asked),
        "once": sum(len(each) == 1 for each in found),
        "none": sum(not each for each in found),
        "twice": sum(len(each) > 1 for each in found),
        "others": kinds,
        "delivered_again": sum(len(each.attempts) > 1 for each in slack.deliveries),
        "median_seconds": round(statistics.median(waits), 2),
        "longest_seconds": round(waits[-1], 2),
        "texts": texts,
    }


def tell(**values: object) -> None:
    """Print one line for whoever started this."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
