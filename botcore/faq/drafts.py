"""Drafts: entries that nobody has finished; they are set aside, and the rest of the file loads.

An empty answer alone is no draft but a fault: who forgets one in the middle of a file must hear of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from botcore.faq.values import Entry, Review, Source, Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from botcore.strict_yaml import Document, Path, Tree

_MARK = "drafted"
"""The key that makes an entry without answer or source a draft."""

_TO_WRITE = ("answer", "source")


@dataclass(frozen=True)
class Draft:
    """An entry that waits for a person.

    Attributes:
        id: Its id.
        question: Its question.
        lacks: What is still to be written.
        drafted: Who took it up, and on which day.
        line: 1-based line of the file.
    """

    id: str
    question: str
    lacks: tuple[str, ...]
    drafted: Review
    line: int


class Begun(Entry):
    """What stands of an entry that is a draft; the keys are an entry's."""

    answer: Text | None = None  # type: ignore[assignment] # which is what makes it a draft
    source: Source | None = None
    drafted: Review


def is_begun(item: Tree) -> bool:
    """Tell whether what stands in a list of entries is a draft."""
    return isinstance(item, dict) and _MARK in item and bool(_lacks(item))


def without_what_it_lacks(item: dict[str, Tree]) -> dict[str, Tree]:
    """Return a draft without the keys that are still empty."""
    lacks = _lacks(item)
    return {key: value for key, value in item.items() if key not in lacks}


def draft_of(begun: Begun, item: dict[str, Tree], line: int) -> Draft:
    """Return a draft whose keys are sound."""
    return Draft(begun.id, begun.question, _lacks(item), begun.drafted, line)


def begun_entries(document: Document) -> dict[int, dict[str, Tree]]:
    """Return what stands of every draft, by its place among the entries."""
    return {
        place: item for place, item in enumerate(_entries(document)) if isinstance(item, dict) and is_begun(item)
    }


def set_aside(document: Document, places: Collection[int]) -> Document:
    """Return the document as if these entries were not in it; every line stays that of the file."""
    if not places or not isinstance(document.tree, dict):
        return document
    stay = [place for place in range(len(_entries(document))) if place not in places]
    moved = {old: new for new, old in enumerate(stay)}

    def path_now(path: Path) -> Path | None:
        if path[:1] != ("entries",) or len(path) == 1:
            return path
        new = moved.get(path[1]) if isinstance(path[1], int) else None
        return None if new is None else ("entries", new, *path[2:])

    lines = {new: line for path, line in document.lines.items() if (new := path_now(path)) is not None}
    remarks = {new: text for path, text in document.remarks.items() if (new := path_now(path)) is not None}
    tree = document.tree | {"entries": [_entries(document)[place] for place in stay]}
    return replace(document, tree=tree, lines=lines, remarks=remarks)


def _entries(document: Document) -> list[Tree]:
    found = document.tree.get("entries") if isinstance(document.tree, dict) else None
    return found if isinstance(found, list) else []


def _lacks(item: dict[str, Tree]) -> tuple[str, ...]:
    return tuple(key for key in _TO_WRITE if _is_empty(item.get(key)))


def _is_empty(value: Tree) -> bool:
    """Tell whether nothing was written: no text, or a source that names nothing."""
    if isinstance(value, dict):
        return all(_is_empty(each) for each in value.values())
    return not value.strip() if isinstance(value, str) else not value
