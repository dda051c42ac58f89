"""What comes after an answer: going on about it, going over to something else, and changing the subject."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from proving import proof, some

from botcore import Asked, Because, Bot, Candidate, Faq, Kind, Thresholds
from botcore.at_home import AtHome
from botcore.conversation import Context
from botcore.evaluation import judge, read_deck
from botcore.faq.values import Entry, Topic
from botcore.follow_ups import FollowUps
from botcore.leaning import (
    asks_of_another_case,
    asks_on,
    asks_when_felt,
    changes_subject,
    may_lean,
    points,
    points_at_what_was_asked,
)
from botcore.matching import Match
from botcore.matching.calibration import Calibration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botcore.encoding import Encoder
    from botcore.matching import Matcher

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


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("what do you know about acupuncture", "what are the side effects of that"),
        ("what about steroid injections", "what are the side effects of those?"),
        ("tell me about stem cells", "is it painful?"),
        ("tell me about stem cells", "what do they inject?"),
    ],
)
def test_what_points_at_a_thing_the_file_does_not_cover_is_offered_and_not_answered(
    first: str, then: str, bot: Bot
) -> None:
    assert last(bot, first, then) == (Kind.CLARIFY, "")


@pytest.mark.parametrize("then", ["und für den Nacken?", "wie lange dauert das?", "¿y para el cuello?"])
def test_a_follow_up_in_another_language_is_told_so_and_leaves_the_subject(then: str, bot: Bot) -> None:
    assert last(bot, "is it safe for the neck", then) == (Kind.ABSTAIN, "")
    assert bot.reply(Asked(then, person="p", thread="t")).trace.because is Because.OTHER_LANGUAGE
    reply = bot.reply(Asked("how come?", person="p", thread="t"))
    assert reply.entry
    assert reply.entry.id == "safety-neck"


@pytest.mark.parametrize("then", ["no puedo respirar", "ich will sterben", "je n'arrive plus à respirer"])
def test_an_emergency_in_another_language_comes_first_after_an_answer_too(then: str, bot: Bot) -> None:
    assert last(bot, "is it safe for the neck", then)[0] is Kind.URGENT


def test_no_urgent_reply_gives_way_to_the_language_it_leans_in(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the language is taken for, and whatever the message goes on from."""
    monkeypatch.setattr("botcore.policy.guess", lambda *_: "es")
    assert last(bot, "when to seek help after prolo", "it is severe and I have a fever")[0] is Kind.URGENT
    assert last(bot, "is it safe for the neck", "and should I have it?")[0] is Kind.DECLINE


def test_it_is_so_too_where_another_process_was_asked_of_that_thing(bot: Bot) -> None:
    reply = bot.reply(Asked("what are the side effects of that", person="q", thread="t", follows="prp"))
    assert (reply.kind, [each.entry for each in reply.suggestions]) == (Kind.CLARIFY, ["side-effects"])


@pytest.mark.parametrize(
    ("first", "then", "entry"),
    [
        ("how much does it cost", "does it hurt", "ligament-laxity"),
        ("how many sessions do you need", "does it hurt", "ligament-laxity"),
        ("how much does it cost", "which stuff do they inject", "common-agent"),
        ("does prolo work for knees", "what are its side effects", "side-effects"),
        ("what about surgery", "what are the side effects of prolo", "side-effects"),
        ("what about surgery", "different question: does it hurt", "ligament-laxity"),
        ("who won the world cup", "does it hurt", "ligament-laxity"),
    ],
)
def test_it_is_the_files_own_subject_where_the_question_before_or_this_one_says_so(
    first: str, then: str, entry: str, bot: Bot
) -> None:
    assert last(bot, first, then) == (Kind.ANSWER, entry)


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
    ("text", "before", "points_there"),
    [
        ("is that safe", "what about surgery", True),
        ("is that safe", "how much is it", True),
        ("is it safe", "what about surgery", True),
        ("is it safe", "how much is it", False),
        ("what do they inject", "how much is it", False),
        ("are they safe", "what about steroid shots", True),
        ("does it hurt", "how many sessions do you need", False),
        ("does it hurt", "what is the price", False),
        ("does it hurt", "what is acupuncture", True),
        ("what are the risks", "what about surgery", False),
    ],
)
def test_that_means_what_was_just_asked_and_it_may_be_the_same_as_before(
    text: str, before: str, points_there: bool
) -> None:
    assert points_at_what_was_asked(text, before) is points_there


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


def test_the_subject_is_what_nearly_all_of_the_file_speaks_of(faq: Faq) -> None:
    at_home = AtHome(faq)
    assert at_home.names_the_subject("is prolotherapy safe")
    assert not at_home.names_the_subject("is the injection safe for a neck")


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


