"""A file's text with one thing more in it; every other line stays as its author wrote it.

A round-trip library keeps comments, order and quotes, but joins lines that somebody has set out by hand. So it
writes the one entry that is changed, and the rest is not touched. Our own loader judges the outcome: where more
than that one thing would come to say something else, nothing is changed.
"""

from __future__ import annotations

import copy
import io
import json
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from adapters.learning.drafting import NEW, id_for
from botcore.strict_yaml import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from adapters.learning.drafting import Draft
    from botcore.strict_yaml import Document, Tree

_UNBROKEN = 1_000_000
"""Characters of a line: no text is wrapped that was not."""

_LONGEST_NAME = 80
_UNSAFE = "this file is set out so that no program can change it safely; write it there by hand"


class EditError(Exception):
    """A file cannot be changed like this; the message says why, and what to do instead."""


@dataclass(frozen=True)
class Signature:
    """Who answers for a change, and the day of it.

    Raises:
        EditError: There is no name.
    """

    by: str
    on: date

    def __post_init__(self) -> None:
        """Refuse what is nobody's name: somebody is to be asked about it later."""
        named = any(map(str.isalpha, self.by)) and self.by.isprintable() and self.by == self.by.strip()
        if not named or len(self.by) > _LONGEST_NAME:
            found = repr(self.by[:_LONGEST_NAME])
            raise EditError(f"found {found} for a name; expected a person's, up to {_LONGEST_NAME} characters")


def taken(text: str, draft: Draft, signed: Signature) -> str:
    """Return a file's text with a draft in it.

    Args:
        text: The file, sound.
        draft: What to write.
        signed: Who takes it.

    Raises:
        EditError: It cannot be written.
    """
    document = parse(text)
    if draft.owner == NEW:
        entry = _begun(document, draft, signed)
        return _judged(document, _appended(text, document, entry), lambda tree: tree["entries"].append(entry))
    section, place = _found(document, draft.owner)

    def add(item: CommentedMap) -> None:
        phrasings = item.setdefault("phrasings", CommentedSeq())
        if not item.fa.flow_style():
            phrasings.fa.set_block_style()
        for wording in draft.wordings:
            phrasings.append(DoubleQuotedScalarString(wording))
            if not item.fa.flow_style():
                phrasings.yaml_add_eol_comment(f"{signed.by}, {signed.on}", len(phrasings) - 1, column=0)

    def expect(tree: Any) -> None:  # noqa: ANN401 - a tree
        tree[section][place].setdefault("phrasings", []).extend(draft.wordings)

    return _judged(document, _edited(text, document, section, place, add), expect)


def with_review(text: str, entry: str, signed: Signature) -> str:
    """Return a file's text in which a person vouches for an entry.

    Raises:
        EditError: There is no such entry, or it cannot be written.
    """
    document = parse(text)
    section, place = _found(document, entry)
    if section != "entries":
        raise EditError(f"{entry} is a topic; expected an entry: only answers are reviewed")

    def sign(item: CommentedMap) -> None:
        review = CommentedMap({"by": DoubleQuotedScalarString(signed.by), "on": signed.on})
        review.fa.set_flow_style()
        item["reviewed"] = review

    def expect(tree: Any) -> None:  # noqa: ANN401 - a tree
        tree[section][place]["reviewed"] = {"by": signed.by, "on": str(signed.on)}

    return _judged(document, _edited(text, document, section, place, sign), expect)


def _found(document: Document, owner: str) -> tuple[str, int]:
    """Return in which list an entry or topic stands, and where."""
    for section in ("entries", "topics"):
        for place, item in enumerate(_items(document, section)):
            if isinstance(item, dict) and item.get("id") == owner:
                return section, place
    raise EditError(f"found no entry and no topic {owner!r}")


def _items(document: Document, section: str) -> list[Tree]:
    found = document.tree.get(section) if isinstance(document.tree, dict) else None
    return found if isinstance(found, list) else []


def _edited(
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


def _begun(document: Document, draft: Draft, signed: Signature) -> dict[str, Tree]:
    """Return a question that nobody has answered, as an entry."""
    items = [item for each in ("entries", "topics") for item in _items(document, each) if isinstance(item, dict)]
    question, *phrasings = draft.wordings
    entry: dict[str, Tree] = {
        "id": id_for(question, (str(item.get("id")) for item in items)),
        "question": question,
    }
    if phrasings:
        entry["phrasings"] = [*phrasings]
    drafted: dict[str, Tree] = {"by": signed.by, "on": str(signed.on)}
    return entry | {"answer": "", "source": {"title": ""}, "drafted": drafted}


def _appended(text: str, document: Document, entry: dict[str, Tree]) -> str:
    """Return a text with one more entry behind the last."""
    lines = text.splitlines(keepends=True)
    first, end, dash, _ = _place(lines, document, "entries", len(_items(document, "entries")) - 1)
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
        raise EditError(_UNSAFE)
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


def _judged(before: Document, text: str, expect: Callable[[Any], None]) -> str:
    """Return a changed text, unless it says anything but what was expected to be changed."""
    # By our own reader: what counts is what the bot will read, not what the library meant to write.
    after, expected = parse(text), copy.deepcopy(before.tree)
    expect(expected)
    if after.faults or after.tree != expected:
        raise EditError(_UNSAFE)
    return text
