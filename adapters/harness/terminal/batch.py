"""One line of a deck in, one reply out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botcore.evaluation import describe, play, read_object, read_turns

if TYPE_CHECKING:
    from botcore import Bot


def answer_line(bot: Bot, line: str | bytes, number: int) -> dict[str, Any]:
    """Return the reply to one line, with the line's own keys passed through.

    The line's `text` becomes the reply's text, as the format says. No expectation is looked at.

    Args:
        bot: Who answers.
        line: One JSON object with `text` or `turns`; in UTF-8 where it is bytes.
        number: Its number; lines never share a conversation.

    Raises:
        BadLineError: The line is no such object.
    """
    row = read_object(line)
    return row | describe(play(read_turns(row), bot.reply, person=f"batch:{number}"))
