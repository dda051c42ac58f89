"""Questions as people type them: run together, torn apart, by ear, without vowels, by phone."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mistyping import ANOTHER_WORD, SLIPS, mistype
from proving import examples, proof, some
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from botcore import Asked, Kind
from botcore.evaluation import CaseKind, judge, read_deck
from botcore.text import Likeliest, normalise
from botcore.text.english import read_english
from botcore.text.spelling import within

if TYPE_CHECKING:
    from collections.abc import Callable

    from botcore import Bot

DECKS = Path(__file__).parent / "decks"
MOST_LETTERS = 4_000


@examples(500)
@given(st.text("abc", max_size=9), st.lists(st.text("abc", max_size=9), max_size=20), st.integers(0, 6))
@example("ca", ["abc"], 2)
@example("abcdefgh", ["cabfdegh"], 4)
def test_words_within_some_edits_are_found_in_two_steps_as_in_one(word: str, others: list[str], most: int) -> None:
    found = process.extract(word, others, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=None)
    assert within(word, others, most) == [each for each, _, _ in found]


@pytest.fixture(scope="module")
def read(bot: Bot) -> Callable[[str], str]:
    return bot.listener.likeliest.read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sideeffectsofprolo", "side effects of prolo"),
        ("sidefxofprolo?", "side effects of prolo?"),
        ("Whatdotheyinject", "what do they inject"),
        ("duz it werk for nex", "does it work for necks"),
        ("wht r the sde effcts", "what are the side effects"),
        ("how does decks trose work", "how does dextrose work"),
        ("is there dan ger in injec ting the neck", "is there danger in injecting the neck"),
        ("the lqd in prlo", "the liquid in prolo"),
        ("iz it zafe", "is it safe"),
    ],
)
def test_a_question_is_read_in_the_words_it_most_likely_means(
    typed: str, meant: str, read: Callable[[str], str]
) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "right",
    [
        "stenosis, fissure, dosage, chemo, eyesight, unremarkable",
        "Undergrads with pyrexia take creatine",
        "Which is the most common agent used in general anaesthesia?",
        "is prolo halal",
        "write me a poem about a duck",
        "passed out on the sofa after a shift",
        "oh heck",
        "bleeding heck, that is a long answer",
        "Valorant",
        "C1 and C2, 12:30 & 5 mg",
        "",
        "?!",
    ],
)
def test_what_is_right_stays_as_it_was_typed(right: str, read: Callable[[str], str]) -> None:
    assert read(right) == right


def test_words_that_only_another_file_says_are_read_by_that_file() -> None:
    sentences = [["when", "does", "the", "laser", "cutter", "open"]] * 3
    reader = Likeliest(sentences, language={"is": 100, "on": 90, "cuter": 1}, known=frozenset())
    assert reader.read("whendoesthelasercutteropen") == "when does the laser cutter open"
    assert reader.read("laserr cuttter") == "laser cutter"


def test_a_right_word_is_another_only_where_most_of_its_letters_agree() -> None:
    sentences = [["how", "do", "i", "get", "a", "library", "card"], ["is", "there", "a", "book", "in", "the"]] * 5
    reader = Likeliest(sentences, language=read_english(), known=frozenset())
    assert reader.read("is there a cafe in the library") == "is there a cafe in the library"
    assert reader.read("how do I get a library cart") == "how do I get a library card"


@pytest.mark.parametrize("letters", ["abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz      ", "aeiou "])
def test_random_letters_cost_no_more_than_a_few_messages(letters: str, bot: Bot) -> None:
    dice = random.Random(3)  # noqa: S311 - for nonsense
    nonsense = ["".join(dice.choices(letters, k=MOST_LETTERS)) for _ in range(3)]
    looked_up: list[str] = []
    near, nearest = bot.listener.likeliest._neighbours.near, bot.listener.speller._nearest

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            bot.listener.likeliest._neighbours, "near", lambda word: looked_up.append(word) or near(word)
        )
        patch.setattr(bot.listener.speller, "_nearest", lambda word: looked_up.append(word) or nearest(word))
        for text in nonsense:
            looked_up.clear()
            bot.listener.likeliest.read(text)
            bot.listener.speller.repair(text)
            # Right words of four letters that the file does not say are looked up as well: few by chance.
            assert len(looked_up) <= 120


def test_the_longest_message_is_read_in_the_time_of_a_few_ordinary_ones(bot: Bot) -> None:
    dice = random.Random(4)  # noqa: S311 - for nonsense
    nonsense = ["".join(dice.choices("abcdefghijklmnopqrstuvwxyz     ", k=MOST_LETTERS)) for _ in range(5)]
    started = time.process_time()
    for text in nonsense:
        bot.listener.likeliest.read(text)
        bot.listener.speller.repair(text)
    # 0.1 s a message where this was written, 1.5 s before there was a bound.
    assert time.process_time() - started < 5 * 0.75


def test_what_is_run_together_is_answered(bot: Bot) -> None:
    for typed, entry in (
        ("sideeffectsofprolo", "side-effects"),
        ("whatdotheyinject", "common-agent"),
        ("wht r the sde effcts", "side-effects"),
    ):
        reply = bot.reply(Asked(typed))
        assert (reply.kind, reply.entry and reply.entry.id) == (Kind.ANSWER, entry)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("is pr0l0 s4fe f0r the n3ck", "is prolo safe for the neck"),
        ("h0w d0es d3xtrose w0rk for p@in", "how does dextrose work for pain"),
        ("c3rv1cal 1nstab1l1ty after 1nj3ctoins", "cervical instability after injections"),
        ("th3 side 3ff3ct5", "the side effects"),
        ("safe b4 2day", "safe before today"),
        ("30pills, 5times, pain4days", "30 pills, 5 times, pain 4 days"),
    ],
)
def test_figures_are_read_as_the_letters_and_words_they_were_typed_for(typed: str, meant: str, bot: Bot) -> None:
    assert bot.listener.read(typed) == meant


@pytest.mark.parametrize(
    "right",
    [
        "C5-C6, l4l5, t1w, b12, a1c, spo2 91, h2o, mp3",
        "10mg 50ft 10st 24hr 3rd 9am 5in 2 pills at 39.4",
        "covid19, page2, day5, grade3, prolo1",
        "see a.b/c3po or me@s1te, $5",
        "4 neck, 2 shots",
    ],
)
def test_figures_that_are_numbers_or_names_stay(right: str, bot: Bot) -> None:
    assert bot.listener.read(right) == right


@pytest.mark.parametrize("typed", ["t1w of a disc", "10u of it", "l5w"])
def test_a_unit_beside_a_figure_is_no_word_to_repair(typed: str, bot: Bot) -> None:
    assert bot.listener.repair(typed) == typed
    assert bot.listener.likeliest.read(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "i c4nt br34the",
        "i want to k1ll mys3lf",
        "iwanttohurtmyself.nothingworks",
        "By accident hedrankbleachandhe'svomitingblood.",
        "my gf had it and shesgaspinglikea fish and cantbreathe",
        "b4by 5wall0wed 5ome of my tr4mad0l",
        "she was reading and slumpedover,shewon'twakeup",
    ],
)
def test_an_emergency_is_heard_however_it_is_run_together_or_typed_in_figures(typed: str, bot: Bot) -> None:
    assert bot.reply(Asked(typed)).kind is Kind.URGENT


@pytest.mark.parametrize(
    "typed",
    [
        "whatbadstuffcanhapienafterproloshots",
        "couldneckprolodomoreharmthangood",
        "howriskyisneckproloonascalefrompapercuttoopenheartsurgery",
        "Is pr0l0 f0rb1dd3n in Germany? I have re4d something l1k3 this.",
    ],
)
def test_a_calm_question_is_calm_however_it_is_run_together_or_typed_in_figures(typed: str, bot: Bot) -> None:
    assert bot.reply(Asked(typed)).kind is not Kind.URGENT


def test_misspelt_words_are_found_among_those_run_together(read: Callable[[str], str]) -> None:
    assert read("whatbadstuffcanhapienafterproloshots") == "what bad stuff can happen after prolo shots"
    assert read("whatdoesdextroxedointheneck") == "what does dextrose do in the neck"


def test_a_file_of_another_language_is_read_by_its_own_words_alone() -> None:
    reader = Likeliest([["ist", "die", "spritze", "gefährlich"]] * 3, language={}, known=frozenset())
    assert reader.read("Ist die Sprizte gefärlich") == "Ist die spritze gefährlich"


@proof("30 cases of the deck", "the deck whole")
@pytest.mark.parametrize("slip", [*SLIPS, ANOTHER_WORD])
def test_a_slip_of_typing_costs_few_answers_and_makes_no_false_one(slip: str, bot: Bot) -> None:
    cases = read_deck((DECKS / "work.jsonl").read_text(encoding="utf-8").split("\n"), name="work").cases
    asked = [case for case in some(cases, 30) if case.kind in {CaseKind.ANSWERABLE, CaseKind.NEAR_OOS}]
    found = [
        judge(each, bot.reply) for each in mistype(asked, slip, words=sorted(bot._policy._encoder.vocabulary))
    ]
    answerable = [each for each in found if each.case.expect]
    right = [each for each in answerable if each.observed.entry in each.case.expect]
    least = 0.6 if slip == ANOTHER_WORD else 0.85
    assert len(right) >= least * len(answerable), [each.case.text for each in answerable if each not in right]
    strangers = [each for each in found if not each.case.expect]
    assert sum(bool(each.observed.entry) for each in strangers) <= 0.1 * len(strangers)


@pytest.mark.parametrize("slip", [*SLIPS, ANOTHER_WORD])
def test_slips_are_the_same_every_time_and_change_the_last_turn_alone(slip: str) -> None:
    cases = read_deck((DECKS / "work.jsonl").read_text(encoding="utf-8").split("\n"), name="work").cases
    words = ("neck", "nick", "safe", "same", "sale", "pain", "paint")
    typed = list(mistype(cases, slip, words=words))
    assert typed == list(mistype(cases, slip, words=words))
    originals = {case.where: case for case in cases}
    for case in typed:
        assert case.turns[:-1] == originals[case.where].turns[:-1]
        assert case.text != originals[case.where].text


@pytest.mark.parametrize("text", ["ligament's", "it's", "don't u", "çédille ünder", "ééé" * 200, "a" * 5000])
def test_any_text_is_read(text: str, read: Callable[[str], str]) -> None:
    assert isinstance(read(normalise(text)), str)
