"""Questions about the bot itself get its help, and no question about health does."""

from __future__ import annotations

from datetime import date

import pytest

from botcore import Asked, Because, Bot, Faq, Kind
from botcore.composing import Composer
from botcore.faq.values import Review
from botcore.text import asks_about_the_bot, normalise, speaks_to_the_bot
from botcore.trace import Trace


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "Help!!",
        "hi, what can you do?",
        "who are you",
        "what r u",
        "are you a real doctor??",
        "r u a bot or a human",
        "am I talking to a real person?",
        "what can I ask you",
        "What questions can you answer, please?",
        "how do i use this bot",
        "what's this bot for",
        "can someone help me please",
        "i need help",
        "list all the questions",
        "start",
    ],
)
def test_whoever_asks_about_the_bot_is_told_what_it_does(bot: Bot, text: str) -> None:
    reply = bot.reply(Asked(text))
    assert reply.kind is Kind.HELP
    assert "not a doctor" in reply.lead
    assert reply.suggestions


@pytest.mark.parametrize(
    "text",
    [
        "what can it do for my neck",
        "how does this work",
        "what is prolotherapy",
        "can you help me with my neck",
        "who does the injections",
        "what questions should I ask my doctor",
        "is this a cure",
    ],
)
def test_a_question_about_the_treatment_is_none_about_the_bot(text: str) -> None:
    assert not asks_about_the_bot(text)


@pytest.mark.parametrize("text", ["i need help, i can't breathe", "help me I want to die", "help me, chest pain"])
def test_a_cry_for_help_with_a_symptom_stays_urgent(bot: Bot, text: str) -> None:
    assert bot.reply(Asked(text)).kind is Kind.URGENT


def test_nothing_the_file_knows_is_taken_for_a_question_about_the_bot(faq: Faq) -> None:
    known = [wording for entry in faq.entries for wording in entry.wordings]
    known += [phrasing for topic in faq.topics for phrasing in topic.phrasings]
    assert [each for each in known if asks_about_the_bot(normalise(each))] == []


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("why are your letters so small", True),
        ("this bot is slower than yesterday", True),
        ("the answers used to be longer", True),
        ("could you sort my stamps", False),
        ("do you know when the train leaves", False),
        ("the train is late", False),
    ],
)
def test_a_favour_anybody_can_be_asked_is_nothing_said_to_the_bot(text: str, speaks: bool) -> None:
    assert speaks_to_the_bot(normalise(text)) is speaks


@pytest.mark.parametrize(
    ("turns", "because"),
    [
        (["the ferry to Malta"], Because.FAR),
        (["why are your letters so green"], Because.UNLIKELY),
        (["what are the side effects?", "and by which bus"], Because.UNLIKELY),
        (["what are the side effects?", "the ferry to Malta"], Because.FAR),
    ],
)
def test_only_another_subject_is_called_far_never_the_bot_or_what_goes_on(
    bot: Bot, turns: list[str], because: Because
) -> None:
    bot.forget()
    replies = [bot.reply(Asked(text, person="p", thread="t")) for text in turns]
    assert (replies[-1].kind, replies[-1].trace.because) == (Kind.ABSTAIN, because)
    assert (replies[-1].lead == bot.faq.messages.abstain_far) is (because is Because.FAR)


@pytest.mark.parametrize(
    ("text", "quoted", "say"),
    [
        ("what do you think of this?", "does it hurt", "quoted"),
        ("and this one?", "who can do it", "quoted"),
        ("is it safe for the neck?", "does it hurt", ""),
        ("what do you think of this?", "he fainted and won't wake up", "urgent"),
    ],
)
def test_words_that_are_only_shown_are_asked_for_in_own_words(bot: Bot, text: str, quoted: str, say: str) -> None:
    reply = bot.reply(Asked(text, quoted=quoted))
    if say == "urgent":
        assert reply.kind is Kind.URGENT
    else:
        assert reply.lead.startswith("I do not answer words") is (say == "quoted")


def test_where_answers_come_from_is_told_with_whether_anybody_checked_them(faq: Faq) -> None:
    said = Composer(faq).say("origin", Trace(Because.ABOUT_THE_BOT)).lead
    assert said.endswith(faq.messages.unchecked)
    review = Review(by="a nurse", on=date(2026, 1, 1))
    seen = [entry.model_copy(update={"reviewed": review}) for entry in faq.entries]
    said = (
        Composer(faq.model_copy(update={"entries": tuple(seen)})).say("origin", Trace(Because.ABOUT_THE_BOT)).lead
    )
    assert said == faq.messages.origin


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "hello"),
        ("...", "hello"),
        ("\U0001f44d", "thanks"),
        ("\U0001f389", "thanks"),
        ("\U0001f40c", "hello"),
        ("?", "help"),
        ("???", "help"),
    ],
)
def test_nothing_is_greeted_and_a_lone_question_mark_is_told_what_can_be_asked(
    bot: Bot, text: str, key: str
) -> None:
    reply = bot.reply(Asked(text))
    assert (reply.kind, reply.lead) == (Kind.HELP, getattr(bot.faq.messages, key))
