"""Markup in what the bot says: people see its signs, since nothing in a file is drawn but its links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore.checks.remarks import Check, Remark, all_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.faq import LoadedFaq

_TAGS = "a|b|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|s|span|strong|sub|sup|table|td|tr|u|ul"
_MARKUP = re.compile(
    r"\[[^\[\]\n]+\]\([^()\s]+\)"  # [label](address)
    r"|<https?://[^<>\s|]+(?:\|[^<>]*)?>"  # <address> and <address|label>
    rf"|</?(?:{_TAGS})\b[^<>]*>"
    r"|&(?:[a-z]{2,8}|#\d{2,6});"
    r"|^#{1,6} .+"
    r"|`[^`\n]+`"
    r"|(?<!\w)(\*{1,3}|_{1,3}|~~)(?=[^\s*_~])[^*_~\n]*[^\s*_~]\1(?!\w)",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED_MAX = 40


def read_markup(loaded: LoadedFaq) -> Iterator[Remark]:
    """Yield a remark for every text with markup in it, with the first of it."""
    for each in all_statements(loaded):
        if found := _MARKUP.search(each.text):
            quoted = found[0] if len(found[0]) <= _QUOTED_MAX else f"{found[0][:_QUOTED_MAX]}…"
            says = (
                f"the {each.key} holds {quoted!r}, which people see as it is typed; write it without the signs "
                "(a bare address is a link)"
            )
            yield Remark(each.line, each.owner, Check.MARKUP, says)
