"""What the reader learns from: texts, what each says about urgency and advice, and who wrote it.

Four sources: the shipped examples, the lines of further writers beside this module, the wordings of `faq.yaml` as
ordinary questions, and sentences made from symptoms and frames.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from botcore.safety.knowledge import load_knowledge
from botcore.safety.tokens import split_sentences
from botcore.text import normalise, without_chatter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from botcore.faq import Faq

LINES = Path(__file__).parent / "lines"
"""One directory a writer, in it one file a register."""

GENERATED = Path(__file__).parent / "generated.jsonl"
"""What `generating` made."""

SHIPPED, FILE = "examples", "faq"
"""Whom the shipped examples and the file's wordings are by, where writers are told apart."""


@dataclass(frozen=True)
class Example:
    """One text to learn from.

    Attributes:
        text: On one line, without chatter: as the running bot reads it.
        urgent: Whether it reports a red flag.
        advice: Whether it asks for personal advice; None: nobody has judged.
        look_alike: Whether it was written to be mistaken for urgent.
        writer: Who wrote it.
        register: How it speaks, or which kind it is.
        pair: What it shares with the line it was changed from; "": with none.
    """

    text: str
    urgent: bool
    advice: bool | None
    look_alike: bool
    writer: str
    register: str
    pair: str = ""


def gather(faq: Faq) -> list[Example]:
    """Return every example, each text once: what somebody labelled comes before the file's wordings."""
    lines = [each for path in sorted(LINES.glob("*/*.jsonl")) for each in read_lines(path)]
    every = [*_shipped(faq), *lines, *_wordings(faq)]
    cleaned = (replace(each, text=as_read(each.text)) for each in every)
    # From the end, so that of two that say the same the first one stays.
    once = {each.text.casefold(): each for each in reversed(list(cleaned)) if each.text}
    return [*reversed(once.values()), *read_lines(GENERATED)]


def with_parts(examples: Sequence[Example]) -> list[Example]:
    """Return examples, and the sentences of those that are calm without being look-alikes, each calm by itself.

    A message is judged sentence by sentence too, and "I am 52 and on patches." reports nothing. What makes a
    look-alike calm may stand in its other sentence, so theirs are left alone.
    """
    calm = [each for each in examples if not each.urgent and not each.look_alike]
    return [
        *examples,
        *(replace(each, text=part, advice=None, pair="") for each in calm for part in parts(each.text)),
    ]


def parts(text: str) -> list[str]:
    """Return the sentences of a text that has several."""
    found = split_sentences(text)
    return found if len(found) > 1 else []


def as_read(text: str) -> str:
    """Return a text as the running bot reads it whole."""
    return " ".join(without_chatter(normalise(text)).split())


def writers() -> list[str]:
    """Return the names of the writers of lines."""
    return sorted(each.name for each in LINES.iterdir() if each.is_dir())


def read_lines(path: Path) -> list[Example]:
    """Return the lines of one file: of a register, by the writer its directory is named for.

    Raises:
        ValueError: A line is labelled neither urgent nor calm.
    """
    return list(_lines(path))


def data_hash(examples: Sequence[Example]) -> str:
    """Return the hash of what is learned from, in any order.

    A file's wordings do not count: a new phrasing of an entry does not ask for a new model.
    """
    own = (each for each in examples if each.writer != FILE)
    rows = ([each.text, each.urgent, each.advice, each.writer, each.register, each.pair] for each in own)
    return hashlib.sha256("\n".join(sorted(map(json.dumps, rows))).encode()).hexdigest()


def _shipped(faq: Faq) -> Iterator[Example]:
    known = load_knowledge(faq.safety)
    for category in known.categories:
        for text in category.examples:
            yield Example(text, urgent=True, advice=None, look_alike=False, writer=SHIPPED, register="red flags")
    for text in known.harmless:
        yield Example(text, urgent=False, advice=False, look_alike=True, writer=SHIPPED, register="look-alikes")
    for group in known.advice.values():
        for text in group:
            yield Example(text, urgent=False, advice=True, look_alike=False, writer=SHIPPED, register="advice")
    for text in known.not_advice:
        yield Example(text, urgent=False, advice=False, look_alike=False, writer=SHIPPED, register="not advice")


def _wordings(faq: Faq) -> Iterator[Example]:
    for each in [*(entry.wordings for entry in faq.entries), *(topic.phrasings for topic in faq.topics)]:
        for text in each:
            yield Example(text, urgent=False, advice=False, look_alike=False, writer=FILE, register="ordinary")


def _lines(path: Path) -> Iterator[Example]:
    writer, register = path.parent.name, path.stem
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        if row["label"] not in {"urgent", "calm"}:
            raise ValueError(f"{path.name}, line {number}: found label {row['label']!r}, expected urgent or calm")
        urgent = row["label"] == "urgent"
        pair = "" if row["pair"] is None else f"{writer} {row['pair']}"
        # Calm lines of an ordinary category were written beside the others, not to be mistaken for anything.
        look_alike = not urgent and row["category"] != "ordinary"
        yield Example(row["text"], urgent, None, look_alike, writer, register, pair)
