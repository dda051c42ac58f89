"""What is wrong with a file, in words: where, what was found, what was expected; one line each."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class FaultKind(Enum):
    """What is wrong: the text itself, or only what other YAML readers would make of it."""

    BROKEN = auto()
    READ_OTHERWISE = auto()


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of a file.

    Attributes:
        line: 1-based line.
        where: The trail from the file to the key, an item named by its id; empty where the line says enough.
        found: What stands there.
        expected: What should stand there, and so what to do.
        kind: Tells faults that some readers may overlook from those that nobody may.
    """

    line: int
    where: str
    found: str
    expected: str
    kind: FaultKind = field(default=FaultKind.BROKEN, compare=False)

    def __str__(self) -> str:
        """One line: where, found, expected."""
        where = f"{self.where}: " if self.where else ""
        return printable(f"line {self.line}: {where}found {self.found}; expected {self.expected}")


MAX_FAULTS = 100
"""Nobody mends more in one go, and behind so many there is mostly one slip."""

MANY = 10 * MAX_FAULTS
"""Nobody looks for more of one kind: a file of five million characters can hold a million, at a minute's cost."""

_MAX_QUOTED = 60
"""Characters of the file that a fault quotes: enough to find them."""


class FaultsError(Exception):
    """A file cannot be used.

    Attributes:
        name: What the file is called.
        faults: The first `MAX_FAULTS` reasons, by line.
        more: How many were found beyond these; of very many, not all are looked for.
    """

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        found = sorted(set(faults), key=lambda fault: (fault.line, fault.where, fault.found, fault.expected))
        self.faults, self.more = found[:MAX_FAULTS], len(found[MAX_FAULTS:])
        lines = [f"{name}: {fault}" for fault in self.faults]
        lines += [f"{name}: and {self.more:,} more faults; mend these first"] if self.more else []
        super().__init__("\n".join(lines))


def brief(text: str) -> str:
    """Return the text, or as much of it as a fault quotes."""
    return text if len(text) <= _MAX_QUOTED else f"{text[: _MAX_QUOTED - 1]}…"


def quoted(text: str) -> str:
    """Return the text, or as much of it as a fault quotes, between quotes."""
    return f"'{brief(text)}'"


def printable(text: str) -> str:
    """Return the text on one line, with what a terminal would obey or hide spelt out: one fault, one line."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
