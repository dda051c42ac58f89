"""Picking in words of what was offered: by place, all of it, the only one, the other one, none."""

from __future__ import annotations

import time

import pytest

from botcore import Asked, Because, Bot, Kind, Picked
from botcore.picking import is_undecided, picked_in

ABC = ("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("2", ("b",)),
        ("2.", ("b",)),
        ("(2)", ("b",)),
        ("#3", ("c",)),
        ("no. 2", ("b",)),
        ("No, 2 please", ("b",)),
        ("option 1, thanks", ("a",)),
        ("number two", ("b",)),
        ("two", ("b",)),
        ("the second", ("b",)),
        ("The 2nd one, please", ("b",)),
        ("hmm the third I think", ("c",)),
        ("I'd like the first one", ("a",)),
        ("the very last one", ("c",)),
        ("first of those", ("a",)),
        ("what about the third?", ("c",)),
        ("question 3", ("c",)),
        ("1 and 3", ("a", "c")),
        ("the first and the third", ("a", "c")),
        ("2, 1", ("b", "a")),
        ("2 and 2", ("b",)),
        ("both", ABC),
        ("all of them", ABC),
        ("all three please", ABC),
        ("neither", ()),
        ("none of those", ()),
        ("none of the above", ()),
        ("no", ()),
        ("not those", ()),
        ("4", ()),
        ("0", ()),
        ("the tenth", ()),
        ("1 and 7", ()),
        ("yes", None),
        ("that one", None),
        ("the other one", None),
        ("the next one", None),
        ("two months?", None),
        ("is the second safe", None),
        ("after the first injection", None),
        ("200", None),
        ("", None),
        ("one for the neck", None),
        ("all about necks", None),
        ("ok", None),
        ("thanks", None),
        ("the middle one", ("b",)),
        ("b", ("b",)),
        ("option C please", ("c",)),
        ("d", ()),
        ("a question", None),
        ("vitamin d", None),
        ("any of them", ABC),
        ("all 3", ABC),
        ("you choose", ABC),
        ("any risks", None),
    ],
)
def test_a_place_or_all_or_none_of_what_was_offered(text: str, picked: tuple[str, ...] | None) -> None:
    assert picked_in(text, ABC) == picked


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("yes", ("a",)),
        ("Yes please", ("a",)),
        ("yep, that's it", ("a",)),
        ("exactly", ("a",)),
        ("that one", ("a",)),
        ("please do", ("a",)),
        ("no", ()),
        ("ok", None),
        ("please", None),
        ("ok please", None),
        ("both", None),
        ("yes but how soon", None),
    ],
)
def test_one_thing_is_agreed_to_or_turned_down(text: str, picked: tuple[str, ...] | None) -> None:
    assert picked_in(text, ("a",)) == picked


@pytest.mark.parametrize(
    ("text", "shown", "picked"),
    [
        ("the other one", "a", None),
        ("the next one", "a", ("b",)),
        ("and the next question", "b", ("c",)),
        ("the next one", "c", ()),
        ("the next one", "d", None),
        ("the first", "b", ("a",)),
        ("the other two", "a", ("b", "c")),
        ("and the rest?", "b", ("a", "c")),
        ("the others please", "d", None),
        ("the rest of the neck", "a", None),
        ("b", "a", None),
        ("yes", "a", None),
        ("both", "a", None),
        ("no", "a", None),
    ],
)
def test_beside_an_answer_a_place_is_picked_and_nothing_agreed_to(
    text: str, shown: str, picked: tuple[str, ...] | None
) -> None:
    assert picked_in(text, ABC, shown) == picked


@pytest.mark.parametrize(
    ("text", "undecided"),
    [
        ("yes", True),
        ("yes please", True),
        ("not sure", True),
        ("i don't know which", True),
        ("hmm, no idea", True),
        ("which one do you recommend?", False),
        ("which one", True),
        ("ok", False),
        ("no", False),
        ("not sure it is safe", False),
        ("", False),
    ],
)
def test_yes_to_several_things_picks_none_of_them(text: str, undecided: bool) -> None:
    assert is_undecided(text, ABC) is undecided
    assert not is_undecided(text, ABC[:1])
    assert not is_undecided(text, "abcdefgh")


def test_the_other_one_is_the_only_one_that_was_not_shown() -> None:
    assert picked_in("and the other one?", ("a", "b"), "a") == ("b",)
    assert picked_in("the other thing", ("b",), "a") == ("b",)


def test_of_many_things_all_is_no_pick() -> None:
    assert picked_in("all", ("a", "b", "c", "d")) == ("a", "b", "c", "d")
    assert picked_in("all", ("a", "b", "c", "d", "e")) is None


