"""The language a file is written in, where that is not English: its words, its small talk, and what is in it.

All else that reads people's words was made for English. What is known of a language is what its file of
`data/languages` holds and what the author wrote: a good part of what is typed, and no list of all its words.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING

from botcore.languages.advising import Advising, Asks
from botcore.languages.folding import BREAK, fold_words, read_words
from botcore.languages.going_on import GoingOn
from botcore.languages.loading import base_of, find_language, read_languages
from botcore.text import HEAVIEST, SmallTalk, read_english
from botcore.text.templates import expand, parse_template

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from botcore.languages.values import Language

_MARKS = re.compile(r"[()|?{}]|\S*\*\S*")

BESIDE = "beside"
"""What a language's file lists what may stand around its small talk below."""

_NOTHING = "nothing"
_MOST_WORDS = 12
"""Whoever says more has a story to tell."""


class OwnLanguage:
    """What a file's own language adds to reading what people write; nothing where it is English.

    Attributes:
        is_english: Whether it is.
        words: Those that are known of it, folded; none of English, of which there are lists.
    """

    def __init__(self, code: str, said: Iterable[str] = ()) -> None:
        """Gather its words.

        Args:
            code: What the file is written in, such as "pt-BR".
            said: All that its author wrote.
        """
        self.is_english = base_of(code) == "en"
        own = frozenset(word for text in said for words in read_words(text) for word in words if word != BREAK)
        base = "" if self.is_english else base_of(code)
        self.words = own | _shipped(base) if base else frozenset[str]()
        # Not asked for English: it takes reading every language, which waits until one is spoken.
        self._talk = _talk(base) if base else {}
        self._advising, self._going_on = _heard_in(base) if base else (None, None)

    def is_in(self, text: str) -> bool:
        """Tell whether a text is rather in this language than in English, by words that the other has not.

        Args:
            text: Normalised.
        """
        if self.is_english:
            return False
        english, found = read_english(), {word for words in read_words(text) for word in words}
        return sum(word in self.words and word not in english for word in found) > sum(
            word in english and word not in self.words for word in found
        )

    def asks(self, text: str, *, about_health: bool) -> Asks:
        """Return what advice a normalised text asks for in it; see `Advising.asks`."""
        return (
            self._advising.asks(text, about_health=about_health) if self._advising else Asks(0.0, if_normal=False)
        )

    def mentions_injection(self, text: str) -> bool:
        """Tell whether a normalised text speaks in it of an injection."""
        return bool(self._advising and self._advising.mentions_injection(text))

    def is_of_health(self, wordings: Collection[str]) -> bool | None:
        """Tell whether a file with these wordings is about health; None where nobody wrote down by which words."""
        return self._advising.is_of_health(wordings) if self._advising else None

    def asks_on(self, text: str) -> bool:
        """Tell whether a normalised text only asks in it for more of the same: "why?"."""
        return bool(self._going_on and self._going_on.asks_on(text))

    def refers_back(self, text: str) -> bool:
        """Tell whether it may lean on what came before: it opens with a link word or points at something."""
        return bool(self._going_on and self._going_on.refers_back(text))

    def points(self, text: str) -> bool:
        """Tell whether it points at something without naming it."""
        return bool(self._going_on and self._going_on.points(text))

    def small_talk(self, text: str) -> SmallTalk | None:
        """Return what a text says in it beside any question, the weightiest first; None where it may hold one.

        Args:
            text: Normalised.
        """
        found = [word for words in read_words(text) for word in words if word != BREAK]
        if not found or len(found) > _MOST_WORDS:
            return None
        # What is said in each beginning of the text that is made of nothing else.
        said: list[set[SmallTalk] | None] = [set(), *[None] * len(found)]
        for start, end in itertools.combinations(range(len(found) + 1), 2):
            before, kind = said[start], self._talk.get(tuple(found[start:end]), _NOTHING)
            if before is not None and kind is not _NOTHING:
                said[end] = (said[end] or set()) | before | ({SmallTalk(kind)} if kind else set())
        return next((each for each in HEAVIEST if each in (said[-1] or ())), None)


@functools.cache
def _heard_in(base: str) -> tuple[Advising | None, GoingOn | None]:
    """Return what hears requests for advice in a language, and what leans; None where nobody wrote them down."""
    language = find_language(base)
    if language is None:
        return None, None
    return (
        Advising(language.advice, language.clitics) if language.advice else None,
        GoingOn(language.leaning) if language.leaning else None,
    )


@functools.cache
def _talk(base: str) -> dict[tuple[str, ...], str]:
    """Return what is said beside questions in a language → the kind; none of what may stand around it."""
    found: dict[tuple[str, ...], str] = {}
    for language in read_languages():
        for kind, templates in language.talk.items() if language.base == base else ():
            for template in templates:
                for said in expand(parse_template(template)):
                    found[tuple(fold_words(" ".join(said)))] = "" if kind == BESIDE else kind
    return found


@functools.cache
def _shipped(base: str) -> frozenset[str]:
    """Return the words of a language that are shipped with the bot; none where there is no file of it."""
    own = (each for each in read_languages() if each.base == base)
    return frozenset(word for each in own for text in _texts(each) for word in fold_words(_MARKS.sub(" ", text)))


def _texts(language: Language) -> Iterator[str]:
    """Yield whatever a file says in its language, phrases in every spelling among it."""
    yield from language.messages.model_dump().values()
    yield from (*language.fillers, *language.people, *language.spellings, *language.spellings.values())
    yield from (template for templates in language.talk.values() for template in templates)
    for said in (language.advice, language.leaning):
        yield from (each for templates in (said.model_dump() if said else {}).values() for each in templates)
    yield from (*language.calm, *language.denied, *language.harmless)
    for templates in language.phrases.values():
        yield from templates
