"""The parts of the safety check, each by itself: words, templates, phrases, meters, slips, sentences, weights."""

from __future__ import annotations

import itertools
import math
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from botcore.faq import SafetyExtension
from botcore.safety.checking import _first
from botcore.safety.likeness import HARMLESS, Likeness
from botcore.safety.phrasebook import Label, Phrasebook, Span
from botcore.safety.readings import readings
from botcore.safety.signals import MAX_READ, Signals, _packed
from botcore.safety.slips import Slips
from botcore.safety.tokens import BREAK, Token, split_sentences, tokenise
from botcore.safety.views import views
from botcore.safety.weighing import Weights, fit_weights
from botcore.text.templates import TemplateError, expand, parse_template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore.encoding import VectorCache


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I can't breathe", "i cannot breathe"),
        ("cant, wont", f"cannot {BREAK} will not"),
        ("he's got it", "he 's got it"),
        ("they've gone, I'd say you're", f"they have gone {BREAK} i would say you are"),
        ("she'll rest and I'm fine", "she will rest and i am fine"),
        ("isn't hasn't", "is not has not"),
        ("a&e now", "a&e now"),
        ("pain (sharp) - bad: very", f"pain {BREAK} sharp {BREAK} {BREAK} bad {BREAK} very"),
        ("well-known", "well known"),
        ("39.5 or 1,5", "39.5 or 1,5"),
        ("my friend's 5mg", "my friend 's 5mg"),
        ("o'clock", "o clock"),
    ],
)
def test_a_sentence_is_words_spelled_out_and_breaks(text: str, words: str) -> None:
    assert " ".join(token.word for token in tokenise(text)) == words


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("8", "8"), ("9", "{n}"), ("30", "{n}"), ("1.8", "1.8"), ("dozen", "{n}"), ("twelve", "{n}"),
        ("37.9", "{n}"), ("38", "{fever}"), ("38,5", "{fever}"), ("43", "{fever}"), ("43.1", "{n}"),
        ("99", "{n}"), ("100", "{fever}"), ("108", "{fever}"), ("109", "{n}"),
        ("myself", "{self}"), ("themself", "{self}"), ("me", "me"), ("two", "two"),
    ],
)  # fmt: skip
def test_numbers_fevers_and_oneself_are_known_as_such(word: str, form: str) -> None:
    (token,) = tokenise(word)
    assert token.form == form


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Sugar of 1.8 now. Bad", ["Sugar of 1.8 now.", "Bad"]),
        ("one\ntwo; three", ["one", "two;", "three"]),
        ("wait ... 12 ... what", ["wait ...", "what"]),
        ("?! 39.", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


def phrases(template: str) -> list[str]:
    return [" ".join(phrase) for phrase in expand(parse_template(template))]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("chest pain", ["chest pain"]),
        ("a|b c", ["a c", "b c"]),
        ("a? b", ["a b", "b"]),
        ("(a b|c) d", ["a b d", "c d"]),
        ("(a|b)? c", ["a c", "b c", "c"]),
        ("(a (b|c)|d)", ["a b", "a c", "d"]),
        ("(a|b c|d e)", ["a", "b c", "d e"]),
        ("(a b)|(c d) e", ["a b e", "c d e"]),
        ("a|(b c) d", ["a d", "b c d"]),
        ("(a|b)|c d?", ["c d", "c", "a d", "a", "b d", "b"]),
        ("{my} head", ["{my} head"]),
        ("a?", ["a"]),
    ],
)
def test_a_template_says_all_its_phrases(template: str, said: list[str]) -> None:
    assert phrases(template) == said


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("a)", "'a)': found ')' without '('; delete it or open it"),
        ("(a", "'(a': found '(' without ')'; close it"),
        ("a|", "'a|': found 'the end'; expected a word or '('"),
        ("|a", "'|a': found '|'; expected a word or '('"),
        ("? a", "'? a': found '?'; expected a word or '('"),
        ("a |)", "'a |)': found ')'; expected a word or '('"),
    ],
)
def test_a_template_that_nobody_can_read_says_what_is_wrong_where(template: str, fault: str) -> None:
    with pytest.raises(TemplateError) as raised:
        parse_template(template)
    assert str(raised.value) == fault


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("breathe", set()), ("breath", {"breathe"}), ("brethe", {"breathe"}), ("breathee", {"breathe"}),
        ("brexthe", {"breathe"}), ("braethe", {"breathe"}), ("bretch", set()), ("breath e", {"breathe"}),
        ("pian", {"pain"}), ("pain", set()), ("pin", set()), ("paint", set()), ("rain", set()),
        ("ofr", set()), ("chets", {"chest"}), ("ches", {"chest"}), ("chst", {"chest"}), ("che", set()),
        ("hestc", set()), ("ainp", set()),
    ],
)  # fmt: skip
def test_one_slip_of_typing_leads_to_the_word_that_was_meant(word: str, meant: set[str]) -> None:
    slips = Slips(["breathe", "pain", "chest", "for"])
    assert slips.meant(word) == meant


