"""What the FAQ lacks: unanswered and disliked questions, those that are alike together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from adapters.journal.reducing import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

ALIKE = 0.5
"""The least cosine of two questions' sentence vectors for them to be about one thing.

Of the shipped file's wordings two of the same entry or topic reach 0.39 in half of their pairs, 0.56 in a quarter;
two of different ones reach 0.49 in one pair of twenty.
"""

PEOPLE = 3
"""From fewer people a wording is not shown: it may tell who they are, and strangers must not train the bot."""

SHOWN = 3
"""Wordings of a gap that are shown, the most central first."""


@dataclass(frozen=True)
class Gap:
    """Questions about one thing.

    Attributes:
        count: How many there were.
        people: From how many people.
        wordings: In reduced words, the most central first.
        entry: The id of the entry that was nearest most often; empty where most had none.
        disliked: How many of them had an answer that did not help.
    """

    count: int
    people: int
    wordings: tuple[str, ...]
    entry: str
    disliked: int


def find_gaps(
    lines: Iterable[dict[str, Any]],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    is_heard: Callable[[str], bool],
    *,
    people: int = PEOPLE,
) -> list[Gap]:
    """Return the gaps, those of the most people first.

    Args:
        lines: Of the journal.
        encode: Turns texts into vectors of length 1, one row each.
        is_heard: Tells whether the safety rules hear a red flag in a wording; none of those is ever shown.
        people: From how many at least.
    """
    told = [line for line in lines if line["words"] and not is_heard(_plain(line["words"]))]
    if not told:
        return []
    vectors = encode([_plain(line["words"]) for line in told])
    gaps = (_gap([told[at] for at in group], vectors[group]) for group in _groups(vectors))
    return sorted((gap for gap in gaps if gap.people >= people), key=lambda gap: (-gap.people, -gap.count))


def draft(gap: Gap) -> str:
    """Return what an author may paste into the file and finish; it does not load before an answer is written."""
    wordings = [_plain(each) for each in gap.wordings]
    if gap.disliked * 2 > gap.count and gap.entry:
        return f"# {gap.disliked} people were not helped by {gap.entry}: look at its answer, or tell these apart\n"
    phrasings = "".join(f'\n      - "{each}"' for each in wordings[1:])
    phrasings = f"\n    phrasings:{phrasings}" if phrasings else ""
    return (
        f'  - id: ""\n    question: "{wordings[0].capitalize()}?"{phrasings}\n    answer: ""\n    source: {{}}\n'
    )


def _plain(words: str) -> str:
    return " ".join(word for word in words.split() if word != LEFT_OUT)


def _groups(vectors: NDArray[np.float32]) -> list[list[int]]:
    """Return which belong together: from the one with the most neighbours on, each with what is near and free."""
    near = vectors @ vectors.T >= ALIKE
    free, groups = np.ones(len(vectors), dtype=bool), []
    for at in np.argsort(-near.sum(axis=1), kind="stable"):
        if free[at]:
            members = np.flatnonzero(near[at] & free)
            free[members] = False
            groups.append([int(member) for member in members])
    return groups


def _gap(lines: list[dict[str, Any]], vectors: NDArray[np.float32]) -> Gap:
    central = np.argsort(-(vectors @ vectors.mean(axis=0)), kind="stable")
    wordings = dict.fromkeys(lines[at]["words"] for at in central)
    whole = [each for each in wordings if LEFT_OUT not in each] or list(wordings)
    nearest = Counter(line["entry"] for line in lines).most_common(1)[0][0]
    return Gap(
        count=len(lines),
        people=len({line["person"] for line in lines}),
        wordings=tuple(whole[:SHOWN]),
        entry=nearest,
        disliked=sum(line["helpful"] is False for line in lines),
    )
