"""The little language phrases are written in: many wordings on one line, so that a reader sees what they share.

`a|b` is one word or the other, `(a b|c)` one phrase or the other, a `?` behind either says that it may be left
out, and `{class}` stands for any word of a class: "(crushing|stabbing)? pain in|across {my} chest".
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(r"\s*([()|?]|[^\s()|?]+)")


class TemplateError(ValueError):
    """A template cannot be read; says which, and why."""


class _Place(NamedTuple):
    """One place of a template.

    Attributes:
        words: The single words that may stand here.
        phrases: The templates that may.
        is_optional: Whether nothing may.
    """

    words: tuple[str, ...]
    phrases: tuple[Template, ...]
    is_optional: bool


Template = tuple[_Place, ...]
"""Its places, from left to right."""


def parse_template(text: str) -> Template:
    """Return the places of a template.

    Raises:
        TemplateError: A bracket without its other half, or nothing where a word belongs.
    """
    reader = _Reader(text)
    places = reader.sequence()
    if reader.next():
        raise TemplateError(f"{text!r}: found ')' without '('; delete it or open it")
    return places


def expand(template: Template) -> Iterator[tuple[str, ...]]:
    """Yield every phrase of a template, each a tuple of words and classes."""
    for parts in itertools.product(*(list(_at(place)) for place in template)):
        if phrase := tuple(itertools.chain.from_iterable(parts)):
            yield phrase


def _at(place: _Place) -> Iterator[tuple[str, ...]]:
    yield from ((word,) for word in place.words)
    for template in place.phrases:
        yield from expand(template)
    if place.is_optional:
        yield ()


class _Reader:
    """Reads the pieces of a template from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[str] = [*_PIECE.findall(text), ""]
        self._at = 0

    def next(self) -> str:
        """Return the piece that comes next without taking it; the empty text behind the last."""
        return self._pieces[self._at]

    def sequence(self, *, in_group: bool = False) -> Template:
        """Take the places up to the end or a closing bracket; in a group `|` ends one of its phrases, too."""
        places = []
        while (piece := self.next()) and piece != ")" and not (in_group and piece == "|"):
            places.append(self._place(in_group=in_group))
        return tuple(places)

    def _place(self, *, in_group: bool) -> _Place:
        """Take one place: words and groups joined by `|`, which in a group only those inside it are."""
        words: list[str] = []
        phrases: list[Template] = []
        while True:
            piece = self.next()
            if piece in {"", "|", "?", ")"}:
                found = piece or "the end"
                raise TemplateError(f"{self._text!r}: found {found!r}; expected a word or '('")
            self._at += 1
            if piece == "(":
                phrases += self._group()
            else:
                words.append(piece)
            if in_group or self.next() != "|":
                break
            self._at += 1
        is_optional = self.next() == "?"
        self._at += is_optional
        return _Place(tuple(words), tuple(phrases), is_optional)

    def _group(self) -> list[Template]:
        """Take the phrases of a group, its opening bracket taken, and the closing one."""
        phrases = [self.sequence(in_group=True)]
        while self.next() == "|":
            self._at += 1
            phrases.append(self.sequence(in_group=True))
        if self.next() != ")":
            raise TemplateError(f"{self._text!r}: found '(' without ')'; close it")
        self._at += 1
        return phrases
