"""The words of English and how common each is, for telling what a misspelt word was meant to be.

A file holds the words of its subject; the rest of a question is in other words, and those that nobody has met are
the ones that were mistyped.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@functools.cache
def read_english() -> Mapping[str, int]:
    """Return 82,834 words, the most common first, and how often each was met in books and on pages.

    Made of Google's n-grams and a spell checker's list by the authors of SymSpell; it is read from the installed
    wheel: https://github.com/mammothb/symspellpy.
    """
    text = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    pairs = (line.split() for line in text.splitlines())
    return {word: int(count) for word, count in pairs}
