"""`faq.yaml` → `Faq`, or every fault of the file at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from botcore.faq.limits import ANSWER_MAX, DISCLAIMER_MAX, LEAD_MAX, displayed_length
from botcore.faq.strict_yaml import Document, Path, Tree, parse
from botcore.faq.values import Faq

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails


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
        return f"line {self.line}: {self.where}: found {self.found}; expected {self.expected}"


class FaqError(Exception):
    """The file cannot be used; `faults` holds every reason, by line."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name = name
        self.faults = sorted(set(faults))
        super().__init__("\n".join(f"{name}: {fault}" for fault in self.faults))


@dataclass(frozen=True)
class LoadedFaq:
    """A sound file: its values, and the line of every path for those who lint it further."""

    faq: Faq
    document: Document


def load_faq(text: str, *, name: str = "faq.yaml") -> Faq:
    """Return the values of a file's text.

    Args:
        text: The whole file, decoded.
        name: What to call the file in faults.

    Raises:
        FaqError: With every fault of the file, each with its line.
    """
    return load_with_lines(text, name=name).faq


def load_with_lines(text: str, *, name: str = "faq.yaml") -> LoadedFaq:
    """Return the values and their lines; raises as `load_faq` does."""
    document = parse(text)
    faults = [Fault(fault.line, "YAML", fault.found, fault.expected) for fault in document.faults]
    if document.tree is None:
        raise FaqError(name, faults or [Fault(1, "file", "nothing", "a mapping with disclaimer and entries")])
    try:
        faq = Faq.model_validate(document.tree)
    except ValidationError as error:
        faults += [_schema_fault(document, detail) for detail in error.errors()]
        raise FaqError(name, faults + list(_content_faults(document))) from None
    faults += _content_faults(document)
    if faults:
        raise FaqError(name, faults)
    return LoadedFaq(faq, document)


_EXPECTED = {
    "missing": "this key; add it",
    "tuple_type": "a list; start each item with '- '",
    "string_type": "text",
    "dict_type": "a mapping of keys and values",
    "too_short": "at least one item",
    "string_too_short": "text; it is empty",
    "date_from_datetime_parsing": "a date such as 2026-01-31",
}


def _schema_fault(document: Document, detail: ErrorDetails) -> Fault:
    path = tuple(detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    expected = _EXPECTED.get(kind, detail["msg"])
    if kind == "extra_forbidden":
        expected = "one of the known keys (" + ", ".join(_known_keys(path)) + "); delete or rename it"
    elif kind == "string_pattern_mismatch":
        expected = (
            "an https:// link" if path[-1] == "url" else "lower-case words joined by hyphens, such as side-effects"
        )
    elif kind == "string_too_long":
        expected = f"at most {context['max_length']} characters; shorten it"
    elif kind in {"model_type", "model_attributes_type"}:
        expected = "a mapping of keys and values"
    found = "nothing" if kind == "missing" else _shown(detail["input"])
    if kind == "extra_forbidden":
        found = f"the unknown key '{path[-1]}'"
    return Fault(document.line(path), _trail(document.tree, path), found, expected)


def _known_keys(path: Path) -> list[str]:
    from botcore.faq import values

    names = [part for part in path[:-1] if isinstance(part, str)]
    models: dict[str, type[BaseModel]] = {
        "entries": values.Entry,
        "topics": values.Topic,
        "source": values.Source,
        "reviewed": values.Review,
        "safety": values.SafetyExtension,
    }
    model = models.get(names[-1], Faq) if names else Faq
    return list(model.model_fields)


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"'{value[:40]}…'" if len(value) > 40 else f"'{value}'"  # noqa: PLR2004
    return {"list": "a list", "dict": "a mapping"}.get(type(value).__name__, type(value).__name__)


def _trail(tree: Tree, path: Path) -> str:
    """Name the path for people: items by their id where they have one, else by their number."""
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


def _content_faults(document: Document) -> Iterator[Fault]:
    """Yield what no schema can see; reads the raw tree, so that it works beside schema faults too."""
    tree = document.tree
    if not isinstance(tree, dict):
        return
    if tree.get("entries") in ([], None) and "entries" in tree:
        yield Fault(document.line(("entries",)), "entries", "none", "at least one entry; add it")
    yield from _double_ids(document, tree)
    yield from _double_wordings(document, tree)
    yield from _lengths(document, tree)


def _items(tree: dict[str, Tree]) -> Iterator[tuple[Path, dict[str, Tree]]]:
    for section in ("entries", "topics"):
        items = tree.get(section)
        for index, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, dict):
                yield (section, index), item


def _double_ids(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for path, item in _items(tree):
        item_id, line = item.get("id"), document.line((*path, "id"))
        if not isinstance(item_id, str):
            continue
        if item_id in seen:
            where = _trail(tree, (*path, "id"))
            yield Fault(line, where, f"the id of line {seen[item_id]} again", "an id of its own; rename one")
        seen.setdefault(item_id, line)


def _wordings(path: Path, item: dict[str, Tree]) -> Iterator[tuple[Path, str]]:
    if isinstance(question := item.get("question"), str):
        yield (*path, "question"), question
    phrasings = item.get("phrasings")
    for index, phrasing in enumerate(phrasings if isinstance(phrasings, list) else []):
        if isinstance(phrasing, str):
            yield (*path, "phrasings", index), phrasing


def _double_wordings(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    """The same words in two places can only be answered one way, so one of them is a mistake."""
    seen: dict[str, tuple[Path, int]] = {}
    for owner, item in _items(tree):
        for path, wording in _wordings(owner, item):
            key = " ".join(wording.casefold().split())
            line = document.line(path)
            if key in seen and seen[key][0] != owner:
                found = f"{_shown(wording)}, which is also on line {seen[key][1]}"
                yield Fault(line, _trail(tree, path), found, "each wording in one place; delete one")
            seen.setdefault(key, (owner, line))


def _lengths(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    expected = "at most {:,}, so that every platform shows it whole; shorten it"
    disclaimer = tree.get("disclaimer")
    if isinstance(disclaimer, str) and (length := displayed_length(disclaimer)) > DISCLAIMER_MAX:
        line = document.line(("disclaimer",))
        yield Fault(line, "disclaimer", f"{length:,} characters as shown", expected.format(DISCLAIMER_MAX))
    for path, item in _items(tree):
        shown = [text for key in ("answer", "note") if isinstance(text := item.get(key), str)]
        length = sum(map(displayed_length, shown))
        if length > ANSWER_MAX:
            where = _trail(tree, (*path, "answer"))
            found = f"answer and note of {length:,} characters as shown"
            yield Fault(document.line((*path, "answer")), where, found, expected.format(ANSWER_MAX))
    safety = tree.get("safety")
    messages = safety.get("messages") if isinstance(safety, dict) else None
    for name, text in (messages if isinstance(messages, dict) else {}).items():
        if isinstance(text, str) and (length := displayed_length(text)) > LEAD_MAX:
            line = document.line(("safety", "messages", name))
            found = f"{length:,} characters as shown"
            yield Fault(line, f"safety → messages → {name}", found, expected.format(LEAD_MAX))
