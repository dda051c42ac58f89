"""Everybody asking at once, on each platform's stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.answering import Answerer
from adapters.assembly.local_service import local_discord, local_slack
from adapters.benchmarks.load import IN_A_GROUP, ask_at_once
from adapters.harness.replay.wire import WireDiscord, WireSlack
from adapters.turns import Turns

if TYPE_CHECKING:
    from adapters.benchmarks.load import Fared
    from botcore import Bot


async def measure(bot: Bot, people: int) -> dict[str, list[Fared]]:
    """Return how everybody fared, one platform after the other, with the service's answering threads."""
    # Everybody may wait: what is measured is answers, not how soon people are told that there is no room.
    answer, fared = Answerer(bot, Turns(all_=people)), {}
    questions = [wording for entry in bot.faq.entries for wording in entry.wordings]
    titles = [str(each) for each in range(-(-people // IN_A_GROUP))]
    async with local_slack(answer) as slack:
        rooms = [WireSlack(slack.standin, slack.drain, title=each) for each in titles]
        fared["slack"] = await ask_at_once(rooms, questions, slack.drain, people=people)
    bot.forget()
    async with local_discord(answer) as discord:
        guild = [WireDiscord(discord.standin, discord.drain, title=each) for each in titles]
        fared["discord"] = await ask_at_once(guild, questions, discord.drain, people=people)
    answer.close()
    return fared
