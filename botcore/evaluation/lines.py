"""A line of JSON Lines → what it says, or what is wrong with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class BadLineError(ValueError):
    """A line that cannot be used: what was found, and what was expected."""

    def __init__(self, found: str, expected: str) -> None:
        self.found, self.expected = found, expected
        super().__init__(f"found {found}; expected {expected}")


def read_object(line: str | bytes, expected: str = "an object with text or turns") -> dict[str, Any]:
    """Return the object that stands on a line.

    Args:
        line: JSON, in UTF-8 where it is bytes.
        expected: What to ask for where there is something else.

    Raises:
        BadLineError: There is something else.
    """
    try:
        row = json.loads(line if isinstance(line, str) else line.decode())
        # Python reads more than JSON can say, such as NaN or half a character, and nobody could be handed that on.
        json.dumps(row, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"no JSON ({_why(error)})", 'one object a line, such as {"text": "…"}') from None
    if not isinstance(row, dict):
        raise BadLineError(f"a {type(row).__name__}", expected)
    return row


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, at character {error.pos + 1}"
    if isinstance(error, UnicodeDecodeError):
        return f"no UTF-8, at byte {error.start + 1}"
    if isinstance(error, UnicodeEncodeError):
        return "half a surrogate pair"
    return "nested too deep" if isinstance(error, RecursionError) else "not a number of JSON"


def read_turns(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what one person says, in order; `turns` where there is a `text`, too: it may be that of a reply.

    Raises:
        BadLineError: Nothing is said.
    """
    if "turns" not in row and isinstance(text := row.get("text"), str):
        return (text,)
    expected = "text (a string) or turns (a list of strings)"
    if "turns" not in row:
        raise BadLineError("no text and no turns", expected)
    turns = read_strings(row["turns"], "turns", expected)
    if not turns:
        raise BadLineError("no turn in turns", "at least one")
    return turns


def read_strings(value: object, name: str, expected: str) -> tuple[str, ...]:
    """Return a list of strings; raises BadLineError for anything else."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise BadLineError(f"{name} that is no list of strings", expected)
