"""What of a gap may be taken over into the file: phrasings of what is there, or a question without an answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from botcore.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adapters.journal.gaps import Gap
    from botcore import Faq

_folded = lru_cache(maxsize=100_000)(fold)
"""The file's wordings are the same for each of a hundred gaps."""

NEW = "new"
"""What stands in the place of an id where a subject is to become an entry of its own."""

_TAKEN = 6
"""Wordings that one draft takes over at most: what a person can weigh at a glance."""


@dataclass(frozen=True)
class Draft:
    """One change that a person may take.

    Attributes:
        key: Names it, and changes with anything that would be written: nobody takes what they have not seen.
        owner: The id of the entry or topic that is asked for in these words; `NEW`: none is there yet.
        wordings: What would be written; of a new subject the first is its question.
        count: How many questions stand behind it.
        people: From how many people.
    """

    key: str
    owner: str
    wordings: tuple[str, ...]
    count: int
    people: int


def drafts_of(gap: Gap, faq: Faq, is_heard: Callable[[str], bool]) -> list[Draft]:
    """Return what could be done about a gap, the likeliest first; empty where no wording of it may be learned.

    Phrasings of an entry are among it only where the gap names that entry: where one question scored a third of
    the file's own answer threshold.

    Args:
        gap: The gap.
        faq: The file as it is.
        is_heard: Tells whether anything that looks after people's safety hears something in a wording.
    """
    there = _there(faq)
    new = [*islice((each for each in gap.shared if _folded(each) not in there and not is_heard(each)), _TAKEN)]
    return [_draft(owner, new, gap) for owner in _owners(gap, faq)] if new else []


def why_no_draft(gap: Gap, faq: Faq) -> str:
    """Return in words why a gap has no draft."""
    if not gap.shared:
        return "no wording of it came from three people"
    if {_folded(each) for each in gap.shared} <= _there(faq):
        return "the file has its wordings already"
    return "safety hears its wordings"


def _there(faq: Faq) -> set[str]:
    """Return the wordings that a file has, folded."""
    there = {_folded(text) for each in faq.wordings.values() for text in each}
    return there | {_folded(text) for each in faq.ambiguous for text in each.phrasings}


def _owners(gap: Gap, faq: Faq) -> Iterable[str]:
    """Yield whose the wordings may be: the nearest entry's unless it did not help, or its topic's."""
    helped = gap.disliked * 2 <= gap.count
    entry = [gap.entry] if helped and faq.entry(gap.entry) else []
    topic = [gap.topic] if faq.topic(gap.topic) else []
    # What a topic was named for is known to be missing: it wants an answer first, not more ways of saying no.
    return dict.fromkeys([NEW, *topic, *entry] if topic else [*entry, NEW])


def _draft(owner: str, wordings: list[str], gap: Gap) -> Draft:
    shown = [_asked(wordings[0]), *wordings[1:]] if owner == NEW else wordings
    key = hashlib.sha256("\n".join((owner, *shown)).encode()).hexdigest()[:8]
    return Draft(key, owner, tuple(shown), gap.count, gap.people)


def _asked(wording: str) -> str:
    """Return a wording as a question; journals keep small letters alone."""
    said = " ".join("I" if word == "i" else word for word in wording.split())
    return f"{said[:1].upper()}{said[1:]}?"


def id_for(question: str, taken: Iterable[str]) -> str:
    """Return an id that says what a question is about, and that no other entry or topic has."""
    named = "-".join("".join(filter(str.isascii, word)) for word in words(fold(question)))
    base = "-".join(part for part in named.replace("'", "").split("-") if part)[:50].strip("-") or "question"
    known = set(taken)
    return next(each for each in (base, *(f"{base}-{n}" for n in range(2, len(known) + 3))) if each not in known)
