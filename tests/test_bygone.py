"""A phrase may only say when something was, or what it proved to be; what goes on beside it is heard."""

from __future__ import annotations

import itertools

import pytest

from botcore.safety.plain_speech import PlainSpeech
from botcore.safety.table import read_frames, read_table
from botcore.text import normalise

SPEECH = PlainSpeech(read_table(), read_frames())
WHO = ["The barista", "Our plumber", "My aunt", "A neighbour"]
WHAT = ["stroke", "seizure", "heart attack", "collapse", "overdose"]


def hears(text: str) -> bool:
    return bool(SPEECH.hear(normalise(text)))


@pytest.mark.parametrize(("who", "what"), list(itertools.product(WHO, WHAT)))
def test_what_only_says_since_when_is_no_report(who: str, what: str) -> None:
    assert not hears(f"{who} is back after her {what}.")
    assert not hears(f"{who} has been off since the {what}.")
    assert not hears(f"Since his {what} {who.lower()} works mornings.")


@pytest.mark.parametrize(
    "text",
    [
        "Her faint on Friday was on the stairs.", "The caretaker's collapse in May is why we have one.",
        "The cook's heart attack was in January.", "The stroke turned out to be a migraine.",
        "Her seizure proved harmless and we are home now.", "My grocer's brother died of sepsis.",
        "One in ten patients faints.", "Cardiac arrest, survived, on the telly at eight.",
        "My mouth is on fire from the madras.",
    ],
)  # fmt: skip
def test_what_is_told_of_as_over_is_no_report(text: str) -> None:
    assert not hears(text)


@pytest.mark.parametrize(
    "text",
    [
        "Back after his seizure and having another seizure", "Since his stroke this morning he cannot speak.",
        "The chest pain on Friday is back now.", "Since the fall on Friday I cannot feel my legs.",
        "My husband is dying from an overdose.",
        "The heart attack turned out to be nothing, but today she can't breathe.",
        "My husband died in March and I am going to join him.",
    ],
)  # fmt: skip
def test_what_goes_on_is_heard_beside_it(text: str) -> None:
    assert hears(text)


def test_a_machine_that_does_what_a_body_does_is_another_subject() -> None:
    assert not hears("The drone crashed, one arm broken, still twitching.")
    assert not hears("The choke on the tractor is stuck.")
    # Somebody hurt by one is not.
    assert hears("chopped two toes off with the mower")
    assert hears("the server crashed and my colleague collapsed")
    # One who waits at table is no machine.
    assert hears("server collapsed, not breathing, table four")


@pytest.mark.parametrize(
    "text",
    [
        "BBC: man collapses at a station", "Study: one in six strokes happens in the morning",
        "In the paper: teacher chokes on a grape", "Reuters: pilot has seizure in the air",
    ],
)  # fmt: skip
def test_news_reports_nothing(text: str) -> None:
    assert not hears(text)
    assert SPEECH.is_plainly_calm(normalise(text))


def test_news_of_one_s_own_is_heard() -> None:
    assert not SPEECH.is_plainly_calm("study: my brother has collapsed in there")
    assert hears("Breaking news: my brother has collapsed")


def test_no_drill_is_none() -> None:
    assert hears("This is not a drill, the cashier is not breathing.")
    assert not hears("This is a drill, the cashier is not breathing.")
