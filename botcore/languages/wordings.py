"""Templates of a language as one pattern over folded words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore.languages.folding import fold_words, read_words
from botcore.text.templates import expand, parse_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ANY = "*"
_NEVER = re.compile(r"(?!)")


def as_read(text: str) -> str:
    """Return the words of a normalised text as they are compared, a blank between them."""
    return " ".join(word for words in read_words(text) for word in words)


def any_of(templates: Iterable[str], clitics: Sequence[str] = ()) -> re.Pattern[str]:
    """Return what finds any of some templates in a text that was read; `*` stands for any letters of a word.

    Args:
        templates: As a language's file has them.
        clitics: What may be written onto the first word, as "l" in "laspirine".
    """
    said = {_as_pattern(" ".join(words)) for each in templates for words in expand(parse_template(each))}
    if not said:
        return _NEVER
    before = f"(?:{'|'.join(map(re.escape, clitics))})?" if clitics else ""
    # The longest first: what is found is the whole of what was said.
    return re.compile(rf"\b{before}(?:{'|'.join(sorted(said, key=len, reverse=True))})\b")


def _as_pattern(phrase: str) -> str:
    return r"\w*".join(re.escape(" ".join(fold_words(piece))) for piece in phrase.split(_ANY))
