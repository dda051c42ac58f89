"""Which words are at home in which entry, for telling whether a question goes on about what was answered.

"When does it kick in?" after an answer about dextrose is about dextrose: its wordings speak of kicking in. "And
for knees?" after one about the neck is not, near as the two are: the file speaks of knees elsewhere.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from botcore.text import SMALL, fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from botcore.faq import Faq

_MORE_ELSEWHERE = 12.0
"""How many times as large a share of a topic's wordings may say a word as of an entry's, and the word be at home
in the entry: one wording in 80 about dextrose and one in nine of the topic of other treatments say "kick in"; one
in 170 about the neck says "knees", two in three of the topic of knees do."""

_ABOUT = 0.15
"""The share of a topic's wordings from which on it is about a word that they say."""

_THE_SUBJECT = 0.8
"""The share of all entries and topics whose wordings say a word, from which on the whole file is about it: of the
shipped one nine in ten say "prolo", eight in ten "prolotherapy", and seven in ten "injection", which others are,
too."""

_LINKING = frozenset({
    "actually", "after", "again", "anybody", "anyone", "anything", "because", "before", "both", "different",
    "does", "doing", "done", "each", "earth", "else", "fine", "gets", "goes", "having", "here", "how's", "into",
    "isn't", "it's", "kind", "long", "make", "makes", "many", "more", "most", "much", "need", "one", "ones",
    "people", "right", "same", "somebody", "someone", "soon", "sort", "thanks", "that's", "thing", "things",
    "till", "until", "usual", "usually", "what's", "yeah", "yes",
})  # fmt: skip
"""Further words that say nothing of a subject."""


class AtHome:
    """Knows how often each entry and each topic of a file says a word."""

    def __init__(self, faq: Faq) -> None:
        self._rates = {name: _rates(wordings) for name, wordings in faq.wordings.items()}
        self._answers = {entry.id: frozenset(_telling(entry.answer)) for entry in faq.entries}
        topics = [rates for name, rates in self._rates.items() if name not in self._answers]
        said = Counter(itertools.chain.from_iterable(self._rates.values()))
        self._subject = {word for word, count in said.items() if count >= _THE_SUBJECT * len(self._rates)}
        self._elsewhere: dict[str, float] = {}
        for word, rate in itertools.chain.from_iterable(rates.items() for rates in topics):
            self._elsewhere[word] = max(rate, self._elsewhere.get(word, 0.0))

    def homes(self, text: str) -> list[str]:
        """Return the entries that speak of all a text names, no topic much more so; none for nothing named."""
        named = _telling(text)
        return [entry for entry in self._answers if named and all(self._is_at_home(word, entry) for word in named)]

    def stays_within(self, text: str) -> bool:
        """Tell whether each thing a text names is at home in some entry."""
        named = _telling(text)
        return bool(named) and all(any(self._is_at_home(word, entry) for entry in self._answers) for word in named)

    def is_nowhere(self, text: str) -> bool:
        """Tell whether a text names nothing that any topic is about."""
        return all(self._elsewhere.get(word, 0.0) <= _ABOUT for word in _telling(text))

    def names_the_subject(self, text: str) -> bool:
        """Tell whether a text names what the whole file is about."""
        return not self._subject.isdisjoint(_telling(text))

    def _is_at_home(self, word: str, entry: str) -> bool:
        here = self._rates[entry].get(word, 0.0)
        is_said = here > 0 and self._elsewhere.get(word, 0.0) <= _MORE_ELSEWHERE * here
        return is_said or word in self._answers[entry]


def _rates(wordings: Iterable[str]) -> Mapping[str, float]:
    """Return each telling word and the share of the wordings that say it."""
    said = [frozenset(_telling(wording)) for wording in wordings]
    return {word: count / len(said) for word, count in Counter(word for each in said for word in each).items()}


def _telling(text: str) -> list[str]:
    """Return the telling words of a text, one and several of a thing made the same."""
    return [word.removesuffix("s") for word in words(fold(text)) if word not in SMALL and word not in _LINKING]
