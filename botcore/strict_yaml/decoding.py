"""Bytes → text, or where they stop being UTF-8, at which word, and what they look like instead."""

from __future__ import annotations

import codecs
import re

from botcore.faults import quoted

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_16_SHARE = 0.2
"""Latin text in UTF-16 is half zeros, and a text of any other encoding holds none."""

_WORD = re.compile(rb"\S*\Z")
_CURE = "save the file as UTF-8 (editors ask under Save As, Encoding)"


class NotUtf8Error(ValueError):
    """The bytes are no UTF-8 text; the message says where, what was found, and what to do."""


def decode(raw: bytes) -> str:
    """Return the text of bytes.

    Raises:
        NotUtf8Error: They are not UTF-8.
    """
    if raw.startswith(_UTF_16) or raw[:1_000].count(0) > _UTF_16_SHARE * len(raw[:1_000]):
        raise NotUtf8Error(f"line 1: found a text in UTF-16; expected UTF-8: {_CURE}")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(_not_utf_8(raw, error.start)) from None


def _not_utf_8(raw: bytes, at: int) -> str:
    line = raw.count(b"\n", 0, at) + 1
    # The whole word: an editor's search finds "café" sooner than a byte's number.
    begun = _WORD.search(raw[max(0, at - 40) : at])
    word = (begun.group() if begun else b"") + re.split(rb"\s", raw[at : at + 40], maxsplit=1)[0]
    try:
        likely = f"{quoted(word.decode('cp1252'))}, which looks like Windows-1252"
    except UnicodeDecodeError:
        likely = f"the byte {raw[at]:#04x}"
    return f"line {line}: found {likely}, not UTF-8; expected UTF-8: {_CURE}"
