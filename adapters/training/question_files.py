"""What the encoder learns from: files of questions of many trades and subjects, each by a writer who made it up.

A file has entries, each asked in several ways, and strangers: messages of the same trade that none of its entries
answers. Half of the strangers are near twins of something an entry is asked.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.training.examples import as_read, data_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.training.examples import Example
    from adapters.training.soft_labels import SoftLabel

QUESTIONS = Path(__file__).parent / "questions"
"""One directory a writer, in it one file a trade."""

KEPT_OUT = "first"
"""The writer whose files teach nothing and judge what was learned."""


@dataclass(frozen=True)
class QuestionFile:
    """The questions of one trade.

    Attributes:
        writer: Who wrote them.
        trade: Whose questions they are.
        entries: Each entry's wordings, as the running bot reads them.
        strangers: What none of the entries answers, likewise.
    """

    writer: str
    trade: str
    entries: tuple[tuple[str, ...], ...]
    strangers: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of the file."""
        return (*(text for wordings in self.entries for text in wordings), *self.strangers)


def gather_questions() -> list[QuestionFile]:
    """Return every file, by writer and trade."""
    return [read_questions(path) for path in sorted(QUESTIONS.glob("*/*.jsonl"))]


def read_questions(path: Path) -> QuestionFile:
    """Return the questions of one file, by the writer its directory is named for."""
    entries: dict[str, list[str]] = {}
    strangers: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        (strangers if row["entry"] is None else entries.setdefault(row["entry"], [])).append(as_read(row["text"]))
    return QuestionFile(path.parent.name, path.stem, tuple(map(tuple, entries.values())), tuple(strangers))


def model_hash(examples: Sequence[Example], labels: Sequence[SoftLabel], files: Sequence[QuestionFile]) -> str:
    """Return the hash of all that the model learns from and is judged by, in any order."""
    soft = sorted(map(json.dumps, labels))
    rows = sorted(json.dumps([each.writer, each.trade, each.entries, each.strangers]) for each in files)
    return hashlib.sha256("\n".join([data_hash(examples), *soft, *rows]).encode()).hexdigest()
