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

from botcore.languages import fold_words, read_words
from botcore.safety.heard import CRY, Heard
from botcore.safety.phrasebook import Phrasebook
from botcore.safety.tokens import BREAK, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from botcore.languages import Language
    from botcore.safety.phrasebook import Span

_UNCALMED = frozenset({"self-harm", "overdose", "poisoned", CRY})
"""Held back by a denial alone: a question or a supposition about these is worth a needless notice."""

_MOSTLY, LEAST_STRANGE = 0.6, 2
"""In a sentence with this share of English words a phrase needs so many that are none: "carbon monoxide" is one
slip from Spanish, "sepsis" is Latin everywhere, and "temperature 40" is Polish without its accents."""

_LONG = 6
"""From so many letters on a misspelt word may stand for a phrase that is one word, as many a compound is."""

_LEAST_BEHIND = 3
"""The fewest letters of a word behind a clitic: of shorter ones too many stand at the end of other words."""

_TOKENS_KEPT = 4096
"""Words of a language kept with what they stand for; most texts say the same few."""

_YEAR = re.compile(r"(?:19|20)\d\d\D{0,3}")
"""Whoever names the year tells of what is over, in any language."""

_IRANIAN_YEAR = re.compile(r"(?:13[5-9]|140)\d\D{0,3}")
"""The same by Iran's calendar, where it is in other digits than ours: 1400 may be a number of anything."""

_GROUP = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[()|?]")
_PIECE = re.compile(r"[^\s()|?]+")


_CALM, _DENIED, _HARMLESS = "calm", "denied", "harmless"


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
        if any(_is_mostly(words, self._english) for words in read_words(text)):
            return False
        named = list(self._named(text))
        return bool(named) and not any(True for each in named for _ in _reports(*each))

    def _named(self, text: str) -> Iterator[tuple[Sequence[_Ear], Sequence[str], list[tuple[_Ear, Span[str]]]]]:
        """Yield the sentences that name emergencies, with whoever may hear them and what they name."""
        said = read_words(text)
        # Most messages end here: a misspelt word in an English sentence tells nothing, whatever it is elsewhere.
        telling = [words for words in said if _may_tell(words, self._english)]
        if not telling:
            return
        strange = set(itertools.chain.from_iterable(said)) - self._english
        # Slips of whole-phrase words are looked up once for all languages: each would search the same list.
        strange |= {meant for word in strange - self._known for meant in self._meant(word)}
        ears = [ear for ear in self._ears if ear.may_hear(strange)]
        for words in telling:
            if named := [(ear, span) for ear in ears for span in ear.named(words)]:
                yield ears, words, named

    def warm(self) -> None:
        """Make every language's phrases now, for whoever cannot wait when the first text holds a word of them."""
        for ear in self._ears:
            ear.warm()

    @functools.cached_property
    def _ears(self) -> Sequence[_Ear]:
        """Those who hear one language each, the file's own first."""
        own_first = sorted(self._languages(), key=lambda each: each.base != self._own)
        return [_Ear(each, self._english, self._known, is_own=each.base == self._own) for each in own_first]

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


