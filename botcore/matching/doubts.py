"""What in a message speaks against an entry that it resembles: another thing, the reverse, another aspect.

"Is cupping safe for neck pain" is as near to "is prolotherapy safe for neck pain" as any honest rewording. What
tells them apart is one word, so words are looked at: those the message has and no wording of the entry.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from botcore.matching.general_words import aspects_in, kind_of, opposites_of, root
from botcore.text import SMALL, folded_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_similarity = DamerauLevenshtein.normalized_similarity


class Doubt(StrEnum):
    """What speaks against an entry."""

    SWAPPED = "another thing"
    ADDED = "a thing more"
    OPPOSED = "the reverse"
    ASPECT = "another aspect"
    BESIDE = "something beside it"
    STRANGE = "something else"


DOUBTS = tuple(Doubt)

_TOLD = {
    Doubt.SWAPPED: "it names '{word}', where the entry speaks of '{beside}'",
    Doubt.ADDED: "it names '{word}' beside '{beside}'",
    Doubt.BESIDE: "it names '{word}', of which the entry says nothing",
    Doubt.STRANGE: "it names '{word}', of which the entry says nothing",
    Doubt.OPPOSED: "it asks for the reverse: '{word}'",
    Doubt.ASPECT: "it asks something else about it: '{word}'",
}
"""Doubt → how it is said."""

_SURE = frozenset({Doubt.SWAPPED, Doubt.OPPOSED, Doubt.ASPECT, Doubt.STRANGE})
_SURE_WEIGHT = 0.8
"""Of a short question these turn the sense, whatever else fits; 1 in 80 of the shipped file's wordings has one."""

_CARRIED = 0.015
"""The share of an entry's wordings that have a word for it to be the entry's own: of 126 one says "not knees"."""

_LEADING = 0.15
"""The share of its wordings that name a thing for the entry to be about it, where no others of its kind are named
as often together."""

_OPEN = 0.2
"""Things that an entry names in passing, for each of its wordings, where it may be asked about any: what stands on
a shopping list, the weather of towns."""

_SEEN = 20
"""Wordings of an entry that make it half known which things are named beside its subject."""

_HEARD = 0.5
"""What a doubt about a word counts that one or two of the wordings have."""

_SLIP = 0.8
"""The least similarity to a name of the entry's for a word to be that name, misspelt."""

_SUBJECT = 0.15
"""The share of its wordings that have a word for the entry to be about it."""

_REVERSED = 5
"""How many times as often as a word an entry says its opposite for the word to turn the question round."""

_MANY = 3
"""Wordings that say a word for its opposite to be looked at."""

_FEW = 6
"""Content words up to which a question is judged by each: in a long story a knee or an uncle says little. Of twice
as many, each counts a quarter."""


@dataclass(frozen=True)
class RaisedDoubt:
    """One doubt, with the word that raised it.

    Attributes:
        doubt: What speaks against the entry.
        word: The word of the message.
        beside: What the entry has in its place; empty where that is nothing.
        weight: In (0, 1]: less in a longer message, and of an entry that little is known of.
        clear: In (0, 1]: less in a longer message alone.
    """

    doubt: Doubt
    word: str
    beside: str = ""
    weight: float = 1.0
    clear: float = 1.0

    @property
    def told(self) -> str:
        """It in words, for people who ask why."""
        return _TOLD[self.doubt].format(word=self.word, beside=self.beside)

    @property
    def is_sure(self) -> bool:
        """Whether it is enough alone for the entry to be offered and not answered."""
        return self.doubt in _SURE and self.clear >= _SURE_WEIGHT


class MessageWords:
    """The words of a message, as they are compared with entries.

    Attributes:
        words: In order.
        roots: Of all of them.
        weight: What each counts, in (0, 1].
        named: Word → the kind of thing that it names.
        aspects: Aspect that is asked about → the words that ask; "" turns the question round.
        turned: Word → its opposites.
    """

    def __init__(self, text: str) -> None:
        """Take apart a text that is normalised, repaired and without chatter."""
        self.words = folded_words(text)
        self.roots = {root(word) for word in self.words}
        content = [word for word in self.words if word not in SMALL]
        self.weight = min(1.0, (_FEW / max(1, len(content))) ** 2)
        self.named = {word: kind for word in content if (kind := kind_of(word))}
        self.aspects = aspects_in(self.words)
        self.turned = {word: opposites for word in self.words if (opposites := opposites_of(word))}


