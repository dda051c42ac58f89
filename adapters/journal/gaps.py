"""What the FAQ lacks: unanswered and disliked questions, those that are alike together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from adapters.journal.reducing import LEFT_OUT
from botcore.text import SMALL
from botcore.trace import Because

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    _Line = dict[str, Any]

_ALIKE = 0.5
"""The least cosine of two questions' sentence vectors for them to be about one thing.

Of the shipped file's wordings two of the same entry or topic reach 0.39 in half of their pairs, 0.56 in a quarter;
two of different ones reach 0.49 in one pair of twenty.
"""

_TOGETHER = 0.4
"""The least mean cosine of all its pairs for a group to be about one thing: what is near to one need not be near
to the next. Six subjects of ten questions each, planted among five hundred others, reach 0.61 to 0.92, one of four
questions without a word in common 0.41, and what fell together by chance 0.38 to 0.67.
"""

_FAR_TIMES = 2
"""How many times as many people it takes where most questions were far from all that the file is about: of those
five hundred that is said of 407, of the sixty of 2.
"""

_NEAR = 0.05
"""The least score that one question of a gap had for an entry to be near. Of six subjects the two that an entry
answers had 0.08 and 0.25 at best, the four that none does up to 0.02.
"""

PEOPLE = 3
"""From fewer people a wording is not shown: it may tell who they are, and strangers must not train the bot."""

_SHOWN = 3
"""Wordings of a gap that are shown, the most central first."""

MOST = 2_000
"""Wordings that are compared, each with each: seven seconds of one processor. Of more, those that most people
asked, and of these the newest."""

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


def find_gaps(
    lines: Iterable[_Line],
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
    asked: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        if _says_something(line["words"]):
            asked[_plain(line["words"])].append(line)
    texts = [text for text in _most_asked(asked) if not is_heard(text)]
    if not texts:
        return []
    vectors = encode(texts)
    counts = np.array([len(asked[text]) for text in texts])
    groups = _groups(vectors, counts)
    gaps = [
        _gap([asked[texts[at]] for at in group], vectors[group], counts[group])
        for group in groups
        if counts[group].sum() >= people and _together(vectors[group], counts[group]) >= _TOGETHER
    ]
    found = [gap for gap in gaps if gap.people >= people * (_FAR_TIMES if gap.is_far else 1)]
    return sorted(found, key=lambda gap: (-gap.people, -gap.count))


def _most_asked(asked: Mapping[str, Sequence[_Line]]) -> list[str]:
    """Return up to `MOST` texts, those that were asked most first."""

    def often(text: str) -> int:
        return -_weight(asked[text])

    newest_first = list(asked)[::-1]
    kept = frozenset(sorted(newest_first, key=often)[:MOST])
    return sorted((text for text in asked if text in kept), key=often)


def _weight(lines: Sequence[_Line]) -> int:
    """Return how much a wording counts where not all can be looked at: `_FAR_TIMES` less where it was far off."""
    return sum(1 if line.get("because") == Because.FAR else _FAR_TIMES for line in lines)


def _says_something(words: str) -> bool:
    """Tell whether enough of what is telling was kept: of "what is a ▢" nobody learns what was asked."""
    return len(_telling(words)) > words.split().count(LEFT_OUT)


def _together(vectors: NDArray[np.float32], counts: NDArray[np.int64]) -> float:
    """Return the mean cosine of all pairs of questions, those in the same words included."""
    total, whole = int(counts.sum()), counts @ vectors
    return float((whole @ whole - total) / (total * total - total))


def _plain(words: str) -> str:
    return " ".join(word for word in words.split() if word != LEFT_OUT)


def _groups(vectors: NDArray[np.float32], counts: NDArray[np.int64]) -> list[list[int]]:
    """Return which belong together: from the one with the most neighbours on, each with what is near and free."""
    near = vectors @ vectors.T >= _ALIKE
    free, groups = np.ones(len(vectors), dtype=bool), []
    for at in np.argsort(-(near @ counts), kind="stable"):
        if free[at]:
            members = np.flatnonzero(near[at] & free)
            free[members] = False
            groups.append([int(member) for member in members])
    return groups


def _gap(asked: Sequence[list[_Line]], vectors: NDArray[np.float32], counts: NDArray[np.int64]) -> Gap:
    """Return what a group of wordings says together; each comes with the lines that hold it."""
    central = np.argsort(-(vectors @ (counts @ vectors)), kind="stable")
    lines = [line for at in central for line in asked[at]]
    wordings = dict.fromkeys(line["words"] for line in lines)
    whole = [each for each in wordings if LEFT_OUT not in each]
    return Gap(
        count=len(lines),
        people=len({line["person"] for line in lines}),
        wordings=tuple((whole or list(wordings))[:_SHOWN]),
        entry=_nearest(lines),
        disliked=sum(line["helpful"] is False for line in lines),
        topic=_most(line.get("topic", "") for line in lines),
        is_far=sum(line.get("because") == Because.FAR for line in lines) * 2 > len(lines),
        shared=tuple(_shared(whole, lines)),
    )


def _nearest(lines: Sequence[_Line]) -> str:
    """Return the id of the entry that was nearest most often, if it was ever near, or shown and did not help."""
    entry = _most(line["entry"] for line in lines)
    own = [line for line in lines if line["entry"] == entry]
    return entry if any(line["helpful"] is False or line["score"] >= _NEAR for line in own) else ""


def _most(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]


def _shared(wordings: Iterable[str], lines: Sequence[_Line]) -> Iterable[str]:
    """Yield wordings that enough people stand behind, one for each set of telling words."""
    said = [(line["person"], _telling(line["words"])) for line in lines]
    whose: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for word in line["words"].split():
            whose[_one(word)].add(line["person"])
    seen: set[frozenset[str]] = set()
    for wording in wordings:
        telling = _telling(wording)
        if telling and telling not in seen and all(len(whose[_one(word)]) >= PEOPLE for word in wording.split()):
            seen.add(telling)
            if len({person for person, words in said if telling <= words}) >= PEOPLE:
                yield wording


def _telling(words: str) -> frozenset[str]:
    """Return the words that say what is meant."""
    return frozenset(_one(word) for word in words.split() if word not in _SMALL and word != LEFT_OUT)


def _one(word: str) -> str:
    """Return what singular and plural share."""
    return word.rstrip("s")
