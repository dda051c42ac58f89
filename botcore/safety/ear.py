"""One other language's emergencies in a sentence: its phrases, and what holds them back.

Most messages are English, and share words with every language: what a sentence owes to English is told here, too.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING

from botcore.languages import fold_words
from botcore.safety.heard import Heard
from botcore.safety.phrasebook import Phrasebook
from botcore.safety.tokens import BREAK, Token

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from botcore.languages import Language
    from botcore.safety.phrasebook import Span

CALM, DENIED, HARMLESS = "calm", "denied", "harmless"
"""Labels of what holds an emergency back."""

_MOSTLY, LEAST_STRANGE = 0.6, 2
"""In a sentence with this share of English words a phrase needs so many that are none: "carbon monoxide" is one
slip from Spanish, "sepsis" is Latin everywhere, and "temperature 40" is Polish without its accents."""

_LEAST_BEHIND = 3
"""The fewest letters of a word behind a clitic: of shorter ones too many stand at the end of other words."""

_TOKENS_KEPT = 4096
"""Words of a language kept with what they stand for; most texts say the same few."""

_OPTIONAL = re.compile(r"(?:\([^()]*\)|[^\s()]+)\?")
_GROUP = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[()|?]")
_PIECE = re.compile(r"[^\s()|?]+")


class Ear:
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
        # Beside whoever it happens to, one word may be all that tells: "er ist zusamengebrochen".
        anybody = f"({'|'.join(language.people)})"
        self.lone = frozenset(word for each in templates for word in _lone(each.replace(anybody, ""))) - english
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
        if not spans or not is_mostly(words, self._english):
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
        calming = {CALM: language.calm, DENIED: language.denied, HARMLESS: language.harmless}
        return Phrasebook(_labelled(calming), fillers=self._fillers, is_strict=True, may_hold_commas=True)


def may_tell(words: Sequence[str], english: frozenset[str]) -> bool:
    """Tell whether a phrase of another language can be heard in a sentence at all."""
    return _strange(words, english) >= LEAST_STRANGE or not is_mostly(words, english)


def is_mostly(words: Sequence[str], english: frozenset[str]) -> bool:
    """Tell whether most of a sentence is English."""
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
    template = _OPTIONAL.sub("", template).strip()
    if " " in _GROUP.sub("", template):
        return []
    words = (fold_words(each) for each in _MARKS.split(template) if " " not in each)
    return [each[0] for each in words if len(each) == 1]


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
