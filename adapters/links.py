"""Links that an author put into a text, which every platform keeps alive while it escapes the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ADDRESS = re.compile(r"\bhttps?://[^\W_][^\s<>|\"'`\\]*", re.IGNORECASE)
_LAST = ".,:;!?…*_~'\"’”"
"""What ends a sentence or a mark, not an address."""

_PAIRS = {")": "(", "]": "[", "}": "{"}


def with_links(text: str, *, plain: Callable[[str], str], link: Callable[[str], str]) -> str:
    """Return a text whose addresses went through `link`, and everything between them through `plain`.

    An address begins with http:// or https:// and ends before the full stop or the bracket that closes around it.
    """
    shown, at = [], 0
    for found in _ADDRESS.finditer(text):
        address = _trimmed(found[0])
        shown += [plain(text[at : found.start()]), link(address)]
        at = found.start() + len(address)
    return "".join([*shown, plain(text[at:])])


def _trimmed(address: str) -> str:
    """Return an address without the punctuation behind it."""
    while address[-1] in _LAST or _closes_around(address):
        address = address[:-1]
    return address


def _closes_around(address: str) -> bool:
    """Tell whether the last character closes a bracket that was opened before the address."""
    opening = _PAIRS.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)
