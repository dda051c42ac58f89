"""Which words of a message may be kept: those that anybody might have written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore.safety import ordinary_words
from botcore.text import normalise, words

if TYPE_CHECKING:
    from botcore import Faq

LEFT_OUT = "▢"
"""Stands for each word that may not be kept."""

_LEAST = 0.5
"""The share of its words that a text must keep to be kept at all: what is left of fewer says nothing."""

_LONGEST = 60
"""Words that are kept at most; a long letter tells more of its writer than of the FAQ."""

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


class Reducer:
    """Reduces a message to ordinary words: an allow-list, so that no name, number or address can slip through."""

    def __init__(self, faq: Faq) -> None:
        """Take the words of the file and the shipped list of ordinary ones."""
        told = [text for each in faq.entries for text in (each.question, *each.phrasings, each.answer)]
        told += [text for each in faq.topics for text in each.phrasings]
        self._allowed = ordinary_words() | {word for text in told for word in words(text.casefold())}

    def reduce(self, text: str) -> str:
        """Return a text with every word left out that is not allowed; "" when too little would be left."""
        tokens = _TOKEN.findall(normalise(text).casefold())[:_LONGEST]
        found = [_WORD.fullmatch(token.strip('.,;:!?()"…')) for token in tokens]
        kept = [each.group() if each and each.group() in self._allowed else LEFT_OUT for each in found]
        ordinary = sum(word != LEFT_OUT for word in kept)
        return " ".join(kept) if kept and ordinary >= _LEAST * len(kept) else ""
