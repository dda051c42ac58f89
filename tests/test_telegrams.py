"""An emergency may be told in pieces, with no verb: who, what happened, what is seen."""

from __future__ import annotations

import itertools

import pytest

from botcore.safety.plain_speech import PlainSpeech
from botcore.safety.table import read_frames, read_table
from botcore.safety.telegrams import is_telegram, joined, pieces
from botcore.safety.tokens import tokenise
from botcore.text import normalise

SPEECH = PlainSpeech(read_table(), read_frames())


def is_bare(text: str) -> bool:
    return any(each.is_bare for each in SPEECH.hear(normalise(text)))


WHO = ["87yo", "58f", "baby", "our lodger", "diabetic", "34 wks pregnant", "asthma", "nut allergy"]
SEEN = ["not breathing", "blue lips", "throat closing", "3rd seizure, not stopping", "chest pain, grey"]


@pytest.mark.parametrize(("who", "seen"), list(itertools.product(WHO, SEEN)))
def test_pieces_in_either_order_are_one_report(who: str, seen: str) -> None:
    assert is_bare(f"{who}, {seen}")
    assert is_bare(f"{seen}, {who}")


@pytest.mark.parametrize(
    "text",
    [
        "fall, on apixaban, drowsy", "banged head, warfarin, vomiting", "fit, 7 min, still going",
        "od, methadone, blue", "knock to the head, out cold", "newborn, floppy, not feeding",
        "man fall, no breathing", "he no breathe",
        "my wife no wake up",
    ],
)  # fmt: skip
def test_what_only_the_pieces_together_tell_is_heard(text: str) -> None:
    assert is_bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "side effects: dizziness, chest pain, fever", "red flags: fever, numbness, chest pain",
        "topics: choking, burns, stroke", "heart attack 2008, on aspirin",
        "2011, stroke, warfarin", "old stroke, on aspirin", "seizure, none since", "no rash, no fever, knee sore",
        "chest pain no, arm pain no", "Fever: none. Fainting: no.",
        "nil seizures, nil falls", "knocked me out cold, the swine", "the airline card lists swollen calf, stroke",
        "he not breathe heavy", "asthma, hay fever, bad knee", "he no wake up early",
        "fall last winter, on warfarin, healed",
    ],
)  # fmt: skip
def test_a_list_a_denial_and_what_is_over_report_nothing(text: str) -> None:
    assert not is_bare(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("croup, blue lips", True),
        ("hives, won't wake", True),
        ("blue lips", False),
        ("croup, she is blue", False),
        ("what, blue lips", False),
        ("blue lips, croup or stridor", False),
        ("signs: croup, blue lips", False),
    ],
)
def test_a_telegram_has_pieces_and_nobody_who_does_anything(text: str, *, expected: bool) -> None:
    assert is_telegram(tokenise(text)) is expected


def test_the_pieces_of_a_telegram_lie_between_its_commas() -> None:
    tokens = tokenise("croup, blue lips")
    assert [[tokens[at].word for at in piece] for piece in pieces(tokens)] == [["croup"], ["blue", "lips"]]
    assert [token.word for token in joined(tokens)] == ["croup", "and", "blue", "lips"]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("what if my throat is closing up right now", True),
        ("if my throat is closing up?", True),
        ("if she's not breathing now what do I do", True),
        ("what if he has just swallowed bleach", True),
        ("what do I do if my lips are swelling right now", True),
        ("what if my throat is closing up after the injection", False),
        ("what if I can't breathe now that my nose is blocked", False),
        ("if somebody is not breathing", False),
        ("what if he swallowed bleach", False),
    ],
)
def test_a_supposition_of_this_very_moment_is_none(text: str, *, heard: bool) -> None:
    assert bool(SPEECH.hear(normalise(text))) is heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("my lip was swollen yesterday, it's gone now", False),
        ("I had a swollen throat today but it's much better", False),
        ("he passed out, he's fine now", False),
        ("she can't breathe, her inhaler is gone now", True),
        ("his arm is numb and it's gone blue", True),
        ("I can't breathe but I'm fine", True),
    ],
)
def test_what_is_said_to_be_over_in_the_same_sentence_is_calm(text: str, *, heard: bool) -> None:
    assert bool(SPEECH.hear(normalise(text))) is heard


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("slightly swollen but getting better", True),
        ("knee a bit red but going down", True),
        ("my shoulder is a little bruised and improving", True),
        ("slightly swollen", False),
        ("my tongue is slightly swollen but getting better", False),
        ("slightly swollen but getting worse", False),
    ],
)
def test_what_is_slight_and_mends_is_plainly_calm(text: str, *, calm: bool) -> None:
    assert SPEECH.is_plainly_calm(normalise(text)) is calm
