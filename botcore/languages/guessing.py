"""Which language a text is in, said only when it is sure not to be English."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from botcore.languages.folding import BREAK, is_latin, read_words
from botcore.languages.loading import read_languages
from botcore.text import SMALL

if TYPE_CHECKING:
    from collections.abc import Collection

    from py3langid.langid import LanguageIdentifier

_SURE = 0.8
"""The least probability of a language in Latin letters.

Of 5,518 English texts of the decks and the further writers' lines 2 are taken for another language at 0.8 and 7 at
0.5; of 43 short questions in 39 other languages 28 and 36 are told by this rule alone."""

_MOST_KNOWN = 0.6
"""The largest share of English words of a text that may be in another language."""

_LEAST_WORDS = 2

_LIKELY = 0.4
"""The least probability where the text itself bears it out: two small words of that language, or a mark that
English has no use for; nearly related languages share the rest. Of 1,542 English texts none is taken for another
language by this."""

_LEAST_SMALL_WORDS = 2
_LEAST_LETTERS = 2
"""One letter alone is a sign: "µ" is no Greek."""

_MARKS = re.compile("[¿¡ßñãõåøœæąęłńśżźčďěňřšťůžőűășțğş]", re.IGNORECASE)
"""What English does not borrow; "é" and "ï" stand in its own words."""


def guess(text: str, english: Collection[str]) -> str:
    """Return the language of a text as ISO 639-1 has it; empty where it may be English, or nobody could tell.

    Args:
        text: Normalised.
        english: Words that are English.
    """
    found = [word for words in read_words(text) for word in words if word != BREAK and not word.isdigit()]
    letters = [each for each in text if each.isalpha()]
    foreign = sum(not is_latin(each) for each in letters)
    if len(letters) < _LEAST_LETTERS:
        return ""
    # A script that is not Latin cannot be English: here its likeliest language will do, however unsure.
    if foreign * 2 > len(letters):
        return str(_identifier().classify(text)[0])
    if len(found) < _LEAST_WORDS:
        return ""
    marked = bool(_MARKS.search(text))
    small = [_small_words()[word] for word in found if word in _small_words()]
    known = sum(word in english for word in found)
    if known >= _MOST_KNOWN * len(found) and not marked and len(small) < _LEAST_SMALL_WORDS:
        return ""
    language, probability = _identifier().classify(text)
    borne_out = marked or sum(language in languages for languages in small) >= _LEAST_SMALL_WORDS
    enough = probability >= (_LIKELY if borne_out else _SURE) and (borne_out or known < _MOST_KNOWN * len(found))
    return str(language) if language != "en" and enough else ""


@functools.cache
def _small_words() -> dict[str, frozenset[str]]:
    """Return the languages that each small word belongs to; a letter, or a small word of English, tells none."""
    languages: dict[str, set[str]] = defaultdict(set)
    for language in read_languages():
        for filler in language.fillers:
            found = [word for part in read_words(filler) for word in part]
            if len(found) == 1 and len(found[0]) > 1 and found[0] not in SMALL:
                languages[found[0]].add(language.base)
    return {word: frozenset(spoken) for word, spoken in languages.items()}


@functools.cache
def _identifier() -> LanguageIdentifier:
    """Return the identifier, read when the first text needs it: it takes most of a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