FILE = Faq(
    disclaimer="Ask a doctor.",
    entries=(
        Entry(
            id="agent",
            question="Which agent is used?",
            phrasings=("What is injected?",),
            answer="Dextrose 5.5 is used. It calms a neck within weeks. It stays.",
        ),
        Entry(
            id="neck",
            question="How does a neck heal?",
            phrasings=("How quickly does a wobbly neck heal?",),
            answer="By itself.",
        ),
        Entry(id="risks", question="What are the risks?", phrasings=("Is there any danger?",), answer="Bruises."),
    ),
    topics=(Topic(id="price", about="prices", pointer="Ask.", phrasings=("What is the price of a visit?",)),),
)
SURE, LIKELY, UNSURE, UNLIKELY = 0.9, 0.7, 0.5, 0.1
"""Scores; from 0.7 on something is answered, from 0.2 on offered."""


class Scripted:
    """A matcher that says what it is told to, and an encoder whose vector of a text is the text."""

    calibration = Calibration((), np.zeros(0), 0.0, Thresholds(answer=0.7, clarify=0.2, false_answers=0.0))

    def __init__(self, says: Mapping[tuple[str, str], Match], *, of_a_topic: str = "") -> None:
        self._says = dict(says)
        self._of_a_topic = of_a_topic

    def is_of_a_topic(self, text: str) -> bool:
        return text == self._of_a_topic

    def encode(self, text: str) -> str:
        return text

    def match(self, text: str, vector: str, *, without: str = "") -> Match:
        assert vector == text
        return self._says.pop((text, without))

    def is_done(self) -> bool:
        return not self._says


def scored(entry: str, score: float, *, topic: str | None = None, could_be: tuple[str, ...] = ()) -> Match:
    return Match((Candidate(entry, score, "x"), Candidate("other", UNLIKELY, "x")), topic, could_be=could_be)


def followed(
    question: str,
    says: Mapping[tuple[str, str], Match],
    *,
    entry: str = "agent",
    asked: str = "A?",
    is_of_a_topic: bool = False,
) -> tuple[Match, str]:
    """Return what a question matches after one; fails where anything else is looked up, or less."""
    script = Scripted(says, of_a_topic=question if is_of_a_topic else "")
    follow_ups = FollowUps(FILE, cast("Matcher", script), cast("Encoder", script))
    found = follow_ups.match(question, Context(asked, entry, at=0.0))
    assert script.is_done()
    return found


@pytest.mark.parametrize(
    ("question", "asked", "is_of_a_topic"),
    [
        ("and the rest?", "", False),
        ("and the rest?", "A?", True),
        ("do seven words need nothing beside themselves", "A?", False),
        ("by the way, the rest?", "A?", False),
    ],
)
def test_what_leans_on_nothing_is_read_by_itself(question: str, asked: str, is_of_a_topic: bool) -> None:
    alone = scored("risks", UNLIKELY)
    found = followed(question, {(question, ""): alone}, asked=asked, is_of_a_topic=is_of_a_topic)
    assert found == (alone, "")


def test_what_comes_first_leans_on_nothing() -> None:
    script = Scripted({("and the rest?", ""): scored("risks", SURE)})
    found = FollowUps(FILE, cast("Matcher", script), cast("Encoder", script)).match("and the rest?", None)
    assert found == (scored("risks", SURE), "")


@pytest.mark.parametrize(
    ("alone", "together", "counts"),
    [
        (scored("risks", UNSURE), scored("neck", LIKELY), True),
        (scored("risks", UNLIKELY), scored("neck", UNSURE), True),
        (scored("risks", UNSURE), scored("neck", UNSURE), False),
        (scored("risks", UNSURE), scored("neck", UNLIKELY), False),
        (scored("risks", UNSURE, could_be=("risks", "neck")), scored("neck", LIKELY), True),
        (scored("risks", UNLIKELY, could_be=("risks", "neck")), scored("neck", UNSURE), False),
    ],
)
def test_together_counts_where_it_is_surer_and_asking_back_gives_way_to_answers_alone(
    alone: Match, together: Match, *, counts: bool
) -> None:
    says = {("and the rest?", ""): alone, ("and the rest? A?", "agent"): together}
    assert followed("and the rest?", says) == ((together, "agent") if counts else (alone, ""))


@pytest.mark.parametrize(
    ("question", "entry", "alone", "stays"),
    [
        ("and why that one?", "agent", scored("risks", UNSURE), True),
        ("and the rest?", "agent", scored("agent", UNSURE), True),
        ("and the rest?", "agent", scored("agent", UNSURE, topic="price"), False),
        ("how quickly?", "neck", scored("risks", UNSURE), True),
        ("how fast?", "neck", scored("risks", UNSURE), False),
        ("when would one feel it", "agent", scored("risks", UNSURE), True),
        ("when would one feel a visit", "agent", scored("risks", UNSURE), False),
        ("how quickly?", "agent", scored("risks", UNSURE), False),
    ],
)
def test_the_entry_that_was_answered_stays_where_more_is_asked_or_the_same_is_said(
    question: str, entry: str, alone: Match, *, stays: bool
) -> None:
    together = scored("neck", SURE)
    says = {(question, ""): alone, (f"{question} A?", "" if stays else entry): together}
    if not stays and points(question):
        says[f"{question} Dextrose 5.5 is used", entry] = scored("neck", UNLIKELY)
    assert followed(question, says, entry=entry) == (together, entry)


