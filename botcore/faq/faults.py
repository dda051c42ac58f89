"""What is wrong with a file, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botcore.strict_yaml import Path, Tree


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of the file.

    Attributes:
        line: 1-based line.
        where: The trail from the file to the key; an item is named by its id.
        found: What stands there.
        expected: What should stand there, and so what to do.
    """

    line: int
    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        """One line: where, found, expected."""
        return printable(f"line {self.line}: {self.where}: found {self.found}; expected {self.expected}")


class FaqError(Exception):
    """The file cannot be used; `faults` holds every reason, by line."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name = name
        self.faults = sorted(set(faults))
        super().__init__("\n".join(f"{name}: {fault}" for fault in self.faults))


def shown(value: object) -> str:
    """Return a value as a fault names it: the beginning of a text, what kind of thing anything else is."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"'{value[:40]}…'" if len(value) > 40 else f"'{value}'"  # noqa: PLR2004
    return {"list": "a list", "dict": "a mapping"}.get(type(value).__name__, type(value).__name__)


def trail(tree: Tree, path: Path) -> str:
    """Return the path as people read it: items by their id where they have one, else by their number."""
    words: list[str] = []
    node: Tree = tree
    for part in path:
        node = _child(node, part)
        if isinstance(part, int):
            item_id = node.get("id") if isinstance(node, dict) else None
            words.append(f"'{item_id}'" if isinstance(item_id, str) else f"item {part + 1}")
        else:
            words.append(str(part))
    return " → ".join(words) or "file"


def _child(node: Tree, part: str | int) -> Tree:
    if isinstance(node, dict) and isinstance(part, str):
        return node.get(part)
    if isinstance(node, list) and isinstance(part, int) and part < len(node):
        return node[part]
    return None


def printable(text: str) -> str:
    """Return the text on one line, with what a terminal would obey or hide spelt out: one fault, one line."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
