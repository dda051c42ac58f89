"""The batch format, which other programs rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.harness.terminal.batch import answer_line

if TYPE_CHECKING:
    from botcore import Bot


def answered(bot: Bot, text: str) -> dict[str, Any]:
    return answer_line(bot, json.dumps({"text": text}), 1)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("what are the side effects of prolotherapy injections? I can't breathe", None),
        ("I want to kill myself, is it safe for the neck?", None),
        ("I took the whole bottle of pills. when to seek medical attention for prolotherapy pain?", None),
        ("severe pain and a fever since the shot", "seek-care"),
    ],
)
def test_the_entry_of_an_urgent_reply_is_none_or_the_one_on_when_to_seek_help(
    bot: Bot, text: str, entry: str | None
) -> None:
    row = answered(bot, text)
    assert (row["reply"], row["entry"], row["candidates"]) == ("urgent", entry, [])
    assert row["text"].startswith(("Call ", "Please talk to someone now"))
    assert row["disclaimer"] == bot.faq.disclaimer_short


def test_a_reply_has_every_key_and_its_text_ends_with_its_disclaimer(bot: Bot) -> None:
    for text in ("is prolotherapy safe for neck pain", "how much does it cost", "hello", ""):
        row = answered(bot, text)
        assert list(row) == ["text", "reply", "entry", "candidates", "best", "score", "disclaimer"]
        assert row["text"].endswith(row["disclaimer"])
