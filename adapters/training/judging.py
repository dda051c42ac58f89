"""Judging a reader by what it has not read: a writer's lines kept whole, and a part of the shipped examples."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from adapters.training.examples import FILE, SHIPPED, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from adapters.training.examples import Example

PARTS = 10
"""In how many parts the shipped examples are cut; with each writer kept out goes one part."""

ALARMS = 0.04
"""The share of look-alikes that may be called urgent: of writers the reader has not read."""

CURVE = (0.02, 0.04, 0.1, 0.2)
"""Shares of look-alikes at which it is told how many red flags are heard."""

DECLINED = 0.02
"""The share of ordinary questions that may be taken for a request for personal advice."""


class Judged(NamedTuple):
    """An example and what a reader that had not read it says.

    Attributes:
        example: What it is.
        urgent: The probability of urgent of its worst part.
        advice: The probability of advice of the whole.
    """

    example: Example
    urgent: float
    advice: float


def part_out(examples: Sequence[Example], writer: str, number: int) -> tuple[list[Example], list[Example]]:
    """Return what to train on and what to judge with: a writer's lines and a part of the shipped examples.

    Args:
        examples: All.
        writer: Whose lines to keep out.
        number: Which of `PARTS` of the rest.
    """
    kept: tuple[list[Example], list[Example]] = ([], [])
    for each in examples:
        part = zlib.crc32(each.text.encode()) % PARTS == number and each.writer in {SHIPPED, FILE}
        kept[part or each.writer == writer].append(each)
    return kept


def judge(read: Callable[[Sequence[str]], NDArray[np.float64]], examples: Sequence[Example]) -> list[Judged]:
    """Return what a reader says of examples, as the running bot asks it: whole, then sentence by sentence.

    Args:
        read: Returns the probabilities of urgent and of advice of texts, shape (n, 2).
        examples: Any.
    """
    wholes = read([each.text for each in examples])
    sentences = [(row, part) for row, each in enumerate(examples) for part in parts(each.text)]
    worst = wholes[:, 0].copy()
    if sentences:
        np.maximum.at(worst, [row for row, _ in sentences], read([part for _, part in sentences])[:, 0])
    return [Judged(each, float(worst[row]), float(wholes[row, 1])) for row, each in enumerate(examples)]


def thresholds(judged: Sequence[Judged]) -> tuple[float, float]:
    """Return the least probabilities of urgent and of advice that stay within `ALARMS` and `DECLINED`."""
    alike = [each.urgent for each in judged if each.example.look_alike]
    ordinary = [each.advice for each in judged if each.example.advice is False and not each.example.look_alike]
    return float(np.quantile(alike, 1 - ALARMS)), float(np.quantile(ordinary, 1 - DECLINED))


def figures(judged: Sequence[Judged], urgent: float, advice: float) -> dict[str, float]:
    """Return shares by name: at the thresholds, along the curve, then of each register at the thresholds."""
    shares = {
        "red flags heard": _share(judged, urgent, lambda each: each.urgent),
        "look-alikes called urgent": _share(judged, urgent, lambda each: each.look_alike),
        "ordinary called urgent": _share(judged, urgent, lambda each: not each.urgent and not each.look_alike),
        "advice declined": _advised(judged, advice, asked=True),
        "ordinary declined": _advised(judged, advice, asked=False),
    }
    alike = [each.urgent for each in judged if each.example.look_alike]
    for alarms in CURVE:
        least = float(np.quantile(alike, 1 - alarms))
        shares[f"red flags heard where {alarms:.0%} alarm"] = _share(judged, least, lambda each: each.urgent)
    for register in sorted({each.example.register for each in judged}):
        own = [each for each in judged if each.example.register == register]
        shares[f"{register}: heard"] = _share(own, urgent, lambda each: each.urgent)
        shares[f"{register}: look-alikes called urgent"] = _share(own, urgent, lambda each: each.look_alike)
    return {name: round(share, 4) for name, share in shares.items() if not np.isnan(share)}


def _share(judged: Sequence[Judged], urgent: float, counts: Callable[[Example], bool]) -> float:
    called = [each.urgent >= urgent for each in judged if counts(each.example)]
    return float(np.mean(called)) if called else float("nan")


def _advised(judged: Sequence[Judged], advice: float, *, asked: bool) -> float:
    called = [
        each.advice >= advice
        for each in judged
        if each.example.advice is asked and not each.example.urgent and not each.example.look_alike
    ]
    return float(np.mean(called)) if called else float("nan")
