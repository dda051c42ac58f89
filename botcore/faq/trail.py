"""Where in the file a fault is, and what stands there, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.faults import brief, quoted

if TYPE_CHECKING:
    from botcore.strict_yaml import Path, Tree


def shown(value: object) -> str:
    """Return a value as a fault names it: the beginning of a text, what kind of thing anything else is."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return quoted(value)
    return {"list": "a list", "dict": "a mapping"}.get(type(value).__name__, type(value).__name__)


def trail(tree: Tree, path: Path) -> str:
    """Return the path as people read it: items by their id where they have one, else by their number."""
    words: list[str] = []
    node: Tree = tree
    for part in path:
        node = _child(node, part)
        if isinstance(part, int):
            item_id = node.get("id") if isinstance(node, dict) else None
            words.append(quoted(item_id) if isinstance(item_id, str) else f"item {part + 1}")
        else:
            words.append(brief(str(part)))
    return " → ".join(words) or "file"


def _child(node: Tree, part: str | int) -> Tree:
    if isinstance(node, dict) and isinstance(part, str):
        return node.get(part)
    if isinstance(node, list) and isinstance(part, int) and part < len(node):
        return node[part]
    return None
