"""The frames that carried one reply: what the bot was sent, and what it sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_Json = dict[str, Any]


def carried(frames: list[_Json], words: str, asker: str) -> list[_Json]:
    """Return the frames of one reply, oldest first: the delivery to the bot, its request, the response.

    Args:
        frames: What the stand-in's recorder kept, oldest first.
        words: Something that stands in the request, and in no request for another reply before it.
        asker: The id of the person who asked; empty when unknown.
    """
    sent = _last(frames, len(frames), lambda each: each["direction"] == "in" and words in _text(each))
    if sent is None:
        return []
    found = [_shown(frames[sent])]
    delivered = _last(frames, sent, lambda each: _is_delivery(each) and f'"{asker}"' in _text(each))
    if delivered is not None:
        found.insert(0, _shown(frames[delivered]))
    response = next((each for each in frames[sent + 1 :] if _answers(each, frames[sent])), None)
    return found + ([_shown(response)] if response else [])


def _last(frames: list[_Json], before: int, fits: Callable[[_Json], bool]) -> int | None:
    return next((number for number in range(before - 1, -1, -1) if fits(frames[number])), None)


def _is_delivery(frame: _Json) -> bool:
    """Tell whether a frame brought the bot what a person did; the rest is keep-alive and its own messages."""
    return bool(frame["direction"] == "out" and frame["transport"] == "websocket")


def _answers(frame: _Json, request: _Json) -> bool:
    sent: tuple[str, str, str] = frame["direction"], frame["transport"], frame["name"]
    return sent == ("out", "http", request["name"])


def _shown(frame: _Json) -> _Json:
    direction = "from the bot" if frame["direction"] == "in" else "to the bot"
    return {
        "direction": direction,
        "transport": frame["transport"],
        "name": frame["name"],
        "body": frame["body"],
    }


def _text(frame: _Json) -> str:
    return json.dumps(frame["body"], ensure_ascii=False, default=str)
