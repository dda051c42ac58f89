"""People told of by a role or a trade have emergencies like anybody else."""

from __future__ import annotations

import pytest

from botcore.safety.plain_speech import PlainSpeech
from botcore.safety.roles import HERE, ROLE, Roles
from botcore.safety.table import read_frames, read_table
from botcore.safety.tokens import tokenise
from botcore.text import normalise

SPEECH = PlainSpeech(read_table(), read_frames())
ROLES = Roles(read_frames())


def is_bare(text: str) -> bool:
    return any(each.is_bare for each in SPEECH.hear(normalise(text)))


def told(text: str) -> str:
    words = [token.word for token in ROLES.told(tokenise(text), ())]
    return " ".join("ROLE" if word == ROLE.word else word for word in words)


@pytest.mark.parametrize(
    "report", ["{} can't breathe", "{} collapsed and is unconscious", "{} is having a seizure"]
)
@pytest.mark.parametrize(
    "somebody",
    [
        "the plumber", "our night porter", "a young cyclist", "one of our players", "two swimmers",
        "My mum's gardener", "receptionist", "a pensioner in the queue", "the man on platform 3",
        "some shopper at the till",
        "our window cleaner", "the lorry driver", "a guest in room 9", "the cook behind the counter",
    ],
)  # fmt: skip
def test_an_emergency_of_a_role_is_as_certain_as_of_a_friend(somebody: str, report: str) -> None:
    assert is_bare(report.format(somebody))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the night porter fell", f"the {HERE.word} ROLE fell"),
        ("three of the guards fell", "three of the ROLE fell"),
        ("one of our guests fell", "one of our ROLE fell"),
        ("guard, 58", "ROLE , 58"),
        ("there is a nun here", "there is a ROLE here"),
        # Whoever is only told of, or says what they are themselves, does nothing.
        ("i laughed at the plumber", "i laughed at the plumber"),
        ("the van of the plumber", "the van of the plumber"),
        ("i am a swimmer", "i am a swimmer"),
        ("no guest fell", "no guest fell"),
        ("they guard us", "they guard us"),
        # Words for people are read as they stand.
        ("our delivery driver fell", f"our {HERE.word} driver fell"),
    ],
)
def test_a_role_is_told_by_what_stands_before_it(text: str, expected: str) -> None:
    assert told(text).replace("driver", "ROLE") == expected.replace("driver", "ROLE")


@pytest.mark.parametrize("performer", ["actor", "singer", "referee", "keeper", "volunteer"])
def test_a_performer_is_somebody_where_it_is_told_of_now(performer: str) -> None:
    assert is_bare(f"the {performer} just collapsed")
    assert is_bare(f"our {performer} has collapsed")
    assert not is_bare(f"the {performer} collapsed in act two")
    assert told(f"the {performer} collapsed") == f"the {performer} collapsed"


@pytest.mark.parametrize(
    "text",
    [
        "the plumber collapsed last year", "if the plumber collapsed", "the plumber did not collapse",
        "the plumber in the film is unconscious", "I died at the referee", "the market has collapsed",
        "when I was a lad I had a seizure", "I could have strangled the man on reception",
    ],
)  # fmt: skip
def test_a_role_in_a_calm_frame_is_calm(text: str) -> None:
    assert not is_bare(text)


def test_a_lad_of_today_is_not_of_one_s_youth() -> None:
    assert is_bare("a lad collapsed")
