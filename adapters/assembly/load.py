"""Everybody asking at once, on each platform's stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.answering import Answerer
from adapters.assembly.local_service import local_discord, local_slack
from adapters.benchmarks.load import IN_A_GROUP, ask_at_once
from adapters.harness.replay.wire import WireDiscord, WireSlack

if TYPE_CHECKING:
    from adapters.benchmarks.load import Fared
    from botcore import Bot

PLATFORMS: dict[str, tuple[Any, Any]] = {
    "slack": (local_slack, WireSlack),
    "discord": (local_discord, WireDiscord),
}


async def measure(bot: Bot, people: int) -> dict[str, list[Fared]]:
    """Return how everybody fared, one platform after the other, with the service's one answering thread."""
    answer, fared = Answerer(bot), {}
    questions = [words for entry in bot.faq.entries for words in (entry.question, *entry.phrasings)]
    for name, (local, build) in PLATFORMS.items():
        bot.forget()
        async with local(answer) as service:
            count = -(-people // IN_A_GROUP)
            groups = [build(service.standin, service.drain, title=str(each)) for each in range(count)]
            fared[name] = await ask_at_once(groups, questions, service.drain, people=people)
    answer.close()
    return fared
