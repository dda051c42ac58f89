"""What the FAQ lacks: unanswered and disliked questions, those that are alike together."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from adapters.journal.grouping import groups_of
from adapters.journal.reducing import LEFT_OUT
from botcore.text import SMALL, without_chatter
from botcore.trace import Because

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from botcore.trace import Thresholds

    _Line = dict[str, Any]

_FAR_TIMES = 2
"""How many times as many people it takes where most questions were far from all that the file is about: of those
five hundred that is said of 407, of the sixty of 2.
"""

_NEAR = 1 / 3
"""The share of what an answer takes that one question of a gap scored for its entry to be near. Of six subjects
the two that an entry answers had 0.37 and 0.38 of it at best, the four that none does up to 0.27; "is there a
toilet on site", asked of an allotment's file, had 0.24. The clarify threshold, 0.05 in most files, would let
that one and one of the four pass.
"""

PEOPLE = 3
"""From fewer people a wording is not shown: it may tell who they are, and strangers must not train the bot."""

_SHOWN = 3
"""Wordings of a gap that are shown, the most central first."""

MOST = 1_000
"""Ways of asking that are compared, each with each: to encode them is five seconds of a processor, nearly half of
what all of `gaps` takes. Of a month of 21,000 questions with words, in 12,000 wordings, they hold 12,000: those
asked most and newest."""

_SMALL = SMALL - {"no", "not"}


@dataclass(frozen=True)
class Gap:
    """Questions about one thing.

    Attributes:
        count: How many there were.
        people: From how many people.
        wordings: In reduced words, the most central first.
        entry: The id of the entry that was nearest most often; empty where it was near to none of them.
        disliked: How many of them had an answer that did not help.
        topic: The id of the topic that was named for most of them; empty where none was.
        is_far: Whether most of them were far from all that the file is about.
        shared: Wordings that may be learned, the most central first: each word of them, however small, was used
            by `PEOPLE` people and more, and those that are telling together in one question.
    """

    count: int
    people: int
    wordings: tuple[str, ...]
    entry: str
    disliked: int
    topic: str = ""
    is_far: bool = False
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Way:
    """What was asked in the same telling words, whatever stood around them.

    Attributes:
        wordings: Without greetings and politeness: those without a word left out first, of these the commonest.
        lines: Of the journal.
    """

    wordings: Sequence[str]
    lines: Sequence[_Line]

    @property
    def text(self) -> str:
        """What is kept of the first wording."""
        return " ".join(word for word in self.wordings[0].split() if word != LEFT_OUT)


def ways_of_asking(lines: Iterable[_Line]) -> list[Way]:
    """Return the ways in which people asked, what was asked most first, of these the newest.

    Args:
        lines: Of the journal, the oldest first.
    """
    alike: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        alike[line["words"]].append(line)
    ways: dict[frozenset[str], dict[str, list[_Line]]] = defaultdict(lambda: defaultdict(list))
    for words, asked in alike.items():
        wording = without_chatter(words)
        telling = _telling(wording)
        # Of "what is a ▢" nobody learns what was asked.
        if len(telling) > wording.split().count(LEFT_OUT):
            ways[telling][wording] += asked
    newest_first = [_way(wordings) for wordings in ways.values()][::-1]
    return sorted(newest_first, key=_weight, reverse=True)


def near_from(thresholds: Thresholds) -> float:
    """Return the least score at which an entry is near what was asked in vain: a third of what an answer takes."""
    return _NEAR * thresholds.answer


def find_gaps(
    ways: Sequence[Way],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    is_heard: Callable[[str], bool],
    near: float,
    *,
    people: int = PEOPLE,
) -> list[Gap]:
    """Return the gaps, those of the most people first.

    Args:
        ways: Of asking; the first `MOST` are looked at.
        encode: Turns texts into vectors of length 1, one row each.
        is_heard: Tells whether the safety rules hear a red flag in a wording; none of those is ever shown.
        near: The least score that one question had for its entry to be near, such as `near_from`.
        people: From how many at least.
    """
    # One wording stands in a way of asking and again among those that are shared.
    looked_at, hears = ways[:MOST], functools.cache(is_heard)
    # The model computes outside Python's lock: the rules are asked meanwhile.
    with ThreadPoolExecutor(1) as beside:
        encoded = beside.submit(encode, [way.text for way in looked_at])
        calm = [at for at, way in enumerate(looked_at) if not hears(way.text)]
    if not calm:
        return []
    heeded, vectors = [looked_at[at] for at in calm], encoded.result()[calm]
    counts = np.array([len(way.lines) for way in heeded])
    groups = groups_of(vectors, counts)
    several = [group for group in groups if counts[group].sum() >= people]
    gaps = [_gap([heeded[at] for at in group], vectors[group], counts[group], hears, near) for group in several]
    found = [gap for gap in gaps if gap.people >= people * (_FAR_TIMES if gap.is_far else 1)]
    return sorted(found, key=lambda gap: (-gap.people, -gap.count))


def _way(wordings: Mapping[str, list[_Line]]) -> Way:
    ordered = sorted(wordings, key=lambda each: (LEFT_OUT in each, -len(wordings[each])))
    return Way(ordered, [line for asked in wordings.values() for line in asked])


def _weight(way: Way) -> int:
    """Return how much a way counts where not all can be looked at: `_FAR_TIMES` less where it was far off."""
    return sum(1 if line.get("because") == Because.FAR else _FAR_TIMES for line in way.lines)


def _gap(
    ways: Sequence[Way],
    vectors: NDArray[np.float32],
    counts: NDArray[np.int64],
    is_heard: Callable[[str], bool],
    near: float,
) -> Gap:
    """Return what a group says together."""
    central = [ways[at] for at in np.argsort(-(vectors @ (counts @ vectors)), kind="stable")]
    lines = [line for way in central for line in way.lines]
    firsts = [way.wordings[0] for way in central]
    whole = [wording for way in central for wording in way.wordings if LEFT_OUT not in wording]
    return Gap(
        count=len(lines),
        people=len({line["person"] for line in lines}),
        wordings=tuple(([each for each in firsts if LEFT_OUT not in each] or firsts)[:_SHOWN]),
        entry=_nearest(lines, near),
        disliked=sum(line["helpful"] is False for line in lines),
        topic=_most(line.get("topic", "") for line in lines),
        is_far=sum(line.get("because") == Because.FAR for line in lines) * 2 > len(lines),
        shared=tuple(each for each in _shared(whole, lines) if not is_heard(each)),
    )


def _nearest(lines: Sequence[_Line], near: float) -> str:
    """Return the id of the entry that was nearest most often, if it was ever near, or shown and did not help."""
    entry = _most(line["entry"] for line in lines)
    own = [line for line in lines if line["entry"] == entry]
    return entry if any(line["helpful"] is False or line["score"] >= near for line in own) else ""


def _most(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]


def _shared(wordings: Iterable[str], lines: Sequence[_Line]) -> Iterable[str]:
    """Yield wordings that enough people stand behind; none that says no more than another with words added."""
    said = [(line["person"], _telling(line["words"])) for line in lines]
    whose: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for word in line["words"].split():
            whose[_one(word)].add(line["person"])
    seen: list[frozenset[str]] = []
    for wording in wordings:
        telling = _telling(wording)
        if any(each <= telling for each in seen) or any(
            len(whose[_one(word)]) < PEOPLE for word in wording.split()
        ):
            continue
        seen.append(telling)
        if len({person for person, words in said if telling <= words}) >= PEOPLE:
            yield wording


def _telling(words: str) -> frozenset[str]:
    """Return the words that say what is meant."""
    return frozenset(_one(word) for word in words.split() if word not in _SMALL and word != LEFT_OUT)


def _one(word: str) -> str:
    """Return what singular and plural share."""
    return word.rstrip("s")
