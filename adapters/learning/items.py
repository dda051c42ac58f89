"""One item of a list in a file's text, changed or added; every other line stays as its author wrote it.

A round-trip library keeps comments, order and quotes, but joins lines that somebody has set out by hand. So it
writes the one item that is changed, and the rest is not touched.
"""

from __future__ import annotations

import io
import json
from itertools import takewhile
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botcore.strict_yaml import Document, Tree

_UNBROKEN = 1_000_000
"""Characters of a line: no text is wrapped that was not."""

UNSAFE = "this file is set out so that no program can change it safely; write it there by hand"


class EditError(Exception):
    """A file cannot be changed like this; the message says why, and what to do instead."""


def items_of(document: Document, section: str) -> list[Tree]:
    """Return the items of a list; none where a file has no such list."""
    found = document.tree.get(section) if isinstance(document.tree, dict) else None
    return found if isinstance(found, list) else []


def with_item_changed(
    text: str, document: Document, section: str, place: int, change: Callable[[CommentedMap], None]
) -> str:
    """Return a text with one item of a list changed."""
    lines = text.splitlines(keepends=True)
    first, end, dash, inside = _place(lines, document, section, place)
    # Without its dash and indented less, what stands there is a mapping by itself.
    own = [
        " " * (inside - dash) + lines[first][inside:],
        *(_outdented(line, dash) for line in lines[first + 1 : end]),
    ]
    own = [_outdented(line, inside - dash) for line in own]
    yaml, item = _round_trip(), _loaded("".join(own))
    yaml.indent(mapping=2, sequence=2 + _offset(item), offset=_offset(item))
    change(item)
    written = io.StringIO()
    yaml.dump(item, written)
    new = [
        f"{' ' * inside}{line}" if line.strip() else line for line in written.getvalue().splitlines(keepends=True)
    ]
    new[0] = lines[first][:inside] + new[0][inside:]
    ending = _ending(lines[first])
    changed = "".join(new).rstrip("\n").replace("\r\n", "\n").replace("\n", ending) + ending
    return "".join([*lines[:first], changed, *lines[end:]])


def with_entry_added(text: str, document: Document, entry: dict[str, Tree]) -> str:
    """Return a text with one more entry behind the last."""
    lines = text.splitlines(keepends=True)
    first, end, dash, _ = _place(lines, document, "entries", len(items_of(document, "entries")) - 1)
    said = [f"{key}: {entry[key]}" if key == "id" else _written(key, entry[key]) for key in entry]
    ending = _ending(lines[first])
    new = "".join(
        f"{' ' * dash}{'- ' if number == 0 else '  '}{line}{ending}"
        for number, line in enumerate("\n".join(said).split("\n"))
    )
    apart = ending if first and not lines[first - 1].strip() else ""
    before = "".join(lines[:end])
    return before + ("" if before.endswith("\n") else ending) + apart + new + "".join(lines[end:])


def _written(key: str, value: Tree) -> str:
    if isinstance(value, list):
        return "\n".join([f"{key}:", *(f"- {_quoted(each)}" for each in value)])
    if isinstance(value, dict):
        return f"{key}: {{{', '.join(f'{name}: {_quoted(each)}' for name, each in value.items())}}}"
    return f"{key}: {_quoted(value)}"


def _place(lines: Sequence[str], document: Document, section: str, place: int) -> tuple[int, int, int, int]:
    """Return an item's first line, the one after its last, and the columns of its dash and its keys."""
    first = document.line((section, place)) - 1
    line = lines[first]
    dash = len(line) - len(line.lstrip(" "))
    behind = line[dash + 1 :]
    if line[dash : dash + 1] != "-" or not behind.startswith(" "):
        raise EditError(
            f"line {first + 1} does not begin with '- ', so that nothing can be written there; begin each item of "
            f"{section} on a line of its own"
        )
    inside = dash + 1 + len(behind) - len(behind.lstrip(" "))
    within = list(takewhile(lambda each: _is_between(each) or _depth(each) > dash, lines[first + 1 :]))
    end = first + 1 + len(within)
    # What stands before the next item, blank or in remarks that are not indented, belongs to that.
    while end > first + 1 and _is_between(lines[end - 1]) and _depth(lines[end - 1]) <= dash:
        end -= 1
    return first, end, dash, inside


def _is_between(line: str) -> bool:
    """Tell whether a line is blank or a remark, which may stand anywhere."""
    return not line.strip() or line.lstrip().startswith("#")


def _ending(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else "\n"


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) if line.strip() else 0


def _outdented(line: str, columns: int) -> str:
    return line[min(columns, _depth(line)) :]


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _UNBROKEN
    return yaml


def _loaded(text: str) -> CommentedMap:
    """Return an item that stands by itself; what cannot be read was not all of it."""
    try:
        item = _round_trip().load(text)
    except YAMLError:
        item = None
    if not isinstance(item, CommentedMap):
        raise EditError(UNSAFE)
    return item


def _offset(item: CommentedMap) -> int:
    """Return how far the dashes of an item's lists are indented below their keys."""
    for value in item.values():
        if isinstance(value, CommentedSeq) and not value.fa.flow_style() and value.lc.col is not None:
            return int(value.lc.col)
    return 0


def _quoted(text: Tree) -> str:
    # JSON's strings are YAML's in double quotes: nothing in them can be taken for anything else.
    return json.dumps(text, ensure_ascii=False)
