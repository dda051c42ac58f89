"""Faults that a schema cannot see: doubled ids and wordings, texts too long to be shown whole, unreadable ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.faq.faults import Fault, shown, trail
from botcore.faq.limits import ANSWER_MAX, DISCLAIMER_MAX, LEAD_MAX, QUESTION_MAX, TOPIC_MAX, displayed_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.strict_yaml import Document, Path, Tree


def content_faults(document: Document) -> Iterator[Fault]:
    """Yield every fault that no schema can see; reads the raw tree, so that it works beside schema faults too."""
    tree = document.tree
    if not isinstance(tree, dict):
        return
    if tree.get("entries") in ([], None) and "entries" in tree:
        yield Fault(document.line(("entries",)), "entries", "none", "at least one entry; add it")
    yield from _double_ids(document, tree)
    yield from _double_wordings(document, tree)
    yield from _lengths(document, tree)
    yield from _unreadable(document, tree)


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
            where = trail(tree, (*path, "id"))
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
                found = f"{shown(wording)}, which is also on line {seen[key][1]}"
                yield Fault(line, trail(tree, path), found, "each wording in one place; delete one")
            seen.setdefault(key, (owner, line))


def _lengths(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    for path, what, said, most in _measured(tree):
        length = sum(displayed_length(text) for text in said if isinstance(text, str))
        if length > most:
            found = f"{what} of {length:,} characters as shown"
            expected = f"at most {most:,}, so that every platform shows it whole; shorten it"
            yield Fault(document.line(path), trail(tree, path), found, expected)


def _measured(tree: dict[str, Tree]) -> Iterator[tuple[Path, str, list[Tree], int]]:
    """Yield what is shown together: where, what it is, its texts, and the most they may take."""
    yield ("disclaimer",), "a disclaimer", [tree.get("disclaimer")], DISCLAIMER_MAX
    for path, item in _items(tree):
        if path[0] == "topics":
            yield (*path, "pointer"), "about and pointer", [item.get("about"), item.get("pointer")], TOPIC_MAX
            continue
        source = item.get("source")
        credit = [source.get("title"), source.get("url")] if isinstance(source, dict) else []
        said = [item.get("question"), item.get("answer"), item.get("note"), *credit]
        yield (*path, "answer"), "question, answer, note and source", said, ANSWER_MAX
        yield (*path, "question"), "a question", said[:1], QUESTION_MAX
    safety = tree.get("safety")
    messages = safety.get("messages") if isinstance(safety, dict) else None
    for name, text in (messages if isinstance(messages, dict) else {}).items():
        yield ("safety", "messages", name), "a message", [text], LEAD_MAX


def _unreadable(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    """Yield what is shown or asked and holds nothing that anybody could read: blanks, dots, invisible marks."""
    texts: list[tuple[Path, Tree]] = [(("disclaimer",), tree.get("disclaimer"))]
    for path, item in _items(tree):
        texts += [((*path, key), item.get(key)) for key in ("question", "answer", "about", "pointer")]
        texts += _wordings(path, item)
    for path, text in dict(texts).items():
        if isinstance(text, str) and text.strip() and not any(map(str.isalnum, text)):
            found = f"{shown(text)}, without a letter or digit"
            yield Fault(document.line(path), trail(tree, path), found, "text that people can read")
