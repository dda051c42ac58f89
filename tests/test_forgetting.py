"""Who asks what is kept is told in three sentences at most, and is forgotten on request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from adapters.assembly.local_service import local_discord, local_slack
from adapters.journal import Journal
from adapters.journal.lines import hashed
from adapters.lately import Lately
from adapters.slack.parsing import read_command
from adapters.store import Store, StoredContexts
from adapters.store.tables import contexts, journal
from botcore import Asked, Because, Bot, Forgot, Practices, Trace
from botcore.composing import Composer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.answering import Answerer
    from botcore import Faq, Message, Reply

KEY = b"key"
QUESTION = "what is the most common agent used in prolotherapy?"
FORGOTTEN = "Done: what I had noted of you is deleted"


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize(("kept", "days"), [(False, 0), (True, 0), (True, 30)])
def test_three_sentences_say_what_is_kept(faq: Faq, public: bool, kept: bool, days: int) -> None:
    reply = Composer(faq, practices=Practices(public, kept, days)).say("privacy", Trace(Because.ABOUT_THE_BOT))
    assert len(re.findall(r"[.?!](?: |$)", reply.lead)) == 2 + kept
    assert ("30 days" in reply.lead) is bool(days)
    assert reply.forgettable


@pytest.mark.parametrize(
    "text", ["privacy", "forget", "forget me", "please delete everything about me", "delete my messages"]
)
def test_whoever_asks_for_it_is_offered_to_be_forgotten(bot: Bot, text: str) -> None:
    assert bot.reply(Asked(text)).forgettable


@pytest.mark.parametrize(("text", "forgets"), [("forget", True), (" Forget me ", True), ("forget it", False)])
def test_the_command_forgets_without_another_press(text: str, forgets: bool) -> None:
    body = {"text": text, "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1"}
    assert isinstance(read_command(body, private=False, at=0.0).message, Forgot) is forgets


def test_the_bot_forgets_what_somebody_asked_wherever_it_was_and_nobody_else(bot: Bot) -> None:
    for person in ("ada", "grace"):
        bot.reply(Asked(QUESTION, person=person, thread="here", at=1.0))
    bot.reply(Forgot(person="ada", thread="elsewhere", at=2.0))
    for person, forgotten in (("ada", True), ("grace", False)):
        asked_on = bot.reply(Asked("how come?", person=person, thread="here", at=3.0))
        assert (asked_on.trace.context == "") is forgotten


def test_a_question_that_is_left_open_is_forgotten(bot: Bot) -> None:
    lately, asked = Lately(), Asked("how much does it cost in Boston?", person="ada", thread="here", at=1.0)
    lately.note(asked, bot.reply(asked), "here")
    assert lately.recall("ada", "here", at=2.0).words
    lately.forget("ada")
    assert not lately.recall("ada", "here", at=2.0).words


def people_in(connection: Connection) -> list[set[str]]:
    """Return the hashes of the people whose lines, and whose contexts, are kept."""
    return [set(connection.execute(select(each.c.person)).scalars()) for each in (journal, contexts)]


async def test_what_is_noted_in_the_database_is_deleted_or_that_is_said(bot: Bot, database: str) -> None:
    async def answer(message: Message) -> Reply:
        return bot.reply(message)

    async with Store(database).open() as store:
        async with Journal(store, KEY).open() as taken_down:
            heard = taken_down.kept(StoredContexts(store, KEY).known_to(answer))
            for person in ("discord:1", "discord:2"):
                await heard(Asked(QUESTION, person=person, thread="discord:9", at=1.0))
            written = [hashed(KEY, "discord:1"), *(await store.run(people_in))[1]]
            done = await heard(Forgot(person="discord:1", thread="discord:9"))
            store._goes("away")
            missed = await heard(Forgot(person="discord:2", thread="discord:9"))
            store.state.reason = ""
        assert (done.lead.startswith(FORGOTTEN), missed.trace.because) == (True, Because.FORGOTTEN)
        assert missed.lead.startswith("I could not delete all that I noted of you")
        lines, followed = await store.run(people_in)
        assert written[0] not in lines
        assert (len(written[1:]), len(followed)) == (2, 1)


async def test_the_button_forgets_and_says_so_to_whoever_pressed_it_alone(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        said = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} privacy"))
        slack.press("grace", said, "prolo_forget")
        await slack.settle()
        await local.drain()
        (line,) = [each for each in slack.visible_to("grace", "general") if each.ephemeral]
        assert line.text.startswith(FORGOTTEN)
        assert line not in slack.visible_to("ada", "general")
    async with local_discord(answer) as other:
        discord = other.standin
        told = await discord.wait_for_reply(discord.ask("ada", "general", "privacy"))
        pressed = await discord.wait_for_reply(discord.press("grace", told, "prolo_forget"))
        assert (pressed.content.startswith(FORGOTTEN), pressed.ephemeral) == (True, True)
