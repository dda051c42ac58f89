"""One message seen whole, and sentence by sentence: a symptom may hide in the middle of a question."""

from __future__ import annotations

import re

MAX_SENTENCES = 12
_SENTENCE = re.compile(r"[^.!?\n;]+[.!?;]*")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that hold any letters."""
    return [part.strip() for part in _SENTENCE.findall(text) if any(map(str.isalpha, part))]


def views(text: str) -> list[str]:
    """Return the whole text on one line, then its sentences where there are several.

    Of a very long text, the first and the last sentences.
    """
    whole = " ".join(text.split())
    parts = sentences(text)
    if len(parts) > MAX_SENTENCES:
        parts = parts[: MAX_SENTENCES // 2] + parts[-MAX_SENTENCES // 2 :]
    return [whole, *parts] if len(parts) > 1 else [whole]