def test_a_vocabulary_grows_and_what_is_no_word_has_no_slips() -> None:
    slips = Slips()
    assert slips.meant("chets") == set()
    slips.add("chest")
    slips.add("chest")
    slips.add("{chest}")
    assert slips.meant("chets") == {"chest"}
    assert slips.meant("{chets}") == set()


PAIN, FAINT, OTHER = Label("pain", had=True), Label("faint"), Label("other")


def book() -> Phrasebook[Label]:
    return Phrasebook(
        [
            ("chest pain", PAIN),
            ("chest pain in {my} arm", OTHER),
            ("{he} fainted", FAINT),
            ("took {n} pills", FAINT),
            ("a? fever of {fever}", PAIN),
            ("{my} {is}", OTHER),
            ("cold , foot", OTHER),
            ("stiff (neck|(right arm)|back?)", FAINT),
            ("(numb|limp)|(dead white) {my}|cold foot", OTHER),
        ],
        fillers=frozenset({"so", "very", "my", "is"}),
        people=frozenset({"dad"}),
        known=frozenset({"chess"}),
    )


def found(text: str, learned: Phrasebook[Label] | None = None) -> list[Span[Label]]:
    return (learned or book()).find(tokenise(text))


def test_a_template_may_hold_a_comma_where_that_is_asked_for() -> None:
    learned = Phrasebook([("cold , foot", OTHER), ("dead foot", FAINT)], may_hold_commas=True)
    assert found("cold, foot", learned) == [Span(0, 3, OTHER)]
    assert found("dead, foot", learned) == found("cold foot", learned) == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("chest pain", [Span(0, 2, PAIN)]),
        ("oh chest pain and chest pain", [Span(1, 3, PAIN), Span(4, 6, PAIN)]),
        ("chest pain in my arm", [Span(0, 5, OTHER)]),
        ("chest pain in arm", [Span(0, 4, OTHER)]),
        ("chest so very so pain", [Span(0, 5, PAIN)]),
        ("chest so very so very pain", []),
        ("chest, pain", []),
        ("chest red pain", []),
        ("chset pian", [Span(0, 2, PAIN)]),
        ("chess pain", []),
        ("my dad fainted", [Span(1, 3, FAINT)]),
        ("my mum fainted", []),
        ("took 30 pills", [Span(0, 3, FAINT)]),
        ("took 39.5 pills", [Span(0, 3, FAINT)]),
        ("took 3 pills", []),
        ("a fever of 39", [Span(0, 4, PAIN)]),
        ("fever of 39", [Span(0, 3, PAIN)]),
        ("fever of 30", []),
        ("chest pain so", [Span(0, 2, PAIN)]),
        ("stiff neck", [Span(0, 2, FAINT)]),
        ("stiff back", [Span(0, 2, FAINT)]),
        ("stiff right arm", [Span(0, 3, FAINT)]),
        ("stiff", [Span(0, 1, FAINT)]),
        ("stiff right", [Span(0, 1, FAINT)]),
        ("numb foot", [Span(0, 2, OTHER)]),
        ("limp my foot", [Span(0, 3, OTHER)]),
        ("dead white cold foot", [Span(0, 4, OTHER)]),
        ("dead foot", []),
        ("cold, foot", []),
        ("numb numb foot", [Span(1, 3, OTHER)]),
        ("pain", []),
        ("", []),
    ],
)
def test_the_longest_phrase_is_found_with_small_words_and_slips_inside(
    text: str, spans: list[Span[Label]]
) -> None:
    assert found(text) == spans


