"""Markup is dress, not words: what Slack and Discord draw as bold, code, a list or a link is read without it.

Who quotes is another matter: quoted lines beside somebody's own words are another person's.
https://docs.slack.dev/messaging/formatting-message-text,
https://support.discord.com/hc/en-us/articles/210298617
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ESCAPED = re.compile(r"\\+([*_~|`#>\[\]()-])")
_SLACK_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>\s]+)\|([^>]*)>")
_MASKED_LINK = re.compile(r"\[([^\[\]\n]+)\]\(<?(?:https?|mailto|tel):[^)\s]*\)")
_REFERENCE = re.compile(
    r"<[@#!][^>\s|]*(?:\|[^>]*)?>"  # Slack and Discord mentions, <!channel>, <#C1|name>, <@&role>
    r"|<a?:\w+:\d+>"  # Discord's custom emoji
    r"|<t:-?\d+(?::\w)?>|</[\w -]+:\d+>"  # its times and commands
    r"|<?https?://[^\s>]+>?"
    r"|(?<!\w):[a-z0-9_+-]{2,}:(?!\w)"  # :emoji: codes
    r"|(?<![\w.])@[A-Za-z][\w.-]*",  # a mention typed by hand
    re.IGNORECASE,
)
_FENCE = re.compile(r"```(?:[A-Za-z+#-]{1,15}\n(?=\s*[^\s`]))?")
_RULE = re.compile(r"\s*_{2,}\s*")
_EDGE = re.compile(r"(?<![^\W_])[*_~|`]++|[*_~|`]++(?![^\W_])")
_HASH = re.compile(r"(?<!\S)#+")
_LIST = re.compile(r"^(?:\s*(?:[-+•]|-#|\d{1,2}[.)])\s+)+")
_CALLED_FIRST = re.compile(r"^[\s,;:]+(?=\w)")
_CALLED_LAST = re.compile(r"(?:\s*,)+\s*([.?!]*)\s*$")

_REFERRING, _DRESSING = frozenset("<[:@"), frozenset("\\*_~|`#")
"""A text without any of the first holds no reference, one without any of the second no emphasis, code, heading or
mark taken back: a text is normalised some dozen times on its way, and nearly all are spared those patterns."""

_QUOTE = re.compile(r"^\s*(?:(?:>|&gt;)\s?)+")
_QUOTE_ALL = re.compile(r"^\s*(?:>|&gt;){3}\s")


class Said(NamedTuple):
    """One message, its author's words apart from those of others.

    Attributes:
        own: What the author wrote.
        quoted: The lines quoted beside it, without their marks; empty where all of it is a quotation.
    """

    own: str
    quoted: str


def split_quoted(text: str) -> Said:
    """Tell somebody's own words from the lines they quote; a quotation that is all there is is their own."""
    own: list[str] = []
    quoted: list[str] = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        # The blank is for `>>>` alone on its line: all that follows is quoted then, too.
        if _QUOTE_ALL.match(f"{line} "):
            quoted += [_QUOTE.sub("", each) for each in lines[number:]]
            break
        if _QUOTE.match(line):
            quoted.append(_QUOTE.sub("", line))
        else:
            own.append(line)
    if not quoted:
        return Said(text, "")
    if not any(map(str.isalnum, "".join(own))):
        return Said("\n".join(quoted), "")
    return Said("\n".join(own), "\n".join(quoted))


def without_references(text: str) -> str:
    """Return a text in which links are their labels, and mentions, bare addresses and emoji codes are gone."""
    if _REFERRING.isdisjoint(text):
        return text
    text = _MASKED_LINK.sub(r" \1 ", _SLACK_LINK.sub(r" \2 ", text))
    return _REFERENCE.sub(" ", text)


def undressed(text: str) -> str:
    """Return a text without emphasis, code, headings and the signs of lists, and without the comma of an address.

    Inside a word a mark stays: it is part of a name, or hides a letter.

    Args:
        text: With single blanks and breaks.
    """
    if not _DRESSING.isdisjoint(text):
        text = _FENCE.sub(" ", _ESCAPED.sub(r"\1", text))
    text = _CALLED_FIRST.sub("", "\n".join(map(_undressed_line, text.split("\n"))))
    return _CALLED_LAST.sub(r"\1", text) if "," in text else text


def _undressed_line(line: str) -> str:
    if _RULE.fullmatch(line):
        return line  # a signature follows
    if not _DRESSING.isdisjoint(line):
        line = _HASH.sub("", _EDGE.sub("", line))
    return _LIST.sub("", line)
