"""The little language phrases are written in: many wordings on one line, so that a reader sees what they share.

`a|b` is one word or the other, `(a b|c)` one phrase or the other, a `?` behind either says that it may be left
out, and `{class}` stands for any word of a class: "(crushing|stabbing)? pain in|across {my} chest".
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PIECE = re.compile(r"\s*([()|?]|[^\s()|?]+)")


class TemplateError(ValueError):
    """A template cannot be read; says which, and why."""


class Place(NamedTuple):
    """One place of a template.

    Attributes:
        words: The single words that may stand here.
        phrases: The templates that may.
        is_optional: Whether nothing may.
    """

    words: tuple[str, ...]
    phrases: tuple[Template, ...]
    is_optional: bool


Template = tuple[Place, ...]
"""Its places, from left to right."""


def parse_template(text: str) -> Template:
    """Return the places of a template.

    Raises:
        TemplateError: A bracket without its other half, or nothing where a word belongs.
    """
    places, rest = _sequence(_PIECE.findall(text), text)
    if rest:
        raise TemplateError(f"{text!r}: found ')' without '('; delete it or open it")
    return places


def expand(template: Template) -> Iterator[tuple[str, ...]]:
    """Yield every phrase of a template, each a tuple of words and classes."""
    for parts in itertools.product(*(list(_at(place)) for place in template)):
        if phrase := tuple(itertools.chain.from_iterable(parts)):
            yield phrase


def _at(place: Place) -> Iterator[tuple[str, ...]]:
    yield from ((word,) for word in place.words)
    for template in place.phrases:
        yield from expand(template)
    if place.is_optional:
        yield ()


def _sequence(pieces: Sequence[str], text: str) -> tuple[Template, Sequence[str]]:
    """Return the places up to the end or a closing bracket, and what is left from there on."""
    places = []
    while pieces and pieces[0] != ")":
        place, pieces = _place(pieces, text)
        places.append(place)
    return tuple(places), pieces


def _place(pieces: Sequence[str], text: str) -> tuple[Place, Sequence[str]]:
    """Return one place, words and groups joined by `|`, and what is left behind it."""
    words: list[str] = []
    phrases: list[Template] = []
    while True:
        if not pieces or pieces[0] in {"|", "?", ")"}:
            found = pieces[0] if pieces else "the end"
            raise TemplateError(f"{text!r}: found {found!r}; expected a word or '('")
        if pieces[0] == "(":
            group, pieces = _group(pieces[1:], text)
            phrases += group
        else:
            words.append(pieces[0])
            pieces = pieces[1:]
        if not pieces or pieces[0] != "|":
            break
        pieces = pieces[1:]
    is_optional = bool(pieces) and pieces[0] == "?"
    return Place(tuple(words), tuple(phrases), is_optional), pieces[is_optional:]


def _group(pieces: Sequence[str], text: str) -> tuple[list[Template], Sequence[str]]:
    """Return the phrases between brackets, and what is left behind the closing one."""
    depth, start, phrases = 1, 0, []
    for index, piece in enumerate(pieces):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if depth == 0 or (depth == 1 and piece == "|"):
            phrases.append(_sequence(pieces[start:index], text)[0])
            start = index + 1
        if depth == 0:
            return phrases, pieces[index + 1 :]
    raise TemplateError(f"{text!r}: found '(' without ')'; close it")
