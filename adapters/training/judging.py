"""Judging a reader by what it has not read: two writers' lines kept whole, and a part of the shipped examples."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from adapters.training.examples import FILE, SHIPPED
from botcore.safety.training import KEPT_OUT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from adapters.training.examples import Example

_PARTS, _PART = 10, 1
"""The shipped examples are cut in so many parts; this one is kept out as well."""

_CURVE = (0.02, 0.04, 0.1, 0.2)
"""Shares of look-alikes at which it is told how many red flags are heard."""


class Judged(NamedTuple):
    """An example and what a reader that had not read it says.

    Attributes:
        example: What it is.
        urgent: The logit of urgent, of the whole: what makes a look-alike calm often stands in another sentence
            than what alarms, and the verdict weighs the whole.
    """

    example: Example
    urgent: float


def part_out(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Return what to train on and what to judge with."""
    kept: tuple[list[Example], list[Example]] = ([], [])
    for each in examples:
        # By a hash of the text, not by chance: an edit of one example moves no other to the other side.
        part = each.writer in {SHIPPED, FILE} and zlib.crc32(each.text.encode()) % _PARTS == _PART
        kept[part or each.writer in KEPT_OUT].append(each)
    return kept


def judge(read: Callable[[Sequence[str]], NDArray[np.float64]], examples: Sequence[Example]) -> list[Judged]:
    """Return what a reader says of examples.

    Args:
        read: Returns the logits of urgent and of advice of texts, shape (n, 2).
        examples: Any.
    """
    logits = read([each.text for each in examples])[:, 0]
    return [Judged(each, float(logit)) for each, logit in zip(examples, logits, strict=True)]


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return how many red flags are heard where a share of look-alikes alarms."""
    groups = {"kept-out writers": [each for each in judged if each.example.writer in KEPT_OUT]}
    for register in _registers(judged):
        groups[register] = [each for each in judged if each.example.register == register]
    shares = {}
    for name, group in groups.items():
        alike = [each.urgent for each in group if each.example.look_alike]
        heard = [each.urgent for each in group if each.example.urgent]
        if alike and heard:
            for alarms in _CURVE:
                share = np.mean(np.array(heard) >= np.quantile(alike, 1 - alarms))
                shares[f"{name}: heard where {alarms:.0%} alarm"] = round(float(share), 4)
    return shares


def _registers(judged: Sequence[Judged]) -> list[str]:
    return sorted({each.example.register for each in judged if each.example.writer in KEPT_OUT})
