"""A text in any script as words that compare: no accents, no case, signs one by one."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

from botcore.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

BREAK = ","
"""Stands for punctuation inside a sentence: words on both sides are no phrase together."""

_SENTENCE_END = re.compile(r"(?:(?<!\d)\.|\.(?!\d)|[!?\n;।॥。؟۔…])+")
_SIGNS = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af"  # Japanese, Chinese, Korean
    "]"
)
"""Scripts that put no blanks between words, or whose writers leave them out: each sign counts as a word."""

_LETTER, _SIGN, _BLANK, _BREAKING = "letter", "sign", "blank", "breaking"
_ASCII_RUN = re.compile(rf"(?P<{_LETTER}>[A-Za-z0-9]+)|(?P<{_BREAKING}>[^A-Za-z0-9\s]+)")

_SAME_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ـ": None, "ё": "е",
    "'": None, "·": None, "’": None, "ʼ": None, "\u00b4": None,
    "\u200c": None, "\u200d": None,
})  # fmt: skip
"""Letters that Unicode does not take apart and that people type for one another. Left out are
apostrophes, and what keeps Persian letters from joining: a message has lost it when it is read."""

_SAID_TWICE = re.compile(r"(?<=[a-z]{3})2\b")
"""The figure that says in Indonesian that a word is said twice: "tiba2"."""

_WITHIN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")
"""A hyphen that writes small words onto others, as in "peut-on", "mi-ar" and "el-2alb": no break between them."""

_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
"""A letter held down, as in "aiutooo": no language here has one three times, but German at a seam."""

_VOICING = {"\u3099", "\u309a"}
"""Marks that make another letter of a Japanese one, not an accented one."""


def read_words(text: str) -> list[list[str]]:
    """Return the words of every sentence that has any, with `BREAK` for the punctuation between them.

    Args:
        text: Of any language, as written.
    """
    return [words for part in _SENTENCE_END.split(normalise(text)) if (words := fold_words(part))]


def fold_words(part: str) -> list[str]:
    """Return the words of one sentence of a normalised text."""
    words: list[str] = []
    for kind, run in _runs(_as_once(_fold(part))):
        if kind == _LETTER:
            words.append(run)
        elif kind == _SIGN:
            words += run
        elif kind == _BREAKING and words and words[-1] != BREAK:
            words.append(BREAK)
    return words[:-1] if words and words[-1] == BREAK else words


def _as_once(folded: str) -> str:
    return _DRAWN_OUT.sub(r"\1", _SAID_TWICE.sub("", _WITHIN.sub(" ", folded)))


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the stretches of characters of one kind, with that kind."""
    if text.isascii():
        yield from ((str(found.lastgroup), found.group()) for found in _ASCII_RUN.finditer(text))
    else:
        yield from ((kind, "".join(run)) for kind, run in itertools.groupby(text, _kind))


@functools.lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    if _SIGNS.match(character):
        return _SIGN
    if unicodedata.category(character)[0] in "LMN":
        return _LETTER
    return _BLANK if character.isspace() else _BREAKING


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower().replace("'", "")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in decomposed if not unicodedata.combining(each) or each in _VOICING)
    return unicodedata.normalize("NFC", bare).translate(_SAME_LETTERS)


def is_latin(text: str) -> bool:
    """Tell whether every letter of a text is one of the Latin script."""
    return text.isascii() or all(_is_latin_letter(each) for each in text if each.isalpha())


@functools.lru_cache(maxsize=4096)
def _is_latin_letter(letter: str) -> bool:
    return "LATIN" in unicodedata.name(letter, "")
