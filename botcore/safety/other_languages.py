"""Hears, by rule, what people say of an emergency in other languages.

A phrase of a language counts wherever it stands in a sentence, with that language's small words between its words
and one slip of typing a word, unless a calm template stands in the same sentence. Looked for in every message,
whatever language it is taken for.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from botcore.languages import read_words
from botcore.safety.ear import DENIED, HARMLESS, Ear, is_mostly, may_tell
from botcore.safety.heard import CRY
from botcore.safety.tokens import BREAK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from botcore.languages import Language
    from botcore.safety.heard import Heard
    from botcore.safety.phrasebook import Span

_UNCALMED = frozenset({"self-harm", "overdose", "poisoned", CRY})
"""Held back by a denial alone: a question or a supposition about these is worth a needless notice."""

_MOST_BEHIND = 3
"""The most words of an afterthought, which a comma does not part from what it is said of."""

_LONG = 6
"""From so many letters on a misspelt word may stand for a phrase that is one word, as many a compound is."""

_YEAR = re.compile(r"(?:19|20)\d\d\D{0,3}")
"""Whoever names the year tells of what is over, in any language."""

_IRANIAN_YEAR = re.compile(r"(?:13[5-9]|140)\d\D{0,3}")
"""The same by Iran's calendar, where it is in other digits than ours: 1400 may be a number of anything."""


class OtherLanguages:
    """Hears emergencies in other languages.

    Args:
        languages: Reads them, for the first text that may name an emergency in one: it takes half a second. Of two
            that share a phrase the first is heard, before both the file's own.
        english: Words that English messages are made of.
        known: Words that are right as they stand, so no slip of another language's.
        own: What the file is written in, as `base_of` names it: heard, and answered in the file's own words.
    """

    def __init__(
        self,
        languages: Callable[[], Sequence[Language]],
        english: frozenset[str],
        known: frozenset[str] = frozenset(),
        *,
        own: str = "",
    ) -> None:
        self._languages = languages
        self._own = own
        self._english = english
        self._known = known | english

    def hear(self, text: str) -> list[Heard]:
        """Return every report in a text; a language counts from the first word of it that is not English.

        Args:
            text: Normalised, as written.
        """
        return [heard for named in self._named(text) for heard in _by_language(*named)]

    def is_calm(self, text: str) -> bool:
        """Tell whether a text names emergencies in other languages alone, each in a calm frame; as `hear`."""
        # In a mostly English sentence the models can read for themselves.
        if any(is_mostly(words, self._english) for words in read_words(text)):
            return False
        named = list(self._named(text))
        return bool(named) and not any(True for each in named for _ in _reports(*each))

    def _named(self, text: str) -> Iterator[tuple[Sequence[Ear], Sequence[str], list[tuple[Ear, Span[str]]]]]:
        """Yield the sentences that name emergencies, with whoever may hear them and what they name."""
        said = read_words(text)
        # Most messages end here: a misspelt word in an English sentence tells nothing, whatever it is elsewhere.
        telling = [words for words in said if may_tell(words, self._english)]
        if not telling:
            return
        strange = set(itertools.chain.from_iterable(said)) - self._english
        # Slips of whole-phrase words are looked up once for all languages: each would search the same list.
        strange |= {meant for word in strange - self._known for meant in self._meant(word)}
        ears = [ear for ear in self._ears if ear.may_hear(strange)]
        for words in telling:
            if named := [(ear, span) for ear in ears for span in ear.named(words)]:
                yield ears, words, named
            if comma := _before_afterthought(words):
                joined = [*words[:comma], *words[comma + 1 :]]
                spans = ((ear, span) for ear in ears for span in ear.named(joined))
                if across := [(ear, span) for ear, span in spans if span.start < comma < span.end]:
                    yield ears, joined, across

    def warm(self) -> None:
        """Make every language's phrases now, for whoever cannot wait when the first text holds a word of them."""
        for ear in self._ears:
            ear.warm()

    @functools.cached_property
    def _ears(self) -> Sequence[Ear]:
        """Those who hear one language each, the file's own first."""
        own_first = sorted(self._languages(), key=lambda each: each.base != self._own)
        return [Ear(each, self._english, self._known, is_own=each.base == self._own) for each in own_first]

    @functools.cached_property
    def _lone(self) -> Mapping[int, Sequence[str]]:
        """The words that are a phrase by themselves, in any language, by their length."""
        lone: dict[int, list[str]] = {}
        for word in sorted(frozenset().union(*(ear.lone for ear in self._ears))):
            lone.setdefault(len(word), []).append(word)
        return lone

    def _meant(self, word: str) -> list[str]:
        """Return words that are a phrase by themselves, one slip of typing away."""
        if len(word) < _LONG:
            return []
        lengths = range(len(word) - 1, len(word) + 2)
        alike = itertools.chain.from_iterable(self._lone.get(length, ()) for length in lengths)
        return [meant for meant, _, _ in process.extract_iter(word, alike, scorer=OSA.distance, score_cutoff=1)]


def _by_language(ears: Sequence[Ear], words: Sequence[str], named: Sequence[tuple[Ear, Span[str]]]) -> list[Heard]:
    """Return every report of a sentence, first those in the language that it is likeliest in.

    "Avendo le convulsioni" is heard by the Spanish ear as one word and a slip.
    """
    reports = list(_reports(ears, words, named))
    reports.sort(key=lambda each: each[0].sureness(words, each[1]), reverse=True)
    return [ear.heard(words, span) for ear, span in reports]


def _reports(
    ears: Sequence[Ear], words: Sequence[str], named: Sequence[tuple[Ear, Span[str]]]
) -> Iterator[tuple[Ear, Span[str]]]:
    """Yield every report of a sentence, with who hears it.

    What is calm in one language is calm in all: "un infarto" is Spanish and Italian, and who says "dieci anni fa"
    beside it is heard by the Spanish ear, too.
    """
    calming = [each for ear in ears for each in ear.calming(words)]
    dated = any(map(_is_year, words))
    for ear, span in named:
        if dated and span.label not in _UNCALMED:
            continue
        if not any(_is_calmed(span, each) for each in calming):
            yield ear, span


def _before_afterthought(words: Sequence[str]) -> int:
    """Return the place of the comma before the last few words of a sentence: "hab Tabletten geschluckt, alle"."""
    if BREAK not in words:
        return 0
    comma = len(words) - 1 - words[::-1].index(BREAK)
    return comma if len(words) - comma - 1 <= _MOST_BEHIND else 0


def _is_year(word: str) -> bool:
    """Tell whether a word is a year, in the digits of any script."""
    if word[0].isascii():
        return _YEAR.fullmatch(word) is not None
    plain = "".join(str(unicodedata.digit(each, each)) for each in word)
    return any(pattern.fullmatch(plain) for pattern in (_YEAR, _IRANIAN_YEAR))


def _is_calmed(span: Span[str], other: Span[str]) -> bool:
    """Tell whether one phrase of a sentence holds another back."""
    if other.label == HARMLESS:
        # "Sto morendo di fame": the verb that they share is the idiom's, on whichever side the cry goes on.
        if span.label == CRY:
            return other.start < span.end and span.start < other.end
        return other.start <= span.start and span.end <= other.end
    return other.label == DENIED or span.label not in _UNCALMED