def test_where_nothing_was_answered_nothing_is_left_out_and_no_answer_goes_on() -> None:
    together = scored("neck", UNSURE)
    for question in ("when would one feel that", "even a wobbly one?", "how quickly?"):
        says = {(question, ""): scored("risks", UNLIKELY), (f"{question} A?", ""): together}
        assert followed(question, says, entry="") == (together, "")


def test_what_is_answered_by_itself_and_points_at_nothing_is_read_no_third_time() -> None:
    alone = scored("risks", LIKELY)
    for together in (scored("neck", SURE), scored("neck", UNLIKELY)):
        says = {("and bruises?", ""): alone, ("and bruises? A?", "agent"): together}
        assert followed("and bruises?", says)[0] == max(alone, together, key=lambda each: each.best.score)


@pytest.mark.parametrize("question", ["and dextrose?", "even a wobbly one?"])
def test_words_at_home_in_what_was_answered_or_the_same_of_another_case_bring_its_entry_back(
    question: str,
) -> None:
    back = scored("agent", SURE)
    says = {
        (question, ""): scored("risks", UNSURE),
        (f"{question} A?", "agent"): scored("neck", UNSURE),
        (f"{question} A?", ""): back,
    }
    assert followed(question, says) == (back, "agent")
    sure = scored("neck", LIKELY)
    says = {(question, ""): scored("risks", UNSURE), (f"{question} A?", "agent"): sure}
    if points(question):
        says[f"{question} Dextrose 5.5 is used", "agent"] = scored("risks", UNLIKELY)
    assert followed(question, says) == (sure, "agent"), "what is answered goes on elsewhere"


@pytest.mark.parametrize(
    ("question", "alone", "is_named"),
    [
        ("and bruises?", scored("risks", UNSURE), True),
        ("and bruises?", scored("neck", UNSURE), False),
        ("and bruises?", scored("risks", UNSURE, topic="price"), False),
        ("and visits?", scored("risks", UNSURE), False),
    ],
)
def test_what_names_one_entrys_subject_is_read_with_that_entrys_question(
    question: str, alone: Match, *, is_named: bool
) -> None:
    together, named = scored("neck", 0.6), scored("risks", SURE)
    says = {(question, ""): alone, (f"{question} A?", "agent"): together}
    if is_named:
        says[f"{question} What are the risks?", ""] = named
    assert followed(question, says) == (named if is_named else together, "agent")
    answered = {(question, ""): alone, (f"{question} A?", "agent"): scored("neck", LIKELY)}
    assert followed(question, answered) == (scored("neck", LIKELY), "agent"), "what is answered needs no name"


@pytest.mark.parametrize(
    ("alone", "asked", "told", "counts"),
    [
        (scored("risks", UNLIKELY), scored("neck", UNSURE), scored("neck", LIKELY), True),
        (scored("risks", UNLIKELY), scored("neck", UNSURE), scored("risks", LIKELY), True),
        (scored("risks", UNSURE), scored("neck", 0.6), scored("risks", LIKELY), True),
        (scored("risks", UNSURE), scored("neck", 0.6), scored("neck", LIKELY), True),
        (scored("risks", UNSURE), scored("neck", 0.6), scored("third", LIKELY), False),
        (scored("risks", 0.2), scored("neck", 0.6), scored("third", LIKELY), False),
        (scored("risks", 0.2), scored("neck", 0.6), scored("other", LIKELY), False),
        (scored("risks", 0.2), scored("neck", 0.6), scored("risks", LIKELY), True),
        (scored("risks", UNLIKELY), scored("neck", UNSURE), scored("third", LIKELY), True),
        (scored("risks", UNLIKELY), scored("neck", UNSURE), scored("neck", 0.69), False),
        (scored("risks", UNLIKELY), scored("neck", LIKELY), scored("third", LIKELY), False),
        (scored("risks", UNLIKELY), scored("neck", LIKELY), scored("neck", SURE), True),
        (scored("risks", LIKELY), scored("neck", 0.8), scored("risks", SURE), True),
    ],
)
def test_what_that_points_at_may_be_what_was_told_where_that_is_surer_and_offered_by_the_question(
    alone: Match, asked: Match, told: Match, *, counts: bool
) -> None:
    question = "how does that matter?"
    says = {
        (question, ""): alone,
        (f"{question} A?", "agent"): asked,
        (f"{question} Dextrose 5.5 is used", "agent"): told,
    }
    assert followed(question, says) == (told if counts else asked, "agent")


def test_what_points_at_something_a_topic_is_nearest_to_is_not_read_with_what_was_told() -> None:
    alone, asked = scored("risks", UNLIKELY, topic="price"), scored("neck", UNSURE)
    question = "how does that matter?"
    assert followed(question, {(question, ""): alone, (f"{question} A?", "agent"): asked}) == (asked, "agent")


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
