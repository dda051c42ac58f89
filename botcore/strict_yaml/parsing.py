"""YAML without its traps: text in, plain strings, lists and mappings out, with the line of each.

`yaml.safe_load` is not enough for a file people edit by hand: anchors and merge keys can expand without
bound, deep nesting overflows the stack, a duplicate key silently replaces an answer, `no` is False and
`012` is 10. Here every scalar is the string as it stands, and every trap is a fault with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import yaml

from botcore.faults import MANY, Fault, FaultKind, brief, quoted
from botcore.strict_yaml.slips import strange_key, syntax_fault, yaml_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CHARACTERS = 8_000_000
"""Room for 10,000 entries of 5 phrasings at four times their measured size."""

MAX_DEPTH = 12
"""The schema nests five deep."""

_RESOLVER = yaml.SafeLoader.yaml_implicit_resolvers
_TRAPS = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
}
_REMARK = re.compile(r"[ \t]+(?P<behind>#[^\n]*)")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, Unicode's Cc and Cs but tab and line feed: no platform shows them, some refuse them."""

_AGAIN = 0
"""Where the value of a key's second occurrence stands in a path, so that the first keeps its lines."""

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
Path = tuple[str | int, ...]


@dataclass
class Document:
    """A parsed text.

    Attributes:
        tree: Strings, lists and mappings; None where a value is left empty.
        lines: The 1-based line of every path in the tree.
        faults: Everything wrong with the text, in the order met; empty when it is sound.
        remarks: What stands behind a text without quotes, from its ` #` on. YAML drops it: meant as a remark in
            one place, as words in another.
    """

    tree: Tree = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: dict[Path, str] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of the path, or of its nearest known ancestor."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str) -> Document:
    """Parse one YAML document; never raises for bad text, never expands anything."""
    document = Document()
    if len(text) > MAX_CHARACTERS:
        document.faults.append(
            yaml_fault(1, f"{len(text):,} characters", f"at most {MAX_CHARACTERS:,}; split the file")
        )
        return document
    # The marks of libyaml count a byte order mark as none of the text.
    text = text.removeprefix("\ufeff")
    # A build of PyYAML without libyaml has no such loader; the other reads the same, twenty times as slowly.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _Builder(document, text, yaml.parse(text, Loader=loader)).build()
    except yaml.MarkedYAMLError as error:
        fault = syntax_fault(error, text)
        # The same slip can be noticed as a key, and again where YAML gives up.
        document.faults += [fault] if fault not in document.faults else []
    except (yaml.reader.ReaderError, UnicodeEncodeError) as error:
        line = _line_of(error, text, loader)
        document.faults.append(
            yaml_fault(line, "a character that YAML does not allow", "printable text; delete it")
        )
    return document


class _EnoughError(Exception):
    """Raised inside the builder only: the text is too deep, or has too many faults, to be read on."""


class _Builder:
    def __init__(self, document: Document, text: str, events: Iterator[yaml.Event]) -> None:
        self.document = document
        self.text = text
        self.events = events

    def build(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.document.lines:
                    self._fault(event, "a second document", "one document; delete the line '---'")
                    return
                try:
                    self.document.tree = self._value(next(self.events), ())
                except _EnoughError:
                    return

    def _value(self, event: yaml.Event, path: Path) -> Tree:
        self.document.lines[path] = _line(event)
        if len(self.document.faults) >= MANY:
            raise _EnoughError
        if len(path) > MAX_DEPTH:
            self._fault(event, f"more than {MAX_DEPTH} levels", "a flat file; check the indentation here")
            raise _EnoughError
        if isinstance(event, yaml.AliasEvent):
            self._fault(
                event,
                f"the alias {quoted(f'*{event.anchor}')}",
                "the text itself, in quotes where it begins with a *; aliases are not allowed",
            )
            return None
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._fault(event, f"the anchor {quoted(f'&{event.anchor}')}", "no anchors; delete it")
        tag = getattr(event, "tag", None)
        # A lone `!` only says that the text is a text, which all are here.
        if tag and tag != "!":
            self._fault(event, f"the tag {quoted(tag)}", "no tags; delete it")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return self._scalar(event, path) if isinstance(event, yaml.ScalarEvent) else None

    def _list(self, path: Path) -> Tree:
        items: list[Tree] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> Tree:
        values: dict[str, Tree] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, path)
            if key in values:
                self._fault(event, f"the key {quoted(key)} a second time", "each key once; delete or merge one")
                self._value(next(self.events), (*path, key, _AGAIN))
            else:
                values[key] = self._value(next(self.events), (*path, key))
        return values

    def _key(self, event: yaml.Event, path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._fault(event, "a list or mapping as a key", "a plain word")
            self._value(event, (*path, ""))
            return ""
        # Quoted, it is a key like any other.
        if event.value == "<<" and not event.style:
            self._fault(event, "the merge key '<<'", "the keys themselves; merge keys are not allowed")
        if event.anchor:
            self._fault(event, f"the anchor {quoted(f'&{event.anchor}')}", "no anchors; delete it")
        if not event.style and (strange := strange_key(_line(event), event.value)):
            self.document.faults.append(strange)
        return str(event.value)

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> str | None:
        if hidden := _HIDDEN.search(event.value):
            self._fault(event, f"the control character U+{ord(hidden[0]):04X}", "printable text; delete it")
        if event.style:
            return str(event.value)
        if event.value in {"", "~", "null", "Null", "NULL"}:
            return None
        if event.end_mark and (remark := _REMARK.match(self.text, event.end_mark.index)):
            self.document.remarks[path] = remark["behind"].rstrip()
        candidates = _RESOLVER.get(event.value[0], ())
        traps = [_TRAPS[tag] for tag, pattern in candidates if tag in _TRAPS and pattern.match(event.value)]
        if traps:
            value = brief(event.value)
            found, expected = f"{value}, which YAML reads as {traps[0]}", f'text; write "{value}"'
            self._fault(event, found, expected, FaultKind.READ_OTHERWISE)
        return str(event.value)

    def _fault(self, event: yaml.Event, found: str, expected: str, kind: FaultKind = FaultKind.BROKEN) -> None:
        self.document.faults.append(Fault(_line(event), "YAML", found, expected, kind))


def _line_of(error: yaml.reader.ReaderError | UnicodeEncodeError, text: str, loader: object) -> int:
    """Return the line of a character that cannot be read."""
    if isinstance(error, UnicodeEncodeError):
        return text.count("\n", 0, error.start) + 1
    # libyaml counts the bytes of UTF-8, the other loader characters.
    if loader is yaml.SafeLoader:
        return text.count("\n", 0, error.position) + 1
    return text.encode().count(b"\n", 0, error.position) + 1


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
