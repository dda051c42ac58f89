"""A topic is named only when it is sure to be the one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from botcore import Asked
from botcore.matching.naming import LEAST_RIGHT, least_sure

if TYPE_CHECKING:
    from botcore import Bot

DECKS = Path(__file__).parent / "decks"
LEAST_NAMED = 35
"""Of a deck's messages; never to name a topic would be right each time, and of no use."""


@pytest.mark.parametrize(
    ("right", "least"),
    [
        ([1, 1, 1, 0, 0], 0.7),
        ([1, 1, 1, 1, 0], 0.6),
        ([1, 0, 1, 1, 0], 0.9),
        ([0, 1, 1, 1, 0], 1.0),
    ],
)
def test_the_least_sureness_is_the_lowest_from_which_on_enough_are_right(right: list[int], least: float) -> None:
    sure = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    assert LEAST_RIGHT == 0.82
    assert least_sure(sure, np.array(right, dtype=bool)) == least


@pytest.mark.parametrize("deck", ["twins.jsonl", "topics.jsonl"])
def test_the_topic_that_is_named_is_the_right_one(bot: Bot, deck: str) -> None:
    rows = [json.loads(line) for line in (DECKS / deck).read_text(encoding="utf-8").splitlines()]
    asked = [(row["text"], row["topics"]) for row in rows if "topics" in row]
    named = [(text, topics, topic) for text, topics in asked if (topic := bot.reply(Asked(text)).trace.topic)]
    wrong = [(text, topic) for text, topics, topic in named if topic not in topics]
    assert len(named) >= LEAST_NAMED
    assert len(wrong) <= 0.1 * len(named), wrong


def test_a_plain_question_of_a_topic_still_names_it(bot: Bot) -> None:
    asked = {"how much does prolotherapy cost": "cost", "is prolotherapy covered by insurance": "insurance"}
    assert {text: bot.reply(Asked(text)).trace.topic for text in asked} == asked
