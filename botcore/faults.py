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
        kind: For readers who may overlook some.
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


class FaultsError(Exception):
    """A file cannot be used; `faults` holds every reason, by line."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        self.faults = sorted(set(faults))
        super().__init__("\n".join(f"{name}: {fault}" for fault in self.faults))


def printable(text: str) -> str:
    """Return the text on one line, with what a terminal would obey or hide spelt out: one fault, one line."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
