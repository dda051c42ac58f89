"""What ends every command with status 2."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable


class BadInputError(Exception):
    """A file, an option or the environment cannot be used.

    Attributes:
        lines: One for every fault: where, what was found, what was expected.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """Keep the lines."""
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


def fail(lines: Iterable[str] | str) -> NoReturn:
    """Raise `BadInputError` with one line or several."""
    raise BadInputError([lines] if isinstance(lines, str) else lines)
