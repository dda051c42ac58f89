"""What a meter shows, when it is out of range: "sats 84", "sugar of 1.8", "BP 230 over 120"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from botcore.safety.phrasebook import Label, Span
from botcore.safety.tokens import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from botcore.safety.tokens import Token

_MAX_BETWEEN = 5
"""The most words between the name of what is measured and its number: "my sugar has just gone down to 2"."""


class _Measure(NamedTuple):
    """Something that is measured.

    Attributes:
        category: The red flag that a number out of range is.
        names: What it is called, by its last word.
        ranges: The numbers that are urgent, ends included, in every unit people use.
        units: What stands behind the number and names it by itself.
        qualified: What must stand before the name, for it to be this one; empty: nothing.
    """

    category: str
    names: frozenset[str]
    ranges: tuple[tuple[float, float], ...]
    units: frozenset[str] = frozenset()
    qualified: frozenset[str] = frozenset()


_MEASURES = (
    # Under 4 mmol/l is a hypo, under 54 mg/dl a serious one; over 20 mmol/l or 300 mg/dl needs help the same day.
    _Measure(
        "diabetic",
        frozenset({"sugar", "sugars", "glucose", "bm", "bms", "bgl", "cbg"}),
        ((0.5, 3.5), (20, 54), (300, 999)),
        frozenset({"mmol", "mmols"}),
    ),
    # Over 3 mmol/l is a ketoacidosis until shown otherwise (NHS); blood that takes five times as long to clot may
    # bleed by itself (British guidelines on warfarin: over 5, and at once over 8).
    _Measure("diabetic", frozenset({"ketone", "ketones"}), ((3, 15),)),
    _Measure("bleeding", frozenset({"inr"}), ((5, 30),)),
    # Below 92 of a hundred is the line of the NHS leaflet on pulse oximeters.
    _Measure(
        "breathing",
        frozenset({"oxygen", "sats", "sat", "spo2", "saturation", "saturations", "o2", "oximeter", "ox"}),
        ((40, 91),),
    ),
    # At rest; sport is calm by its own words.
    _Measure(
        "heart",
        frozenset({"pulse", "heartbeat", "heartrate", "hr", "bpm", "heart"}),
        ((15, 39), (130, 260)),
        frozenset({"bpm", "beats"}),
    ),
    # 180 over 120 is a hypertensive crisis (American Heart Association); under 85 systolic is shock.
    _Measure("heart", frozenset({"bp"}), ((180, 300), (40, 85))),
    _Measure(
        "heart", frozenset({"pressure"}), ((180, 300), (40, 85)), qualified=frozenset({"blood", "high", "low"})
    ),
)
_BETWEEN = frozenset({
    "of", "is", "are", "was", "at", "to", "down", "up", "reads", "read", "reading", "readings", "level",
    "levels", "says", "saying", "shows", "showing", "now", "only", "over", "under", "below", "above",
    "dropped", "drops", "has", "have", "gone", "hit", "went", "rate", "on", "the", "meter", "monitor", "in",
    "about", "around", "nearly", "measured", "low", "high", "stuck", "still", "his", "her", "my", "blood",
    "saturation", "glucose", "sugar", "oxygen", "fallen", "falling", "dropping", "rising", "running", "just",
    "been", "keeps", "got", "getting", "steady", "it", "as", "beating", "going",
})  # fmt: skip
_FIRST = frozenset({"blood", "oxygen", "resting", "high", "low", "o2", "spo2", "pulse"})
_BEHIND = frozenset({"on", "air", "room", "oxygen", "and", "dropping", "falling", "still"})
"""What goes on telling of the same reading: "80% on room air", "78 and dropping"."""

_JOINS = frozenset({"on", "and", "still"})
_OTHER_UNITS = frozenset({
    "years", "year", "minutes", "minute", "mins", "min", "hours", "hour", "hrs", "days", "day", "weeks",
    "week", "months", "month", "mg", "ml", "kg", "km", "pounds", "euros", "dollars", "people", "am", "pm",
    "times", "units", "grams", "g", "cubes", "spoons", "teaspoons", "yards", "litres", "l", "psi", "bar",
})  # fmt: skip


def readings(tokens: Sequence[Token]) -> Iterator[Span[Label]]:
    """Yield what is measured and out of range, the name and the number, in order."""
    for index, token in enumerate(tokens):
        value = _value(token.word)
        following = tokens[index + 1].word if index + 1 < len(tokens) else ""
        # "My sugar is down to 30 g a day": a number with another unit measures something else.
        if value is None or following in _OTHER_UNITS:
            continue
        for measure in _MEASURES:
            start = _named(tokens, index, measure)
            if start is None and following in measure.units:
                start = index
            # The first measure that is named decides: one number is not two readings.
            if start is not None and any(least <= value <= most for least, most in measure.ranges):
                end = index + 1
                while end < len(tokens) and tokens[end].word in _BEHIND:
                    end += 1
                # "Sats of 80 and a fever": what joins the next thing is no part of this one.
                end -= end > index + 1 and tokens[end - 1].word in _JOINS
                yield Span(start, end, Label(measure.category, had=True))
                break


def _named(tokens: Sequence[Token], index: int, measure: _Measure) -> int | None:
    """Return where the name of what is measured stands before a number; None when it is not named."""
    for before in range(index - 1, max(-1, index - 2 - _MAX_BETWEEN), -1):
        word = tokens[before].word
        if word in measure.names:
            first = tokens[before - 1].word if before else ""
            # The pressure of a tyre is no blood pressure; "bp" needs no such word.
            if measure.qualified and first not in measure.qualified:
                return None
            return before - (first in _FIRST)
        # "SpO2: 79", "her sats, 79", and "sat's" of who puts an apostrophe before every s.
        if word not in _BETWEEN and word not in {BREAK, "'s"}:
            return None
    return None


def _value(word: str) -> float | None:
    try:
        return float(word.replace(",", ".")) if word[0].isdecimal() else None
    except ValueError:
        return None
