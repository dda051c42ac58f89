"""What a change of a file did: its entries and topics, and the remarks that came and went."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from botcore.checks.remarks import Remark
    from botcore.faq import Entry, Faq, Topic

_LINE = re.compile(r"\bline \d+")


@dataclass(frozen=True)
class Change:
    """From one file to the next.

    Attributes:
        added: Ids of entries and topics that are new, in the order of the file.
        removed: Ids of those that are no more.
        edited: Ids of those that say something else, or are asked in other words.
        new: Remarks that were not made before, in the order of the checks.
        gone: How many remarks are made no more.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[str, ...]
    new: tuple[Remark, ...]
    gone: int


def compare_files(before: Faq, now: Faq, old: Sequence[Remark], remarks: Sequence[Remark]) -> Change:
    """Return what changed.

    Args:
        before: The file as it was.
        now: The file as it is.
        old: The remarks on it as it was.
        remarks: Those on it as it is.
    """
    were, are = _by_id(before), _by_id(now)
    # Counted: the same remark may be made of two wordings, of which one was mended.
    known = Counter(map(_apart_from_lines, old))
    new = []
    for remark in remarks:
        key = _apart_from_lines(remark)
        if known[key]:
            known[key] -= 1
        else:
            new.append(remark)
    return Change(
        added=tuple(each for each in are if each not in were),
        removed=tuple(each for each in were if each not in are),
        edited=tuple(each for each in are if each in were and are[each] != were[each]),
        new=tuple(new),
        gone=known.total(),
    )


def _by_id(faq: Faq) -> Mapping[str, Entry | Topic]:
    entries: dict[str, Entry | Topic] = {each.id: each for each in faq.entries}
    return entries | {each.id: each for each in faq.topics}


def _apart_from_lines(remark: Remark) -> tuple[str, ...]:
    """Return what a remark says; a line added above moves every number below."""
    return remark.where, remark.check, remark.level, _LINE.sub("line", remark.says)