def test_a_template_that_says_nothing_by_itself_labels_nothing() -> None:
    assert found("so far so good", Phrasebook([("{my}?", PAIN), ("good", OTHER)])) == [Span(3, 4, OTHER)]


def test_of_two_labels_that_share_a_phrase_the_one_learned_last_counts() -> None:
    for first, last in ((PAIN, FAINT), (FAINT, PAIN)):
        assert found("chest pain", Phrasebook([("chest pain", first), ("chest pain|ache", last)])) == [
            Span(0, 2, last)
        ]


class Counted(list[Token]):
    """A sentence that is looked at a thousand times at most."""

    looks = 0

    def __getitem__(self, at: object) -> Token:
        self.looks += 1
        assert self.looks < 1000, "each word of a way doubles the ways"
        return cast("Token", super().__getitem__(at))  # type: ignore[call-overload]


def test_a_word_and_its_class_at_one_place_are_one_way_to_go_on() -> None:
    book = Phrasebook([(" ".join(["twelve|{n}"] * 20), PAIN)], fillers=frozenset({"twelve"}))
    assert book.find(Counted(tokenise("twelve " * 20))) == [Span(0, 20, PAIN)]


def test_a_strict_book_forgives_no_slip() -> None:
    strict = Phrasebook([("chest pain", PAIN)], is_strict=True)
    assert found("chest pain", strict) == [Span(0, 2, PAIN)]
    assert found("chset pain", strict) == []


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("sats 91", "breathing"), ("sats 92", ""), ("sats 40", "breathing"), ("sats 39", ""),
        ("my sugar has just gone down to 3.5", "diabetic"), ("sugar of 3.6", ""), ("sugar 0.5", "diabetic"),
        ("sugar 19", ""), ("sugar 20", "diabetic"), ("sugar 54", "diabetic"), ("sugar 55", ""),
        ("sugar 300", "diabetic"), ("sugar 299", ""), ("it is 2 mmol", "diabetic"), ("it is 2 cubes", ""),
        ("sugar 2 cubes", ""), ("sugar is 2,1", "diabetic"), ("the sugar in my tea 2", ""),
        ("pulse 39", "heart"), ("pulse 40", ""), ("pulse 130", "heart"), ("pulse 129", ""), ("260 bpm", "heart"),
        ("bp 180 over 120", "heart"), ("bp 179", ""), ("bp 85", "heart"), ("bp 86", ""),
        ("blood pressure 200", "heart"), ("the pressure is 200", ""), ("tyre pressure 200 psi", ""),
        ("sats now only on the meter 84", "breathing"), ("sats now only just on the meter 84", ""),
        ("84", ""), ("sats 84 people", ""), ("sats ½", ""), ("pressure is 200 high", ""), ("2 sugars", ""),
    ],
)  # fmt: skip
def test_a_meter_out_of_range_names_its_red_flag(text: str, category: str) -> None:
    assert [span.label for span in readings(tokenise(text))] == ([Label(category, had=True)] if category else [])