@pytest.mark.parametrize(
    ("text", "picked"), [("2", ()), ("the second one", ()), ("both", None), ("neither", None), ("yes", None)]
)
def test_where_nothing_was_offered_a_place_is_none_and_the_rest_no_pick(
    text: str, picked: tuple[str, ...] | None
) -> None:
    assert picked_in(text, ()) == picked


def test_no_text_takes_long() -> None:
    begun = time.process_time()
    for text in ("1 " + "one " * 30 + "x", "ok " * 5_000 + "x", "the first and " * 2_000, "one " * 12 + "x"):
        picked_in(text, ABC)
    assert time.process_time() - begun < 1.0


def said(bot: Bot, *texts: str) -> list[tuple[Kind, str]]:
    bot.forget()
    replies = [bot.reply(Asked(text, person="p", thread="t")) for text in texts]
    return [(each.kind, each.entry.id if each.entry else "") for each in replies]


def test_a_pick_is_answered_and_gone_on_from(bot: Bot) -> None:
    assert said(bot, "is it safe", "the second", "and the first one?", "how come?") == [
        (Kind.CLARIFY, ""),
        (Kind.ANSWER, "side-effects"),
        (Kind.ANSWER, "safety-neck"),
        (Kind.ANSWER, "safety-neck"),
    ]


def test_several_picks_are_answered_by_the_first_and_the_others_offered(bot: Bot) -> None:
    assert said(bot, "is it safe")[0][0] is Kind.CLARIFY
    reply = bot.reply(Asked("2 and 3", person="p", thread="t"))
    assert reply.entry
    assert (reply.entry.id, [each.entry for each in reply.suggestions]) == ("side-effects", ["seek-care"])
    assert reply.trace.because is Because.PICKED
    then = bot.reply(Asked("and the other one", person="p", thread="t"))
    assert then.entry
    assert then.entry.id == "seek-care"


def test_a_pick_with_a_slip_is_one(bot: Bot) -> None:
    for text, entry in (("the secnd one", "side-effects"), ("teh thrid pls", "seek-care")):
        assert said(bot, "is it safe", text)[-1] == (Kind.ANSWER, entry)


def test_what_is_picked_by_its_subject_keeps_the_offer(bot: Bot) -> None:
    said(bot, "is it safe", "the one about side effects")
    reply = bot.reply(Asked("and the other two", person="p", thread="t"))
    assert reply.entry
    assert (reply.entry.id, [each.entry for each in reply.suggestions]) == ("safety-neck", ["seek-care"])


def test_who_cannot_choose_is_offered_the_same_again(bot: Bot) -> None:
    for text in ("yes", "no idea"):
        assert said(bot, "is it safe")[0][0] is Kind.CLARIFY
        reply = bot.reply(Asked(text, person="p", thread="t"))
        assert (reply.kind, [each.entry for each in reply.suggestions]) == (
            Kind.CLARIFY,
            ["safety-neck", "side-effects", "seek-care"],
        )
        assert not reply.leaves_open
        assert bot.reply(Asked("2", person="p", thread="t")).entry == bot.faq.entry("side-effects")


def test_a_button_keeps_what_it_was_picked_from(bot: Bot) -> None:
    assert said(bot, "is it safe")[0][0] is Kind.CLARIFY
    bot.reply(Picked("side-effects", person="p", thread="t"))
    reply = bot.reply(Asked("and the third?", person="p", thread="t"))
    assert reply.entry
    assert reply.entry.id == "seek-care"


def test_small_talk_between_keeps_the_offer_and_a_question_ends_it(bot: Bot) -> None:
    assert said(bot, "list", "thanks", "5")[-1] == (Kind.ANSWER, "side-effects")
    assert said(bot, "list", "what do they inject", "5")[-1] == (Kind.HELP, "")


def test_none_of_it_is_asked_again(bot: Bot) -> None:
    for text in ("neither", "9"):
        assert said(bot, "is it safe", text)[-1] == (Kind.HELP, "")


def test_an_emergency_ends_an_offer_and_comes_before_a_pick(bot: Bot) -> None:
    assert said(bot, "is it safe", "my throat is closing up", "2")[-1] == (Kind.HELP, "")
    assert said(bot, "is it safe", "the second, and I can't breathe")[-1][0] is Kind.URGENT


def test_nobody_picks_of_what_somebody_else_was_offered(bot: Bot) -> None:
    said(bot, "is it safe")
    assert bot.reply(Asked("2", person="q", thread="t")).kind is Kind.HELP
    assert bot.reply(Asked("2", person="p", thread="u")).kind is Kind.HELP
