"""What comes after an answer: going on about it, going over to something else, and changing the subject."""

from __future__ import annotations

from pathlib import Path

import pytest
from proving import proof, some

from botcore import Asked, Bot, Faq, Kind
from botcore.at_home import AtHome
from botcore.conversation import asks_of_another_case, asks_on, asks_when_felt, changes_subject, may_lean
from botcore.evaluation import judge, read_deck

DECKS = Path(__file__).parent / "decks"
FOLLOWED = 0.8
"""The least share right of a sample; of the whole decks 40 of 40, 36 of 40, 29 of 34 and 53 of 62 at first."""


def last(bot: Bot, *said: str) -> tuple[Kind, str]:
    bot.forget()
    for text in said:
        reply = bot.reply(Asked(text, person="p", thread="t"))
    return reply.kind, reply.entry.id if reply.entry else ""


@pytest.mark.parametrize(
    ("first", "then", "entry"),
    [
        ("why is it used for unstable necks", "and for slack joints?", "ligament-laxity"),
        ("How does dextrose prolotherapy work for neck pain?", "when would one notice", "dextrose-neck"),
        ("Is it safe to use prolotherapy for neck pain?", "even a wobbly one?", "safety-neck"),
        ("How does sugar water do anything for a neck?", "when should one start to feel it", "dextrose-neck"),
        ("what do they inject most often", "and why that one", "common-agent"),
        ("Could you list the side effects, please?", "which of those are the ordinary ones", "side-effects"),
        ("Which is the most common agent used in prolotherapy?", "why sugar of all things", "common-agent"),
        (
            "What are the side effects of prolotherapy injections?",
            "and when should one ring somebody",
            "seek-care",
        ),
        ("What's the most common agent?", "How does that help someone with neck pain?", "dextrose-neck"),
        ("which agent is used", "what makes it good for necks?", "dextrose-neck"),
        ("why do they use it on unstable necks", "what about loose ligaments, how's it done", "ligament-laxity"),
    ],
)
def test_a_follow_up_finds_what_it_goes_on_to(first: str, then: str, entry: str, bot: Bot) -> None:
    assert last(bot, first, then) == (Kind.ANSWER, entry)


@pytest.mark.parametrize(
    ("first", "then", "entry"),
    [
        ("How does dextrose prolotherapy work for neck pain?", "is that dangerous?", "safety-neck"),
        ("Why is prolotherapy used to treat cervical instability?", "how safe is that one?", "safety-neck"),
        ("Which is the most common agent used in prolotherapy?", "can it damage them?", "side-effects"),
    ],
)
def test_the_new_words_weigh_more_than_those_they_lean_on(first: str, then: str, entry: str, bot: Bot) -> None:
    assert last(bot, first, then) == (Kind.ANSWER, entry)


@pytest.mark.parametrize(
    "then", ["and for knees?", "and PRP?", "how much is it?", "and ankles?", "how many sessions would that be"]
)
def test_what_the_file_says_elsewhere_or_nowhere_is_not_answered_by_what_was_said(then: str, bot: Bot) -> None:
    kind, entry = last(bot, "is prolotherapy safe for the neck", then)
    assert (kind is Kind.ANSWER, entry) == (False, "")


def test_what_an_answer_says_finds_nothing_that_the_question_does_not_offer(bot: Bot) -> None:
    """Read with the answer on side effects, whose words are many, the question is nearest to why that matters."""
    assert last(bot, "what are the side effects", "when would one have to phone somebody about them") != (
        Kind.ANSWER,
        "importance",
    )


def test_thanks_between_do_not_end_a_subject(bot: Bot) -> None:
    said = ("how does dextrose help a sore neck", "thank you!", "and how soon?")
    assert last(bot, *said) == (Kind.ANSWER, "dextrose-neck")


def test_a_reply_that_sends_to_a_person_is_no_subject_to_go_on_from(bot: Bot) -> None:
    for first, kind in (
        ("my neck was injected and now I cannot breathe", Kind.URGENT),
        ("should I stop my blood thinners before it", Kind.DECLINE),
    ):
        assert last(bot, first)[0] is kind
        bot.forget()
        alone = bot.reply(Asked("and why?", person="q", thread="t"))
        assert last(bot, first, "and why?")[0] is alone.kind


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("different question, why is it used", True),
        ("ok, changing the subject: is it safe", True),
        ("One more thing, what do they use", True),
        ("by the way why", True),
        ("is there a different question to ask", False),
        ("and for the neck?", False),
        ("", False),
    ],
)
def test_who_says_that_the_subject_changes_leaves_the_old_one(text: str, changes: bool) -> None:
    assert changes_subject(text) is changes
    assert not (changes and may_lean(text))


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("and why that one?", True),
        ("such as?", True),
        ("anything else", True),
        ("which of those are the ordinary ones", True),
        ("and how many of them need a doctor?", True),
        ("why that doctor in leeds", False),
        ("which of the two clinics is nearer", False),
        ("what else does the clinic offer", False),
    ],
)
def test_asking_for_more_of_the_same(text: str, asks: bool) -> None:
    assert asks_on(text) is asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("even a wobbly one?", True),
        ("also for weak ligaments?", True),
        ("and a stiff one?", True),
        ("also how is it done", False),
        ("is there one", False),
    ],
)
def test_asking_whether_the_same_goes_for_another_case(text: str, asks: bool) -> None:
    assert asks_of_another_case(text) is asks


def test_when_something_is_felt_is_asked_of_an_answer_that_tells_of_a_time() -> None:
    assert asks_when_felt("when would one notice", "Relief begins one month after it.")
    assert asks_when_felt("and when should one start to feel it", "Relief begins one month after it.")
    assert not asks_when_felt("when would one notice", "It is safe.")
    assert not asks_when_felt("when should one call", "Relief begins one month after it.")


@pytest.mark.parametrize(
    ("text", "homes"),
    [
        ("and for slack joints?", ["ligament-laxity"]),
        ("at what concentration", ["common-agent"]),
        ("and for knees?", []),
        ("who won the cup final", []),
        ("and how much is it?", []),
    ],
)
def test_words_are_at_home_where_the_file_speaks_of_them(text: str, homes: list[str], faq: Faq) -> None:
    assert AtHome(faq).homes(text) == homes


@proof("14 conversations of each deck", "the decks whole")
@pytest.mark.parametrize("name", ["followups_a", "followups_b", "followups_c", "followups_d"])
def test_most_follow_ups_are_as_they_should_be(name: str, bot: Bot) -> None:
    cases = read_deck((DECKS / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"), name=name).cases
    chosen = some(cases, 14)
    observed = [judge(case, bot.reply).observed for case in chosen]
    right = [
        each.entry in case.expect if case.expect else not each.entry
        for case, each in zip(chosen, observed, strict=True)
    ]
    # The held-out deck's misses stay unread: see the decks' README.
    assert sum(right) >= FOLLOWED * len(right)
