"""Dangers of daily life are urgent in every FAQ, and a trade's loud words are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from botcore import Asked, Bot, Kind, load_faq
from botcore.encoding import Encoder, VectorCache

FILES = Path(__file__).parent / "files"
DANGERS = [
    "I cut my finger on the bandsaw, it's bleeding badly",
    "someone got an electric shock",
    "the printer is on fire",
    "there is a fire in the metal shop",
    "my eyes hurt after welding and I can't see",
    "metal splinter in my eye",
    "I smell gas",
    "my kid drank bleach",
    "a customer collapsed at the counter",
    "he burned his hand badly on the stove",
    "someone is choking",
    "When are you open? My colleague is not breathing.",
]
LOUD = {
    "makerspace": ["where is the fire extinguisher", "the laser burns wood nicely", "how hot does the kiln get"],
    "bank": ["my account is bleeding money", "shocked by the fees", "my card is frozen", "I lost my card, help!"],
    "shop": ["is there a fire sale", "I am dying to try the king size", "the price gave me a heart attack lol"],
}


@pytest.fixture(scope="module", params=sorted(LOUD))
def trade(request: pytest.FixtureRequest) -> tuple[str, Bot]:
    text = (FILES / f"{request.param}.yaml").read_text(encoding="utf-8")
    return request.param, Bot(load_faq(text), vectors=VectorCache(Encoder()))


def test_a_danger_is_urgent_whatever_the_file_is_about(trade: tuple[str, Bot]) -> None:
    _, bot = trade
    assert [text for text in DANGERS if bot.reply(Asked(text)).kind is not Kind.URGENT] == []


def test_the_loud_words_of_a_trade_are_not(trade: tuple[str, Bot]) -> None:
    name, bot = trade
    assert [text for text in LOUD[name] if bot.reply(Asked(text)).kind is Kind.URGENT] == []