class _Ear:
    """One language's phrases, made for the first text that holds a word of them: all take three seconds."""

    def __init__(
        self, language: Language, english: frozenset[str], known: frozenset[str], *, is_own: bool = False
    ) -> None:
        self._language = language
        self._code = "" if is_own else language.code
        self._english = english
        self._known = known
        templates = [each for group in language.phrases.values() for each in group]
        # Templates say the same words over and over: each is folded once.
        said = set(_MARKS.sub(" ", " ".join(templates)).split())
        self.words = frozenset(itertools.chain.from_iterable(map(fold_words, said))) - english
        self.lone = frozenset(word for each in templates for word in _lone(each)) - english
        people = (words[0] for each in language.people if len(words := fold_words(each)) == 1)
        self._fillers = frozenset(people).union(*map(fold_words, language.fillers))
        # The longest first: "وال" is no "و" before another word.
        self._clitics = sorted(map(_folded, language.clitics), key=len, reverse=True)
        self._spellings = {_folded(typed): _folded(meant) for typed, meant in language.spellings.items()}
        self._token = functools.lru_cache(maxsize=_TOKENS_KEPT)(self._make_token)

    def warm(self) -> None:
        """Make them."""
        self._urgent.find(())
        self._calming.find(())

    def may_hear(self, strange: Collection[str]) -> bool:
        """Tell whether words that are not English may make a phrase."""
        if not (self.words.isdisjoint(strange) and self._spellings.keys().isdisjoint(strange)):
            return True
        # Asked of every language about every message: few have any clitics.
        return bool(self._clitics) and any(self._token(word).form in self.words for word in strange)

    def named(self, words: Sequence[str]) -> list[Span[str]]:
        """Return the emergencies that a sentence names."""
        spans = self._urgent.find(self._tokens(words))
        if not spans or not _is_mostly(words, self._english):
            return spans
        return [span for span in spans if _strange(words[span.start : span.end], self._english) >= LEAST_STRANGE]

    def calming(self, words: Sequence[str]) -> list[Span[str]]:
        """Return what holds emergencies of a sentence back."""
        return self._calming.find(self._tokens(words))

    def heard(self, words: Sequence[str], span: Span[str]) -> Heard:
        """Return an emergency that was named as a report."""
        return Heard(span.label, " ".join(words[span.start : span.end]), language=self._code)

    def sureness(self, words: Sequence[str], span: Span[str]) -> tuple[bool, int, int]:
        """Return how sure it is that a report is in this language, for comparing: the file's own is surest."""
        of_its_own = sum([word in self.words or word in self._fillers for word in words])
        return not self._code, of_its_own, span.end - span.start

    def _tokens(self, words: Sequence[str]) -> list[Token]:
        return [self._token(word) for word in words]

    def _make_token(self, word: str) -> Token:
        """Return a word as typed, with what it stands for: its usual spelling, or the word behind a clitic."""
        if meant := self._spellings.get(word):
            # One that no phrase holds may be left out as the word that it stands for.
            return Token(word if word in self.words or word in self._fillers else meant, meant)
        if word not in self.words and word not in self._fillers:
            for clitic in self._clitics:
                rest = word.removeprefix(clitic)
                if len(rest) >= _LEAST_BEHIND and rest != word and rest in self.words:
                    return Token(word, rest)
        return Token(word, word)

    @functools.cached_property
    def _urgent(self) -> Phrasebook[str]:
        return Phrasebook(_labelled(self._language.phrases), fillers=self._fillers, known=self._known)

    @functools.cached_property
    def _calming(self) -> Phrasebook[str]:
        """Strict, since in many languages a denial is one letter away from what it denies."""
        language = self._language
        calming = {_CALM: language.calm, _DENIED: language.denied, _HARMLESS: language.harmless}
        return Phrasebook(_labelled(calming), fillers=self._fillers, is_strict=True, may_hold_commas=True)


def _by_language(
    ears: Sequence[_Ear], words: Sequence[str], named: Sequence[tuple[_Ear, Span[str]]]
) -> list[Heard]:
    """Return every report of a sentence, first those in the language that it is likeliest in.

    "Avendo le convulsioni" is heard by the Spanish ear as one word and a slip.
    """
    reports = list(_reports(ears, words, named))
    reports.sort(key=lambda each: each[0].sureness(words, each[1]), reverse=True)
    return [ear.heard(words, span) for ear, span in reports]


def _reports(
    ears: Sequence[_Ear], words: Sequence[str], named: Sequence[tuple[_Ear, Span[str]]]
) -> Iterator[tuple[_Ear, Span[str]]]:
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


def _is_year(word: str) -> bool:
    """Tell whether a word is a year, in the digits of any script."""
    if word[0].isascii():
        return _YEAR.fullmatch(word) is not None
    plain = "".join(str(unicodedata.digit(each, each)) for each in word)
    return any(pattern.fullmatch(plain) for pattern in (_YEAR, _IRANIAN_YEAR))


def _may_tell(words: Sequence[str], english: frozenset[str]) -> bool:
    """Tell whether a phrase of another language can be heard in a sentence at all."""
    return _strange(words, english) >= LEAST_STRANGE or not _is_mostly(words, english)


def _is_mostly(words: Sequence[str], english: frozenset[str]) -> bool:
    return len(words) - _strange(words, english) >= _MOSTLY * len(words)


def _strange(words: Sequence[str], english: frozenset[str]) -> int:
    """Return how many words are not English."""
    return sum([word not in english and not word.isdigit() for word in words])


def _labelled(groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for label, templates in groups.items():
        for template in templates:
            yield _as_folded(template), label


def _lone(template: str) -> list[str]:
    """Return the words of a template that are a phrase by themselves."""
    if " " in _GROUP.sub("", template):
        return []
    words = (fold_words(each) for each in _MARKS.split(template) if " " not in each)
    return [each[0] for each in words if len(each) == 1]


def _is_calmed(span: Span[str], other: Span[str]) -> bool:
    """Tell whether one phrase of a sentence holds another back."""
    if other.label == _HARMLESS:
        # "Sto morendo di fame": the verb that they share is the idiom's, on whichever side the cry goes on.
        if span.label == CRY:
            return other.start < span.end and span.start < other.end
        return other.start <= span.start and span.end <= other.end
    return other.label == _DENIED or span.label not in _UNCALMED


def _as_folded(template: str) -> str:
    """Return a template with its words as they are compared; a word of several signs becomes a group of them."""
    return _PIECE.sub(_folded_piece, template)


def _folded_piece(piece: re.Match[str]) -> str:
    return _folded(piece.group())


@functools.lru_cache(maxsize=16_384)
def _folded(piece: str) -> str:
    if piece == BREAK:
        return piece
    words = fold_words(piece)
    return words[0] if len(words) == 1 else f"({' '.join(words)})"