class EntryWords:
    """The words of one entry's wordings, and how many have them.

    Attributes:
        total: How many wordings there are.
        roots: Root → how many of them have it.
        subjects: The words that it is about.
    """

    def __init__(self, wordings: Sequence[str], answer: str = "") -> None:
        """Count."""
        told = [folded_words(wording) for wording in wordings]
        self.total = len(told)
        self.roots = Counter(each for one in told for each in {root(word) for word in one})
        self._words = Counter(word for one in told for word in set(one))
        self._aspects = Counter(aspect for one in told for aspect in aspects_in(one))
        kinds: dict[str, Counter[str]] = {}
        for word, count in self._words.items():
            if kind := kind_of(word):
                kinds.setdefault(kind, Counter())[word] += count
        self._mine = {
            kind: word
            for kind, counts in kinds.items()
            for word, count in counts.most_common(1)
            if count >= max(2, _LEADING * self.total) and count >= counts.total() / 2
        }
        self._names = {word for counts in kinds.values() for word in counts}
        passing = {word for word in self._names if self._words[word] < max(2, _LEADING * self.total)}
        self._is_open = len(passing) >= _OPEN * self.total
        self._answer = {root(word) for word in folded_words(answer)}
        # Two at least: of few wordings, one alone would make its every word the entry's subject.
        least = max(2, _SUBJECT * self.total)
        self.subjects = {word for word, count in self._words.items() if count >= least and word not in SMALL}

    def doubts(self, told: MessageWords, file: FileWords, *, own: bool = False) -> list[RaisedDoubt]:
        """Return what in a message speaks against the entry.

        Args:
            told: The message.
            file: The words of all entries.
            own: Whether the message is one of the entry's wordings, to be judged as if it were not.
        """
        found = [*self._others(told, file, own=own), *self._turned(told, own=own)]
        found += [
            RaisedDoubt(Doubt.ASPECT if aspect else Doubt.OPPOSED, cue, weight=told.weight, clear=told.weight)
            for aspect, cue in told.aspects.items()
            if not self._is_carried(self._aspects[aspect], own=own)
        ]
        return found

    def _others(self, told: MessageWords, file: FileWords, *, own: bool) -> list[RaisedDoubt]:
        names_subject = any(each in file.subjects for each in told.roots)
        found: list[RaisedDoubt] = []
        for word, kind in told.named.items():
            if self.has(root(word), own=own) or root(word) in self._answer or self._is_slip(word, told, own=own):
                continue
            # `own` counts as one: a wording of the entry does not vouch for itself.
            weight = told.weight * (_HEARD if self.roots[root(word)] > own else 1.0)
            mine = self._mine.get(kind) or file.leading.get(kind, "")
            beside = names_subject or root(mine) in told.roots
            if mine:
                doubt = Doubt.ADDED if beside else Doubt.SWAPPED
                found.append(RaisedDoubt(doubt, word, mine, weight=weight, clear=weight))
            elif not self._is_open and root(word) not in file.used:
                known = self.total / (self.total + _SEEN)
                doubt = Doubt.BESIDE if beside else Doubt.STRANGE
                found.append(RaisedDoubt(doubt, word, weight=weight * known, clear=weight))
        return found

    def _is_slip(self, word: str, told: MessageWords, *, own: bool) -> bool:
        """Tell whether a word is a name of the entry's, misspelt."""
        names = [each for each in self._names if not (own and each in told.words and self._words[each] == 1)]
        return any(_similarity(word, each) >= _SLIP for each in names)

    def _turned(self, told: MessageWords, *, own: bool) -> list[RaisedDoubt]:
        for word, opposites in told.turned.items():
            mine = max(opposites, key=lambda each: (self._words[each], each))
            here, there = self._words[word] - own, self._words[mine]
            if there >= max(_MANY, _CARRIED * self.total, _REVERSED * here) and mine not in told.words:
                return [RaisedDoubt(Doubt.OPPOSED, word, mine, weight=told.weight, clear=told.weight)]
        return []

    def has(self, root: str, *, own: bool = False) -> bool:
        """Tell whether a root is one of the entry's own."""
        return self._is_carried(self.roots[root], own=own)

    def _is_carried(self, count: int, *, own: bool) -> bool:
        return count - own >= max(1, _CARRIED * (self.total - own))


@dataclass(frozen=True)
class FileWords:
    """The words of a file's entries together.

    Attributes:
        subjects: Roots of what the whole file is about: subjects of half of its entries and more.
        used: Roots of the words that are some entry's own.
        leading: Kind of thing → the word of that kind that the whole file is about.
    """

    subjects: frozenset[str]
    used: frozenset[str]
    leading: Mapping[str, str]

    @classmethod
    def of(cls, entries: Sequence[EntryWords]) -> FileWords:
        """Return those of some entries."""
        shared = Counter(word for entry in entries for word in entry.subjects)
        subjects = {word for word, count in shared.items() if count >= max(2, len(entries) / 2)}
        return cls(
            frozenset(map(root, subjects)),
            frozenset(each for entry in entries for each in entry.roots if entry.has(each)),
            {kind: word for word in sorted(subjects) if (kind := kind_of(word))},
        )
