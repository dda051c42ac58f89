"""Faults that a schema cannot see.

Doubled ids and wordings, texts too long to be shown whole, unreadable ones, placeholders, and words that
are not where another key says they are.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from botcore.faq.drafts import is_begun
from botcore.faq.limits import (
    ANSWER_MAX,
    DISCLAIMER_MAX,
    QUESTION_MAX,
    QUOTE_MAX,
    TOPIC_MAX,
    displayed_length,
)
from botcore.faq.messages import Messages, allowed, placeholders
from botcore.faq.trail import shown, trail
from botcore.faq.values import first_sentence
from botcore.faults import MANY, Fault
from botcore.text import folded_words, without_chatter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.strict_yaml import Document, Path, Tree


_DISCLAIMERS = ("disclaimer", "disclaimer_short")
_READ_BY_PEOPLE = frozenset(
    {*_DISCLAIMERS, "question", "phrasings", "answer", "quote", "note", "caution", "about", "pointer", "title",
     "messages", "examples", "harmless"}
)  # fmt: skip
"""Keys below which texts stand that people write or read; behind an id or a date, a remark is only a remark."""


def content_faults(document: Document) -> Iterator[Fault]:
    """Yield every fault that no schema can see; reads the raw tree, so that it works beside schema faults too."""
    tree = document.tree
    if not isinstance(tree, dict):
        return
    entries = tree.get("entries")
    if entries in ([], None) and "entries" in tree:
        yield Fault(document.line(("entries",)), "entries", "none", "at least one entry; add it")
    elif isinstance(entries, list) and all(map(is_begun, entries)) and entries:
        yield Fault(document.line(("entries",)), "entries", "drafts alone", "an entry with an answer; finish one")
    for check in (
        _double_ids, _double_wordings, _lengths, _unreadable, _placeholders, _seek_help, _offers, _quotes, _cut,
    ):  # fmt: skip
        # So many of each kind: one that is everywhere must not hide the others.
        yield from islice(check(document, tree), MANY)


def _messages(tree: dict[str, Tree]) -> Iterator[tuple[Path, str, str]]:
    """Yield the messages a file gives: where, by which known key, and the text."""
    messages = tree.get("messages")
    for key, text in (messages if isinstance(messages, dict) else {}).items():
        if key in Messages.model_fields and isinstance(text, str):
            yield ("messages", key), key, text.strip()


def _items(tree: dict[str, Tree]) -> Iterator[tuple[Path, dict[str, Tree]]]:
    for section in ("entries", "topics"):
        items = tree.get(section)
        for index, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, dict):
                yield (section, index), item


def _asked(tree: dict[str, Tree]) -> Iterator[tuple[Path, dict[str, Tree]]]:
    """Yield everything that has phrasings."""
    yield from _items(tree)
    ambiguous = tree.get("ambiguous")
    for index, item in enumerate(ambiguous if isinstance(ambiguous, list) else []):
        if isinstance(item, dict):
            yield ("ambiguous", index), item


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
    told: dict[str, tuple[Path, int]] = {}
    for owner, item in _asked(tree):
        for path, wording in _wordings(owner, item):
            # No more is folded: what people see as two wordings the loader lets pass, and `check` remarks on it.
            key = " ".join(wording.casefold().split())
            # But what is asked back is looked up by its words alone, and would be asked back either way.
            words = " ".join(folded_words(without_chatter(wording))) or key
            line = document.line(path)
            first = seen.get(key) or (told.get(words) if owner[0] == "ambiguous" else None)
            if first and first[0] != owner:
                found = f"{shown(wording)}, which is also on line {first[1]}"
                yield Fault(line, trail(tree, path), found, "each wording in one place; delete one")
            seen.setdefault(key, (owner, line))
            told.setdefault(words, (owner, line))


def _lengths(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    for path, what, said, most in _measured(tree):
        length = sum(displayed_length(text) for text in said if isinstance(text, str))
        if length > most:
            found = f"{what} of {length:,} characters as shown"
            expected = f"at most {most:,}, so that every platform shows it whole; shorten it"
            yield Fault(document.line(path), trail(tree, path), found, expected)


def _measured(tree: dict[str, Tree]) -> Iterator[tuple[Path, str, list[Tree], int]]:
    """Yield what is shown together: where, what it is, its texts, and the most they may take."""
    for key in _DISCLAIMERS:
        yield (key,), "a disclaimer", [tree.get(key)], DISCLAIMER_MAX
    for path, item in _items(tree):
        if path[0] == "topics":
            yield (*path, "pointer"), "about and pointer", [item.get("about"), item.get("pointer")], TOPIC_MAX
            continue
        source = item.get("source")
        credit = [source.get("title"), source.get("url")] if isinstance(source, dict) else []
        said = [*(item.get(key) for key in ("question", "caution", "answer", "note")), *credit]
        yield (*path, "answer"), "question, caution, answer, note and source", said, ANSWER_MAX
        yield (*path, "question"), "a question", said[:1], QUESTION_MAX
    for path, key, text in _messages(tree):
        yield path, "a message", [text], allowed(key).most


def _unreadable(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    """Yield what is shown or asked and holds nothing that anybody could read: blanks, dots, invisible marks."""
    texts: list[tuple[Path, Tree]] = [((key,), tree.get(key)) for key in _DISCLAIMERS]
    texts += [(path, text) for path, _, text in _messages(tree)]
    for path, item in _items(tree):
        texts += [((*path, key), item.get(key)) for key in ("question", "answer", "about", "pointer")]
    texts += [each for path, item in _asked(tree) for each in _wordings(path, item)]
    for path, text in dict(texts).items():
        if isinstance(text, str) and text.strip() and not any(map(str.isalnum, text)):
            found = f"{shown(text)}, without a letter or digit"
            yield Fault(document.line(path), trail(tree, path), found, "text that people can read")


def _placeholders(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    """Yield what is in braces and would be said as it stands, and calls that name nobody to call."""
    for path, key, text in _messages(tree):
        where, line, found = trail(tree, path), document.line(path), placeholders(text)
        known = " or ".join(f"{{{name}}}" for name in allowed(key).may) or "no braces"
        for name in found:
            if name not in allowed(key).may:
                yield Fault(line, where, f"the placeholder '{{{name}}}'", f"{known} here; rename or delete it")
        for name in allowed(key).must:
            if name not in found:
                yield Fault(line, where, f"no {{{name}}}", f"{{{name}}}, which is filled in; say it")
        if allowed(key).one_line and "\n" in text:
            yield Fault(line, where, "several lines", "one line; join or shorten it")


def _answered_ids(tree: dict[str, Tree]) -> list[Tree]:
    """Return the ids of entries, drafts aside: nothing can be shown of those."""
    return [item.get("id") for path, item in _items(tree) if path[0] == "entries" and not is_begun(item)]


def _seek_help(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    named, ids = tree.get("seek_help"), _answered_ids(tree)
    if isinstance(named, str) and named not in ids:
        expected = "the id of an entry, whose one sentence may stand below urgent guidance; name one or delete it"
        yield Fault(document.line(("seek_help",)), "seek_help", shown(named), expected)


def _offers(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    """Yield what is to be offered for an ambiguous question and is no entry."""
    ids = _answered_ids(tree)
    for path, item in _asked(tree):
        offers = item.get("offers") if path[0] == "ambiguous" else None
        for index, each in enumerate(offers if isinstance(offers, list) else []):
            if isinstance(each, str) and each not in ids:
                where = (*path, "offers", index)
                expected = "the id of an entry; name one or delete it"
                yield Fault(document.line(where), trail(tree, where), shown(each), expected)


def _quotes(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    """Yield quotes that are not in their answer, and those too long to stand below urgent guidance."""
    for path, item in _items(tree):
        answer, quote = item.get("answer"), item.get("quote")
        if path[0] != "entries" or not isinstance(answer, str):
            continue
        where, line = trail(tree, (*path, "quote")), document.line((*path, "quote"))
        if isinstance(quote, str) and " ".join(quote.split()) not in " ".join(answer.split()):
            yield Fault(line, where, shown(quote), "words of the answer as they stand there; copy them")
        said = quote if isinstance(quote, str) else first_sentence(answer)
        is_said = isinstance(quote, str) or item.get("id") == tree.get("seek_help")
        if is_said and (length := displayed_length(said)) > QUOTE_MAX:
            found = f"a sentence of {length:,} characters as shown"
            yield Fault(line, where, found, f"at most {QUOTE_MAX}; quote a shorter part of the answer")


def _cut(document: Document, tree: dict[str, Tree]) -> Iterator[Fault]:
    """Yield texts that YAML ends at a ` #`: who wrote it may have meant it, and the answer would lose words."""
    for path, remark in document.remarks.items():
        if _READ_BY_PEOPLE.intersection(path):
            found = f"a text that ends before {shown(remark)}, which YAML drops"
            expected = "quotes around the text where that belongs to it; else a remark on a line of its own"
            yield Fault(document.line(path), trail(tree, path), found, expected)