def test_every_meter_of_a_sentence_is_read() -> None:
    assert [span.label.category for span in readings(tokenise("sats 84, pulse 35"))] == ["breathing", "heart"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("his blood sugar is 2", 1, 5), ("sugar 2", 0, 2), ("well 2 mmol", 1, 2), ("my high bp 200", 1, 4)],
)
def test_a_reading_reaches_from_the_name_to_the_number(text: str, start: int, end: int) -> None:
    assert [(span.start, span.end) for span in readings(tokenise(text))] == [(start, end)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I can't breathe", ["I can't breathe"]),
        ("Hello there, I can't breathe", ["I can't breathe"]),
        ("Is it safe? I fell.", ["Is it safe? I fell.", "Is it safe?", "I fell."]),
        (
            "I fell. It rains. Just kidding!",
            ["I fell. It rains. Just kidding!", "I fell.", "It rains. Just kidding!", "Just kidding!"],
        ),
        (
            "My chest hurts. Just kidding! Is it safe?",
            [
                "My chest hurts. Just kidding! Is it safe?",
                "My chest hurts. Just kidding!",
                "Just kidding!",
                "Just kidding! Is it safe?",
            ],
        ),
    ],
)
def test_a_message_is_seen_whole_and_sentence_by_sentence_each_with_what_calms_it(
    text: str, parts: list[str]
) -> None:
    assert views(text) == parts


LONG = "we went for a walk in the park with the dog "


@pytest.mark.parametrize("joint", ["and ", "now ", ""], ids=["and", "now", "nowhere to cut"])
@pytest.mark.parametrize("times", [7, 20, 80])
def test_a_sentence_that_goes_on_and_on_is_seen_in_pieces_and_to_its_end(joint: str, times: int) -> None:
    said = (joint + LONG) * times + "i saw a very large bird"
    whole, *pieces = views(said)
    assert whole == said
    assert max(len(each.split()) for each in pieces) <= 60
    assert pieces[-1].endswith("i saw a very large bird")
    # In order, and nothing between two of them is left out.
    assert all(any(words in each for each in pieces) for words in map(" ".join, pairwise(said.split())) if joint)


@pytest.mark.parametrize("count", [1, 2, MAX_READ - 1, MAX_READ, 2 * (MAX_READ - 1), 200])
def test_of_many_sentences_neighbours_are_read_together_and_none_is_left_out(count: int) -> None:
    sentences = [f"s{number}" for number in range(count)]
    whole, *packed = _packed(["whole", *sentences])
    assert whole == "whole"
    assert " ".join(packed).split() == sentences
    assert len(packed) < MAX_READ
    assert (len(packed) == count) is (count < MAX_READ)
    assert _packed(["whole"]) == ["whole"]


@pytest.mark.parametrize(
    ("told", "mentioned", "category"),
    [
        ([], [], "unnamed"),
        (["heart"], ["fall"], "heart"),
        ([], ["fall", "heart"], "fall"),
        (["heart", "self-harm"], [], "self-harm"),
        (["heart"], ["self-harm"], "self-harm"),
        (["self-harm", "overdose"], [], "overdose"),
        (["heart", "poisoned", "overdose"], ["self-harm"], "poisoned"),
        ([], ["overdose", "self-harm"], "self-harm"),
    ],
)
def test_of_several_red_flags_what_was_taken_is_spoken_of_then_self_harm_then_the_first(
    told: list[str], mentioned: list[str], category: str
) -> None:
    assert _first(told, mentioned) == category


