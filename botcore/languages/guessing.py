"""Which language a text is in, said only when it is sure not to be English."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from botcore.languages.folding import BREAK, is_latin, read_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from py3langid.langid import LanguageIdentifier

SURE = 0.8
"""The least probability of a language in Latin letters.

Of 5,518 English texts of the decks and the further writers' lines 2 are taken for another language at 0.8 and 7 at
0.5; of 43 short questions in 39 other languages 28 and 36 are told by this rule alone."""

MOST_KNOWN = 0.6
"""The largest share of English words of a text that may be in another language."""

LEAST_WORDS = 2


def guess(text: str, english: Collection[str]) -> str:
    """Return the language of a text as ISO 639-1 has it; empty where it may be English, or nobody could tell.

    Args:
        text: Normalised.
        english: Words that are English.
    """
    found = [word for words in read_words(text) for word in words if word != BREAK and not word.isdigit()]
    letters = [each for each in text if each.isalpha()]
    foreign = sum(not is_latin(each) for each in letters)
    if not letters:
        return ""
    if foreign * 2 > len(letters):
        return str(_identifier().classify(text)[0])
    known = sum(word in english for word in found)
    if len(found) < LEAST_WORDS or known >= MOST_KNOWN * len(found):
        return ""
    language, probability = _identifier().classify(text)
    return str(language) if language != "en" and probability >= SURE else ""


@functools.cache
def _identifier() -> LanguageIdentifier:
    """Return the identifier, read when the first text needs it: it takes most of a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
