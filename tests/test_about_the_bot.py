"""Questions about the bot itself get its help, and no question about health does."""

from __future__ import annotations

import pytest

from botcore import Asked, Bot, Faq, Kind
from botcore.text import asks_about_the_bot, normalise


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
