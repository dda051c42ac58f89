"""The language a file is written in, where that is not English: its words, and whether a text is in it.

All else that reads people's words was made for English. What is known of a language is what its file of
`data/languages` holds and what the author wrote: a good part of what is typed, and no list of all its words.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from botcore.languages.folding import BREAK, fold_words, read_words
from botcore.languages.loading import base_of, read_languages
from botcore.text import read_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from botcore.languages.values import Language

_MARKS = re.compile(r"[()|?{}]")


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
        self.words = frozenset[str]() if self.is_english else own | _shipped(base_of(code))

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


@functools.cache
def _shipped(base: str) -> frozenset[str]:
    """Return the words of a language that are shipped with the bot; none where there is no file of it."""
    own = (each for each in read_languages() if each.base == base)
    return frozenset(word for each in own for text in _texts(each) for word in fold_words(_MARKS.sub(" ", text)))


def _texts(language: Language) -> Iterator[str]:
    """Yield whatever a file says in its language, phrases in every spelling among it."""
    yield from language.messages.model_dump().values()
    yield from (*language.fillers, *language.people, *language.spellings, *language.spellings.values())
    yield from (*language.calm, *language.denied, *language.harmless)
    for templates in language.phrases.values():
        yield from templates
