"""What people asked in vain: alike together, from several people, and nothing that may tell who they are."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest

from adapters.assembly.finding_gaps import is_heard
from adapters.journal import gaps
from adapters.journal.reducing import LEFT_OUT
from adapters.learning import NEW, drafts_of, why_no_draft
from botcore import Asked, Bot, Faq
from botcore.trace import Thresholds

if TYPE_CHECKING:
    from botcore.encoding import Encoder

PLANTED = [
    ("can I fly after the injection", "is it ok to take a plane after a session", "flying home after treatment", "how soon can I get on a plane"),
    ("do they take insurance", "is it covered by my insurance", "will the insurance pay for it", "insurance cover for this"),
    ("can pregnant women have it", "is it allowed in pregnancy", "I am pregnant, may I have it", "pregnancy and the injections"),
    ("may I drink alcohol afterwards", "is a beer in the evening fine after it", "alcohol after the session", "can I have wine that night"),
    ("what should I wear to the appointment", "which clothes for the appointment", "what do I wear on the day", "is a loose shirt best to wear"),
    ("do you do it for dogs", "can my dog get it", "is there a vet who does this for a dog", "injections for an old dog"),
]  # fmt: skip
OTHERS = [
    "who won the match last night", "where do I park the car", "the printer is out of paper", "a recipe for soup",
    "how do I change my password", "is the shop open on sunday", "what is the weather like", "my phone is too slow",
    "how tall is that mountain", "the train was late again", "a good film for tonight", "when does school start",
    "how to grow tomatoes", "which bank has the best rate", "the lift is broken", "where is the nearest library",
]  # fmt: skip
PEOPLE = itertools.count()
NEAR = gaps.near_from(Thresholds(answer=0.3, clarify=0.05, false_answers=0.0))


def line(words: str, person: str = "", **more: Any) -> dict[str, Any]:
    return {
        "words": words,
        "person": person or str(next(PEOPLE)),
        "entry": "",
        "score": 0.1,
        "helpful": None,
    } | more


def gaps_in(lines: list[dict[str, Any]], *how: Any) -> list[gaps.Gap]:
    return gaps.find_gaps(gaps.ways_of_asking(lines), *how, NEAR)


def nothing(_: str) -> bool:
    return False


def test_what_several_people_asked_in_vain_is_found_and_little_else(encoder: Encoder) -> None:
    lines = [line(words) for group in PLANTED for words in group] + [line(words) for words in OTHERS]
    found = gaps_in(lines, encoder.encode_all, nothing)
    subjects = {next((at for at, group in enumerate(PLANTED) if gap.wordings[0] in group), None) for gap in found}
    assert subjects - {None} == set(range(len(PLANTED)))
    assert len(found) <= len(PLANTED) + 1


def test_one_person_alone_trains_nobody(encoder: Encoder) -> None:
    assert gaps_in([line("can my dog get it", "one") for _ in range(20)], encoder.encode_all, nothing) == []


def test_what_the_safety_rules_hear_is_never_shown(encoder: Encoder, bot: Bot) -> None:
    lines = [line("I have chest pain") for _ in range(5)]
    assert gaps_in(lines, encoder.encode_all, lambda text: bot.hears(Asked(text))) == []


def test_nothing_in_the_journal_is_no_gap(encoder: Encoder) -> None:
    assert gaps_in([line("")], encoder.encode_all, nothing) == []


def three(words: str, **more: Any) -> list[dict[str, Any]]:
    return [line(words, **more) for _ in range(3)]


def test_what_three_people_asked_may_be_learned_and_what_fewer_did_not(encoder: Encoder) -> None:
    lines = [*three("can my dog get it"), line("may a dog get it from quacks"), line("is it for an old dog")]
    (gap,) = gaps_in(lines, encoder.encode_all, nothing)
    assert gap.people == 5
    assert gap.shared == ("can my dog get it",)


def test_a_small_word_of_one_person_s_is_not_learned_either(encoder: Encoder) -> None:
    lines = [line("which dog may get it"), line("dog may get it"), line("may get it dog")]
    (gap,) = gaps_in(lines, encoder.encode_all, nothing)
    assert "which dog may get it" not in gap.shared
    assert len(gap.shared) == 1


def test_a_wording_is_shared_by_those_who_used_all_its_telling_words_among_others(encoder: Encoder) -> None:
    asked = ["do they take insurance", "so do they take insurances", "do they at all take insurance"]
    (gap,) = gaps_in([line(words) for words in asked], encoder.encode_all, nothing)
    assert gap.shared == ("do they take insurance",)


def test_one_person_with_three_wordings_is_still_one_person(encoder: Encoder) -> None:
    lines = [
        *(line("can my dog get it", "one") for _ in range(9)),
        line("is it for a dog", "two"),
        line("a dog", "three"),
    ]
    (gap,) = gaps_in(lines, encoder.encode_all, nothing)
    assert (gap.people, gap.shared) == (3, ())


def test_a_wording_with_a_word_left_out_is_never_learned(encoder: Encoder, faq: Faq) -> None:
    (gap,) = gaps_in(three(f"can an old sick dog {LEFT_OUT} get it"), encoder.encode_all, nothing)
    assert gap.shared == ()
    assert drafts_of(gap, faq, nothing) == []


def test_a_new_subject_is_a_question_and_a_near_entry_is_offered_its_wordings_first(
    encoder: Encoder, faq: Faq
) -> None:
    (gap,) = gaps_in(three("can i get my dog treated"), encoder.encode_all, nothing)
    (new,) = drafts_of(gap, faq, nothing)
    assert (new.owner, new.wordings) == (NEW, ("Can I get my dog treated?",))
    (gap,) = gaps_in(three("is it hard on you", entry="side-effects"), encoder.encode_all, nothing)
    assert [each.owner for each in drafts_of(gap, faq, nothing)] == ["side-effects", NEW]
    (gap,) = gaps_in(three("is it dear", topic="cost"), encoder.encode_all, nothing)
    assert [each.owner for each in drafts_of(gap, faq, nothing)] == [NEW, "cost"]


def test_an_answer_that_helped_nobody_is_not_given_to_more_wordings(encoder: Encoder, faq: Faq) -> None:
    (gap,) = gaps_in(three("is it hard on you", entry="side-effects", helpful=False), encoder.encode_all, nothing)
    assert (gap.entry, gap.disliked) == ("side-effects", 3)
    assert [each.owner for each in drafts_of(gap, faq, nothing)] == [NEW]


def test_what_anything_hears_that_looks_after_people_is_in_no_draft(encoder: Encoder, faq: Faq) -> None:
    (gap,) = gaps_in(three("can my dog get it"), encoder.encode_all, nothing)
    assert drafts_of(gap, faq, lambda _: True) == []


def test_the_classifier_hears_what_no_rule_does(bot: Bot) -> None:
    told = "since the jab everything is spinning and my words come out wrong"
    assert is_heard(bot.listener, told)
    assert is_heard(bot.listener, "should I stop my warfarin before it")
    assert not is_heard(bot.listener, "which sugar water is used")


def test_a_draft_has_another_key_once_it_would_write_anything_else(encoder: Encoder, faq: Faq) -> None:
    (gap,) = gaps_in(three("is it hard on you", entry="side-effects"), encoder.encode_all, nothing)
    keys = {each.key for each in drafts_of(gap, faq, nothing)}
    more = [
        *three("is it hard on you", entry="side-effects"),
        *three("is it tough on you", entry="side-effects"),
    ]
    (gap,) = gaps_in(more, encoder.encode_all, nothing)
    assert keys.isdisjoint(each.key for each in drafts_of(gap, faq, nothing))


def test_of_a_great_many_wordings_those_of_most_people_and_the_newest_are_compared(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gaps, "MOST", 2)
    lines = [
        *three("can my dog get it"),
        *three("where is the parking"),
        *three("where is the parking"),
        *three("is there tea"),
    ]
    found = gaps_in(lines, encoder.encode_all, nothing)
    assert [gap.wordings[0] for gap in found] == ["where is the parking", "is there tea"]


SMALL_SUBJECTS = {
    "fly": ["can i fly after the injection", "is it ok to take a plane after a session", "flying home after treatment", "how soon can i get on a plane"],
    "bath": ["can i take a bath after the injection", "is a hot bath ok afterwards", "may i shower after a session"],
    "massage": ["can i have a massage after it", "is massage ok between sessions", "when can i get a massage again"],
    "video": ["is there a video of it", "can i watch a video of the injection", "where can i see a video"],
    "weeks": ["how far apart are the sessions", "how long between sessions", "weeks between two sessions"],
    "dogs": ["do you do it for dogs", "is there a vet who does this for a dog", "can my dog get it", "injections for an old dog"],
    "horses": ["is it done on horses", "can my horse have it", "prolotherapy for a horse"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [("fly", "bath"), ("fly", "video"), ("fly", "massage"), ("weeks", "massage"), ("dogs", "horses")],
)
def test_two_small_subjects_are_two_although_a_question_of_one_is_near_to_the_other(
    encoder: Encoder, one: str, other: str
) -> None:
    asked = [SMALL_SUBJECTS[one], SMALL_SUBJECTS[other]]
    found = gaps_in([line(words) for each in asked for words in each], encoder.encode_all, nothing)
    assert sorted(gap.people for gap in found) == sorted(map(len, asked))
    assert all(any({*gap.wordings} <= {*each} for each in asked) for gap in found)


def test_the_same_telling_words_are_one_way_of_asking() -> None:
    dog = "can my old dog get it"
    asked = [f"{LEFT_OUT} can the old dog get it", f"hi {dog} please", dog, dog, f"what is a {LEFT_OUT}"]
    (way,) = gaps.ways_of_asking([line(words) for words in asked])
    assert (way.text, len(way.lines)) == (dog, 4)


def test_a_wording_that_safety_hears_is_not_shown_beside_others_of_the_same_words(encoder: Encoder) -> None:
    lines = [*three("is the dog there"), *three("there is the dog"), *three("is there the dog")]
    (gap,) = gaps_in(lines, encoder.encode_all, lambda text: text.startswith("there"))
    assert {*gap.wordings, *gap.shared} == {"is the dog there"}


def test_a_wording_that_only_adds_words_to_another_is_not_learned_beside_it(encoder: Encoder) -> None:
    lines = [*three("can my dog get it"), *three("can my dog get it"), *three("can my dog get it in winter")]
    (gap,) = gaps_in(lines, encoder.encode_all, nothing)
    assert gap.shared == ("can my dog get it",)


def test_what_is_far_from_the_file_takes_twice_as_many_people(encoder: Encoder) -> None:
    assert gaps_in(three("who won the match", because="far off"), encoder.encode_all, nothing) == []
    twice = [*three("who won the match", because="far off"), *three("who won the match", because="far off")]
    (gap,) = gaps_in(twice, encoder.encode_all, nothing)
    assert gap.is_far


@pytest.mark.parametrize(("answer", "owners"), [(0.3, ["side-effects", NEW]), (0.5, [NEW])])
def test_an_entry_far_below_what_an_answer_takes_is_not_named_and_has_no_draft(
    encoder: Encoder, faq: Faq, answer: float, owners: list[str]
) -> None:
    ways = gaps.ways_of_asking(three("can my dog get it", entry="side-effects", score=0.115))
    near = gaps.near_from(Thresholds(answer=answer, clarify=0.05, false_answers=0.0))
    (gap,) = gaps.find_gaps(ways, encoder.encode_all, nothing, near)
    assert gap.entry == ("side-effects" if len(owners) > 1 else "")
    assert [each.owner for each in drafts_of(gap, faq, nothing)] == owners


def test_why_a_gap_has_no_draft_is_said(faq: Faq, bot: Bot) -> None:
    known, heard = faq.entries[0].phrasings[0], "should I stop my warfarin before it"
    for shared, why in {
        (): "no wording of it came from three people",
        (known,): "the file has its wordings already",
        (known, heard): "safety hears its wordings",
    }.items():
        gap = gaps.Gap(5, 5, shared, "", 0, shared=shared)
        assert drafts_of(gap, faq, lambda text: is_heard(bot.listener, text)) == []
        assert why_no_draft(gap, faq) == why
