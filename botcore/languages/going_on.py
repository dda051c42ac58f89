"""What leans on what was said before it, in the language that a file is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore.languages.wordings import any_of, as_read

if TYPE_CHECKING:
    from botcore.languages.values import Leaning


class GoingOn:
    """Tells how a text leans on another, in one language."""

    def __init__(self, leaning: Leaning) -> None:
        self._more = any_of(leaning.more)
        self._opens = any_of(leaning.opens)
        self._points = any_of(leaning.points)
        small = any_of(leaning.and_).pattern
        self._and = re.compile(rf"(?:{small}\W+)*")

    def asks_on(self, text: str) -> bool:
        """Tell whether a normalised text only asks for more of the same."""
        read = as_read(text)
        return bool(self._more.fullmatch(read[len(self._small_words(read)) :]))

    def refers_back(self, text: str) -> bool:
        """Tell whether it opens with a word that goes on, or points at something."""
        read = as_read(text)
        return bool(self._opens.match(read) or self._points.search(read)) or self.asks_on(text)

    def points(self, text: str) -> bool:
        """Tell whether it points at something without naming it."""
        return bool(self._points.search(as_read(text)))

    def _small_words(self, read: str) -> str:
        found = self._and.match(read)
        return found.group() if found else ""
