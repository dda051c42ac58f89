"""One line of a deck in, one reply out: the format other programs rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from botcore import Asked, Kind

if TYPE_CHECKING:
    from botcore import Bot, Reply

TURN_SECONDS = 30.0
"""How far apart the turns of a line are taken to be."""

REPLY_KEYS = ("reply", "entry", "candidates", "best", "score", "disclaimer")


class BadLineError(Exception):
    """A line that cannot be answered: what was found, and what was expected."""


def answer_line(bot: Bot, line: str, number: int) -> dict[str, Any]:
    """Return the reply to one line, with the line's own keys passed through.

    The line's `text` becomes the reply's text, as the format says. No expectation is looked at.

    Args:
        bot: Who answers.
        line: One JSON object with `text` or `turns`.
        number: Its number; lines never share a conversation.

    Raises:
        BadLineError: The line is no such object.
    """
    row = _read(line)
    turns = _turns(row)
    replies = [
        bot.reply(Asked(text, person=f"batch:{number}", thread="batch", at=index * TURN_SECONDS))
        for index, text in enumerate(turns)
    ]
    return row | describe(replies[-1])


def describe(reply: Reply) -> dict[str, Any]:
    """Return a reply in the batch format."""
    best = reply.trace.candidates[0] if reply.trace.candidates else None
    return {
        "reply": reply.kind.value,
        "entry": reply.entry.id if reply.entry else None,
        "candidates": [each.entry for each in reply.suggestions] if reply.kind is not Kind.HELP else [],
        "best": best.id if best else None,
        "score": round(best.score, 6) if best else 0.0,
        "text": reply.text,
        "disclaimer": reply.disclaimer,
    }


def _read(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"found no JSON ({type(error).__name__}); expected one object a line") from None
    if not isinstance(row, dict):
        raise BadLineError(f"found {type(row).__name__}; expected an object with text or turns")
    return row


def _turns(row: dict[str, Any]) -> list[str]:
    if isinstance(row.get("text"), str) and "turns" not in row:
        return [row["text"]]
    turns = row.get("turns")
    if isinstance(turns, list) and turns and all(isinstance(turn, str) for turn in turns):
        return turns
    raise BadLineError("found no text and no turns; expected text (a string) or turns (a list of strings)")
