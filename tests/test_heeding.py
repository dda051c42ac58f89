"""Replies heed the manners of where they go; what is urgent heeds none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.discord.rendering import render as render_discord
from adapters.incoming import SilentError
from adapters.manners import Heeded, Heeding, Hours, Manners, Rules, Spot
from adapters.slack.rendering import render as render_slack
from botcore import Asked, Kind

if TYPE_CHECKING:
    from botcore import Bot, Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"
URGENT = "I can't breathe since the injection"


class Place:
    """A channel with rules, in which people ask."""

    def __init__(self, bot: Bot, *, cooldown: int = 60, manner: str = "usual") -> None:
        async def answer(message: Message) -> Reply:
            return bot.reply(message)

        self.heeding = Heeding(answer, Manners({"C1": {"manner": manner}}, Rules(cooldown=cooldown)))

    async def asks(
        self, text: str, at: float, *, who: str = "ada", public: bool = True, where: str = "C1"
    ) -> Heeded:
        async def link(message: str) -> str:
            return f"https://a.b/{message}"

        asked = Asked(text, person=who, thread=f"{who}{where}", at=at, public=public)
        return await self.heeding.heed(
            asked, await self.heeding._answer(asked), Spot("T1", (where,), f"m{at}", link)
        )

    async def is_silent(self, text: str, at: float, **more: str) -> bool:
        try:
            await self.asks(text, at, **more)  # type: ignore[arg-type] # its keywords
        except SilentError:
            return True
        return False


async def test_who_asks_again_too_soon_is_told_once_and_alone_where_the_answer_is(bot: Bot) -> None:
    place = Place(bot)
    first = await place.asks(QUESTION, 0.0)
    assert (first.reply.kind, first.alone) == (Kind.ANSWER, False)
    told = await place.asks(QUESTION, 1.0)
    assert (told.alone, told.reply.closing) == (True, "https://a.b/m0.0")
    assert told.reply.lead.startswith("I answered you here a moment ago")
    assert told.reply.text.endswith(told.reply.disclaimer)
    assert await place.is_silent(QUESTION, 2.0)
    assert await place.is_silent("hello?", 59.9)
    assert (await place.asks(QUESTION, 60.0)).reply.kind is Kind.ANSWER


async def test_a_red_flag_is_never_cooled_down_and_cools_nothing_down(bot: Bot) -> None:
    place = Place(bot)
    for at in range(4):
        urgent = await place.asks(URGENT, float(at))
        assert (urgent.reply.kind, urgent.alone) == (Kind.URGENT, False)
    assert (await place.asks(QUESTION, 5.0)).reply.kind is Kind.ANSWER
    assert (await place.asks(URGENT, 6.0)).reply.kind is Kind.URGENT


async def test_who_is_asked_to_write_again_may(bot: Bot) -> None:
    place, waiting = Place(bot), [bot.apology(), bot.stopping(), bot.busy(Asked(QUESTION))]

    async def answer(message: Message) -> Reply:
        return waiting.pop() if waiting else bot.reply(message)

    place.heeding = Heeding(answer, Manners(base=Rules(cooldown=60)))
    for at in range(4):
        assert not (await place.asks(QUESTION, float(at))).alone
    assert (await place.asks(QUESTION, 4.0)).alone


async def test_others_other_channels_and_what_one_person_alone_sees_are_answered_meanwhile(bot: Bot) -> None:
    place = Place(bot)
    await place.asks(QUESTION, 0.0)
    assert (await place.asks(QUESTION, 1.0, who="linus")).reply.kind is Kind.ANSWER
    assert (await place.asks(QUESTION, 1.0, where="C2")).reply.kind is Kind.ANSWER
    assert (await place.asks(QUESTION, 1.0, public=False)).reply.kind is Kind.ANSWER


async def test_without_a_cooldown_everything_is_answered(bot: Bot) -> None:
    place = Place(bot, cooldown=0)
    assert [(await place.asks(QUESTION, 0.0)).reply.kind for _ in range(3)] == [Kind.ANSWER] * 3


async def test_a_channel_that_is_private_tells_a_flood_once_too(bot: Bot) -> None:
    place = Place(bot, manner="private")
    assert "/prolo" in (await place.asks(QUESTION, 0.0)).reply.lead
    assert (await place.asks(QUESTION, 1.0)).alone
    assert await place.is_silent(QUESTION, 2.0)


@pytest.mark.parametrize("ratable", [True, False])
def test_in_quiet_hours_an_answer_has_no_buttons_that_ask_whether_it_helped(bot: Bot, ratable: bool) -> None:
    reply = bot.reply(Asked(QUESTION))
    slack = render_slack(reply, ratable=ratable)
    assert ("feedback_buttons" in str(slack["blocks"])) is ratable
    assert bool(render_discord(reply, ratable=ratable).buttons) is ratable


def test_every_hour_is_quiet_or_it_is_not() -> None:
    first, second = (Hours.read(text) for text in ("00:00-12:00", "12:00-00:00"))
    assert Rules(quiet_hours=first).asks_whether_it_helped is not Rules(quiet_hours=second).asks_whether_it_helped
    assert Rules().asks_whether_it_helped