def test_signals_are_weighed_by_name_and_none_beyond_what_a_model_can_know() -> None:
    weights = Weights({"reader_whole": 1, "reader_worst": 10, "classifier": 100, "heard": 0.5, "calm": -2}, 0.25)

    def logit(*values: float, heard: bool = False, calm: bool = False) -> float:
        probability = weights.probability(Signals(*values, heard=heard, calm=calm))
        return math.log(probability / (1 - probability))

    assert logit(0, 0, 0) == pytest.approx(0.25)
    assert logit(0.1, 0.02, -0.003) == pytest.approx(0.25 + 0.1 + 0.2 - 0.3)
    assert logit(0, 0, 0, heard=True) == pytest.approx(0.75)
    assert logit(0, 0, 0, calm=True) == pytest.approx(-1.75)
    assert logit(9, 0, 0) == pytest.approx(6.25)
    assert logit(-9, 0, 0) == pytest.approx(-5.75)
    assert logit(5.9, 0, 0) == pytest.approx(6.15)


def test_weights_are_fitted_to_what_tells_the_urgent_from_the_calm() -> None:
    noise = [0.5, -0.5] * 20
    urgent = [Signals(4.0, 50.0, each, heard=True, calm=False) for each in noise]
    calm = [Signals(-4.0, -50.0, each, heard=False, calm=True) for each in noise]
    weights = fit_weights([*urgent, *calm], np.array([True] * 40 + [False] * 40))
    assert {name: round(math.copysign(1, of)) if abs(of) > 0.01 else 0 for name, of in weights.of.items()} == {
        "reader_whole": 1, "reader_worst": 1, "classifier": 0, "heard": 1, "calm": -1,
    }  # fmt: skip
    assert weights.probability(urgent[0]) > 0.95
    assert weights.probability(calm[0]) < 0.05
    surer = [each._replace(reader_worst=each.reader_worst * 9) for each in (*urgent, *calm)]
    assert fit_weights(surer, np.array([True] * 40 + [False] * 40)) == weights


def test_of_witnesses_that_would_speak_for_calm_the_worst_is_left_out_first_and_alone() -> None:
    signals, urgent = [], []
    for told, noise, other in itertools.product((1, -1), (2, -2), (1, -1)):
        # Both others give away the noise of the first, and each in turn that of the other.
        signals.append(Signals(told + noise, 0.6 * told - 2 * other, noise + other, heard=False, calm=False))
        urgent.append(told > 0)
    weights = fit_weights(signals, np.array(urgent))
    assert weights.of["classifier"] == 0
    assert min(weights.of["reader_whole"], weights.of["reader_worst"]) > 0.1
    without = fit_weights([each._replace(classifier=0.0) for each in signals], np.array(urgent))
    assert weights.of == pytest.approx(without.of)
    assert weights.bias == pytest.approx(without.bias)


class Compass:
    """Encodes a text as the direction that its first word says, so many degrees."""

    def encode_all(self, texts: Sequence[str]) -> NDArray[np.float32]:
        degrees = np.radians([float(text.split()[0]) for text in texts])
        return np.stack([np.cos(degrees), np.sin(degrees)], axis=1).astype(np.float32)


def test_a_part_is_judged_as_the_nearest_of_a_files_examples_where_that_is_near() -> None:
    extension = SafetyExtension(examples={"burn": ("0 hot",), "gas": ("90 smell",)}, harmless=("180 fine",))
    compass = Compass()
    likeness = Likeness(extension, cast("VectorCache", compass))
    parts = ["36 near burn", "37.5 near none", "60 near gas", "170 near fine", "-36 near burn"]
    assert likeness.judge(parts, compass.encode_all) == ["burn", None, "gas", HARMLESS, "burn"]
    assert likeness.judge(["just"], lambda _: np.array([[0.8, 0.6]], np.float32)) == ["burn"], "0.8 is near"


def test_a_file_without_examples_is_compared_with_nothing() -> None:
    def never(_: object) -> NDArray[np.float32]:
        raise AssertionError("nothing is encoded")

    class Nothing:
        def encode_all(self, _: object) -> NDArray[np.float32]:
            return np.zeros((0, 2), np.float32)

    likeness = Likeness(SafetyExtension(), cast("VectorCache", Nothing()))
    assert likeness.judge(["a", "b"], never) == [None, None]
